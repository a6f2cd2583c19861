// Forms: sent once, not lost by a slip, errors read first. Without this file every form still works.

// A second click on the same button sends nothing more. The form is free again after coming back with the
// browser's arrow, and after ten seconds, since an answer may be a file that leaves the page standing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "true";
  delete form.dataset.dirty;
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(release, 10_000);
});
addEventListener("pageshow", (event) => event.persisted && release());

function release() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

// Leaving a form with typed text asks first, where the form says so: <form data-warn-unsaved>.
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.hasAttribute("data-warn-unsaved")) form.dataset.dirty = "true";
});
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-dirty]")) event.preventDefault();
});

// A button that cannot be used yet does nothing, and its reason is read again.
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled='true']")) event.preventDefault();
});

document.querySelector("[data-focus]")?.focus();
