// The place of the acta that is being written, as the page shows it.

import { Parrafo } from "./parrafo.js";

export class Vista {
  constructor(modelo, lugar) {
    this.modelo = modelo;
    this.lista = document.getElementById("parrafos");
    this.titulo = document.getElementById("lugar-titulo");
    this.hechos = new Map();
    this.lugar = lugar;
  }

  ir(lugar, { enfocar = false } = {}) {
    this.lugar = lugar;
    for (const enlace of document.querySelectorAll("[data-lugar]")) {
      if (enlace.dataset.lugar !== lugar) enlace.removeAttribute("aria-current");
      else {
        enlace.setAttribute("aria-current", "true");
        this.titulo.textContent = enlace.querySelector("span").textContent;
      }
    }
    this.hechos.clear();
    this.lista.replaceChildren();
    this.pintar();
    if (enfocar) this.titulo.focus();
  }

  filas() {
    return this.modelo.de(this.lugar);
  }

  pintar() {
    const filas = this.filas();
    const quedan = new Set(filas.map((p) => p.clave));
    for (const [clave, parrafo] of this.hechos) {
      if (quedan.has(clave)) continue;
      parrafo.caja.remove();
      this.hechos.delete(clave);
    }
    const activo = document.activeElement;
    filas.forEach((p, n) => {
      const parrafo = this.hechos.get(p.clave) ?? new Parrafo(p.clave);
      this.hechos.set(p.clave, parrafo);
      if (this.lista.children[n] !== parrafo.caja) this.lista.insertBefore(parrafo.caja, this.lista.children[n] ?? null);
      parrafo.pintar(p, n + 1);
    });
    if (activo !== document.activeElement && activo?.isConnected) activo.focus(); // a move takes the focus away
  }

  enfocar(clave, caret) {
    const texto = this.hechos.get(clave)?.texto;
    if (!texto) return;
    texto.focus();
    if (caret !== undefined) texto.setSelectionRange(caret, caret);
  }
}
