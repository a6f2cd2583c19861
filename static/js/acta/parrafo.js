// One paragraph on the page: its text, what is known of it, and the three texts where two people wrote the same.

import { frase } from "./frases.js";
import { mover } from "./texto.js";

const molde = document.getElementById("plantilla-parrafo").content.firstElementChild;

export class Parrafo {
  constructor(clave) {
    this.caja = molde.cloneNode(true);
    this.caja.dataset.clave = clave;
    this.texto = this.caja.querySelector("textarea");
    this.texto.id = `texto-${clave}`;
    this.clase = this.caja.querySelector("select");
    this.caja.querySelector(".error").id = `error-${clave}`;
    this.caja.querySelector(".entendido").id = `entendido-${clave}`;
    this.texto.setAttribute("aria-describedby", `error-${clave} entendido-${clave}`);
    for (const campo of this.caja.querySelectorAll("[data-completa]")) {
      campo.id = `${campo.dataset.completa}-${clave}`;
      campo.previousElementSibling.htmlFor = campo.id;
    }
  }

  de(selector) {
    return this.caja.querySelector(selector);
  }

  pintar(p, n) {
    this.caja.dataset.clase = p.clase;
    this.clase.value = p.clase;
    const clase = this.clase.selectedOptions[0].text;
    this.texto.setAttribute("aria-label", frase("parrafo", { n, clase: clase.toLowerCase() }));
    this.de(".rotulo").textContent = `${n}. ${clase}`;
    this.de(".quien").textContent = p.quien ? `· ${p.quien}` : "";
    this.#escribir(p.texto);
    this.#decir(".error", p.error);
    this.texto.setAttribute("aria-invalid", String(Boolean(p.error)));
    this.#entendido(p);
    this.#votacion(p);
    this.#choque(p);
  }

  #escribir(texto) {
    if (this.texto.value !== texto) {
      const { selectionStart, selectionEnd, value } = this.texto;
      this.texto.value = texto;
      if (document.activeElement === this.texto) {
        this.texto.setSelectionRange(mover(selectionStart, value, texto), mover(selectionEnd, value, texto));
      }
    }
    this.crecer();
  }

  // As tall as what it says, where the style sheet cannot say so.
  crecer() {
    if (CSS.supports("field-sizing", "content")) return;
    this.texto.style.height = "auto";
    this.texto.style.height = `${this.texto.scrollHeight + 2}px`;
  }

  #decir(selector, texto) {
    const lugar = this.de(selector);
    lugar.hidden = !texto;
    lugar.textContent = texto;
  }

  #entendido(p) {
    const es = p.clase === "compromiso";
    const entendido = es && p.texto.trim() ? p.entendido : null;
    this.de(".completar").hidden = !es;
    const lugar = this.de(".entendido");
    lugar.toggleAttribute("data-mal", Boolean(entendido?.errores.length));
    if (!entendido) return this.#decir(".entendido", "");
    const { texto, quien, vence, tercero, errores } = entendido;
    const partes = [texto, quien, vence || frase("sin_fecha"), tercero && frase("tercero")];
    return this.#decir(".entendido", errores.length ? errores.join(" ") : partes.filter(Boolean).join(" · "));
  }

  #votacion(p) {
    const lugar = this.de(".votacion");
    lugar.hidden = p.clase !== "acuerdo";
    if (lugar.hidden) return;
    lugar.firstElementChild.textContent = p.votacion ?? frase("por_votar");
    const enlace = lugar.querySelector("a");
    enlace.hidden = !p.votar;
    if (p.votar) enlace.href = p.votar;
  }

  #choque(p) {
    const lugar = this.de(".choque");
    lugar.hidden = !p.choque;
    if (!p.choque) return lugar.replaceChildren();
    const quien = p.choque.quien || frase("alguien");
    const textos = document.createElement("dl");
    textos.className = "tres-textos";
    const suyo = p.choque.retirado ? frase("lo_quito") : p.choque.suyo;
    for (const [que, dice] of [["base", p.choque.base], ["mio", p.texto], ["suyo", suyo]]) {
      const uno = document.createElement("div");
      const titulo = document.createElement("dt");
      titulo.textContent = frase(que, { quien });
      const texto = document.createElement("dd");
      texto.textContent = dice;
      uno.append(titulo, texto);
      textos.append(uno);
    }
    const dicho = document.createElement("p");
    dicho.textContent = frase("choque", { quien });
    if (lugar.childElementCount) return lugar.children[1].replaceWith(textos); // its buttons keep the focus
    const botones = document.createElement("div");
    botones.className = "row";
    for (const que of p.choque.retirado ? ["mio", "suyo"] : ["mio", "suyo", "ambos"]) {
      const boton = document.createElement("button");
      Object.assign(boton, { type: "button", className: "button", textContent: frase(`deja_${que}`) });
      boton.dataset.decide = que;
      botones.append(boton);
    }
    return lugar.replaceChildren(dicho, textos, botones);
  }
}
