// What a person does with paragraphs, besides typing in them.

import { decir, frase } from "./frases.js";
import { decidir, nuevo } from "./modelo.js";

export class Acciones {
  constructor({ modelo, vista, envio }) {
    Object.assign(this, { modelo, vista, envio });
  }

  #hecho(...parrafos) {
    for (const p of parrafos) this.envio.tocado(p);
    this.vista.pintar();
  }

  agregar({ tras, clase = "deliberacion", texto = "" } = {}) {
    const { lugar } = this.vista;
    const ultimo = tras ?? this.vista.filas().at(-1)?.clave;
    const orden = this.modelo.ordenTras(lugar, ultimo);
    const p = nuevo({ clave: crypto.randomUUID(), lugar, orden, tras: ultimo, clase, texto });
    this.modelo.parrafos.set(p.clave, p);
    this.#hecho(p);
    this.vista.enfocar(p.clave, 0);
  }

  // What follows the caret becomes the next paragraph.
  partir(p, desde, hasta) {
    const resto = p.texto.slice(hasta).trimStart();
    p.texto = p.texto.slice(0, desde).trimEnd();
    this.envio.tocado(p);
    this.agregar({ tras: p.clave, texto: resto, clase: p.clase === "compromiso" ? "compromiso" : "deliberacion" });
  }

  juntarConElAnterior(p) {
    const filas = this.vista.filas();
    const anterior = filas[filas.indexOf(p) - 1];
    if (!anterior || p.choque || anterior.choque || (p.clase === "acuerdo" && p.texto)) return;
    const caret = anterior.texto.length;
    if (p.texto) anterior.texto += (anterior.texto && !/\s$/.test(anterior.texto) ? " " : "") + p.texto;
    p.retirado = true;
    this.#hecho(anterior, p);
    this.vista.enfocar(anterior.clave, caret);
    decir(frase("juntos"));
  }

  quitar(p) {
    const filas = this.vista.filas();
    const vecino = filas[filas.indexOf(p) + 1] ?? filas[filas.indexOf(p) - 1];
    p.retirado = true;
    this.#hecho(p);
    if (vecino) this.vista.enfocar(vecino.clave);
    else this.vista.titulo.focus();
    decir(frase("ida"));
  }

  mover(p, pasos) {
    const filas = this.vista.filas();
    const n = filas.indexOf(p) + pasos;
    if (n < 0 || n >= filas.length) return;
    const otros = filas.filter((uno) => uno !== p);
    const tras = otros[n - 1]?.clave ?? null;
    p.orden = n === 0 ? otros[0].orden - 1 : n === otros.length ? otros[n - 1].orden + 1 : (otros[n - 1].orden + otros[n].orden) / 2;
    if (p.base) p.mover = { tras };
    else p.tras = tras;
    this.#hecho(p);
    decir(frase("movido", { n: n + 1 }));
  }

  clasificar(p, clase) {
    p.clase = clase;
    this.#hecho(p);
    decir(frase("es_ahora", { clase: this.vista.hechos.get(p.clave).clase.selectedOptions[0].text.toLowerCase() }));
  }

  alternar(p, clase) {
    this.clasificar(p, p.clase === clase ? "deliberacion" : clase);
  }

  decidir(p, que) {
    decidir(p, que);
    this.envio.tocado(p, { ya: true });
    this.vista.pintar();
    this.vista.enfocar(p.clave);
  }

  // «… @quién fecha»: what is chosen beside a commitment is written into its line.
  completar(p, que, valor) {
    const corte = p.texto.lastIndexOf("@");
    const antes = (corte < 0 ? p.texto : p.texto.slice(0, corte)).trimEnd();
    const resto = corte < 0 ? "" : p.texto.slice(corte + 1).trim();
    const fecha = resto.match(/(?:sin fecha|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)$/i)?.[0] ?? "";
    const quien = resto.slice(0, resto.length - fecha.length).trim();
    const partes = que === "quien" ? [valor, fecha] : [quien, valor.split("-").reverse().join("/")];
    p.texto = `${antes} @${partes.filter(Boolean).join(" ")}`.trimStart();
    this.#hecho(p);
  }
}
