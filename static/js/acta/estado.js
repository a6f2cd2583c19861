// What became of what was typed, in words and always in sight; who else writes; what was put together.

import { decir, frase } from "./frases.js";

const TONOS = { hecho: "", sin_conexion: "espera", falla: "espera", sin_sesion: "mal", sin_permiso: "mal", cerrada: "mal" };
const ESCRIBE = 60_000; // for so long somebody is said to be writing

export class Estado {
  constructor({ modelo, envio, cola, cuenta }) {
    Object.assign(this, { modelo, envio, cola, cuenta });
    this.lugar = document.getElementById("estado");
    this.otros = new Map();
    this.lugar.hidden = false;
    setInterval(() => this.pintar(), 10_000);
  }

  pintar() {
    const { fin, enviando, frases } = this.envio;
    const n = this.modelo.pendientes().length;
    let dicho = frase(n ? "pendiente" : "guardado", { n });
    if (enviando && fin === "hecho") dicho = frase("guardando");
    if (fin !== "hecho") dicho = [...(frases ?? []), frase(fin, { n })].join(" ");
    const porDecidir = this.modelo.porDecidir().length;
    if (porDecidir) dicho += ` ${frase("decidir", { n: porDecidir })}`;
    if (!this.cola.cabe) dicho += ` ${frase("sin_lugar")}`;
    for (const [quien, cuando] of this.otros) if (Date.now() - cuando > ESCRIBE) this.otros.delete(quien);
    if (this.otros.size) dicho += ` ${frase("tambien", { quien: [...this.otros.keys()].join(", ") })}`;
    const tono = porDecidir ? "espera" : TONOS[fin];
    if (this.lugar.dataset.tono !== tono) this.lugar.dataset.tono = tono;
    if (this.lugar.firstChild?.textContent !== dicho || this.tenia !== fin) this.#poner(dicho, fin);
  }

  #poner(dicho, fin) {
    this.tenia = fin;
    this.lugar.replaceChildren(dicho);
    if (fin !== "sin_sesion") return;
    const enlace = document.createElement("a");
    Object.assign(enlace, { href: location.href, target: "_blank", rel: "noopener", textContent: frase("entrar") });
    this.lugar.append(" ", enlace);
  }

  escribio(fila) {
    if (fila.cuenta !== this.cuenta && fila.quien) this.otros.set(fila.quien, Date.now());
  }

  paso({ p, dice }) {
    const quien = p.quien || frase("alguien");
    if (dice.choca) decir(frase("choque", { quien: p.choque?.quien || quien }));
    else if (dice.vuelve) decir(frase("no_se_quito"));
    else if (dice.quitado) decir(frase("quitado", { quien }));
    else if (dice.juntado) this.avisar(frase("juntado", { quien }));
  }

  // Stays to be read.
  avisar(texto) {
    const aviso = document.createElement("p");
    aviso.className = "soft";
    aviso.textContent = texto;
    document.getElementById("avisos").replaceChildren(aviso);
    decir(texto);
  }
}
