// The page's own sentences, in the language of the page.

const todas = document.getElementById("frases").content;

export function frase(nombre, datos = {}) {
  const escrita = todas.querySelector(`[data-frase="${nombre}"]`).textContent;
  return escrita.replace(/\{(\w+)\}/g, (_, clave) => datos[clave] ?? "");
}

// Said to whoever hears the page, once each time.
export function decir(texto) {
  const lugar = document.getElementById("dicho");
  lugar.textContent = lugar.textContent === texto ? `${texto}\u00a0` : texto;
}
