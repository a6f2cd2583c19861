// A file that is too large is said to be so when it is chosen, not after minutes of sending it. The server says it as well.
for (const input of document.querySelectorAll("input[type=file][data-max-bytes]")) {
  const message = document.createElement("p");
  message.className = "errorlist";
  message.setAttribute("role", "alert");
  input.after(message);
  input.addEventListener("change", () => {
    const tooLarge = [...input.files].some((file) => file.size > Number(input.dataset.maxBytes));
    message.textContent = tooLarge ? input.dataset.maxMessage : "";
    input.setCustomValidity(message.textContent);
    input.setAttribute("aria-invalid", tooLarge);
  });
  input.form.addEventListener("submit", (event) => {
    if (!input.validity.customError) return;
    event.preventDefault();
    input.focus();
  }, { capture: true });
}
