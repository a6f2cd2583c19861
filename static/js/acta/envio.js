// When to send, what to do with the answers, and what to say of it: typing never waits for the network.

import { estaPendiente, operacion, recibir } from "./modelo.js";

const ESPERA = 900; // after the last key
const PREGUNTA = 5_000; // for what others write, while the page is seen
const MIENTRAS_SE_CIERRA = 30_000; // what a browser still sends for a page that goes away
const CARACTERES = 200_000;
const OPERACIONES = 100;
const MIO = 30_000;

export class Envio {
  constructor({ modelo, red, cola, marca, alCambiar, alDecir }) {
    Object.assign(this, { modelo, red, cola, marca, alCambiar, alDecir });
    this.fin = "hecho";
    this.enviando = false;
    this.fallas = 0;
    this.mios = new Map();
    setInterval(() => this.preguntar(), PREGUNTA);
    addEventListener("online", () => this.enviar());
    addEventListener("focus", () => this.enviar());
    addEventListener("pagehide", () => this.despedirse());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.despedirse() : this.preguntar()));
  }

  // A paragraph changed here.
  tocado(p, { ya = false } = {}) {
    p.error = "";
    this.conservar(p);
    this.alDecir();
    clearTimeout(this.reloj);
    this.reloj = setTimeout(() => this.enviar(), ya ? 0 : ESPERA);
  }

  conservar(p) {
    if (estaPendiente(p) || p.choque) this.cola.guardar(p);
    else this.cola.quitar(p.clave);
  }

  // In the order in which they stand, so that whatever goes after another one finds it.
  #lote(bytes = CARACTERES) {
    const operaciones = [];
    const listos = this.modelo
      .pendientes()
      .filter((p) => !p.choque && !p.error)
      .sort((a, b) => Boolean(a.base) - Boolean(b.base) || a.orden - b.orden);
    for (const p of listos) {
      const una = operacion(p);
      const largo = una ? JSON.stringify(una).length : 0;
      if (!una || (operaciones.length && largo > bytes)) continue;
      bytes -= largo;
      operaciones.push(una);
      if (operaciones.length === OPERACIONES) break;
    }
    return operaciones;
  }

  async enviar() {
    clearTimeout(this.reloj);
    if (this.enviando || this.fin === "cerrada") return;
    const lote = this.#lote();
    if (!lote.length) return;
    this.enviando = true;
    this.alDecir();
    const enviados = new Map(lote.map((una) => [una.clave, this.#enviado(una)]));
    const { fin, datos } = await this.red.enviar(lote);
    this.enviando = false;
    this.#terminar(fin, datos);
    if (fin === "hecho") {
      for (const hecho of datos.resultados) this.#hecho(hecho, enviados.get(hecho.clave));
      this.alCambiar();
    } else if (fin === "no") {
      for (const una of lote) this.modelo.parrafos.get(una.clave).error = datos.frases.join(" ");
      this.alCambiar();
    }
    this.alDecir();
    if (fin === "hecho" && this.#lote().length) this.tocarOtraVez(0);
  }

  #enviado(una) {
    const p = this.modelo.parrafos.get(una.clave);
    p.enviado = p.texto;
    if (!p.base) this.cola.guardar(p); // should it arrive and the answer not
    return { una, texto: p.texto, clase: p.clase, mover: p.mover };
  }

  #terminar(fin, datos) {
    this.fin = fin === "no" ? "hecho" : fin;
    this.frases = datos?.frases ?? [];
    const repite = fin === "sin_conexion" || fin === "falla" || fin === "sin_sesion";
    this.fallas = repite ? this.fallas + 1 : 0;
    if (repite) this.tocarOtraVez(Math.min(1_000 * 2 ** this.fallas, 20_000));
  }

  tocarOtraVez(dentro) {
    clearTimeout(this.reloj);
    this.reloj = setTimeout(() => this.enviar(), dentro);
  }

  #hecho(hecho, { una, texto, mover }) {
    const p = this.modelo.parrafos.get(hecho.clave);
    if (hecho.frases) {
      p.error = hecho.frases.join(" ");
      if (una.hace === "retirar" || una.hace === "clasificar") [p.retirado, p.clase] = [p.base.retirado, p.base.clase];
      if (una.hace === "mover") p.mover = null;
    } else if (hecho.choca) {
      this.recibido(p, recibir(p, hecho));
    } else if (una.hace === "cambiar") {
      Object.assign(p.base, { version: hecho.version, texto });
      if (p.texto === texto && "entendido" in hecho) p.entendido = hecho.entendido;
    } else if (una.hace === "retirar") {
      Object.assign(p.base, { version: hecho.version, retirado: una.retirado });
    } else {
      if (!p.base) p.base = { version: 0, texto, clase: una.clase, retirado: false };
      if (p.mover === mover) p.mover = null;
      this.recibido(p, recibir(p, hecho.parrafo));
    }
    if (p.base) this.mios.set(p.clave, [p.base.version, Date.now()]);
    this.conservar(p);
  }

  recibido(p, dice) {
    this.conservar(p);
    if (dice.juntado || dice.choca || dice.quitado || dice.vuelve) this.alDecir({ p, dice });
  }

  async preguntar() {
    if (document.hidden || this.enviando || this.preguntando || this.fin === "cerrada") return;
    this.preguntando = true;
    const tengo = [];
    for (const [clave, [version, cuando]] of this.mios) {
      if (Date.now() - cuando > MIO) this.mios.delete(clave);
      else tengo.push(`${clave}:${version}`);
    }
    const { fin, datos } = await this.red.preguntar(this.marca, tengo);
    this.preguntando = false;
    if (this.enviando) return;
    const antes = this.fin;
    this.fin = fin;
    this.frases = datos?.frases ?? [];
    if (fin === "hecho") {
      this.marca = datos.marca ?? this.marca;
      for (const fila of datos.parrafos) this.#deOtros(fila);
      if (datos.parrafos.length) this.alCambiar();
      if (antes !== "hecho" || this.#lote().length) this.tocarOtraVez(ESPERA);
    }
    this.alDecir();
  }

  #deOtros(fila) {
    const p = this.modelo.parrafos.get(fila.clave);
    if (p) this.recibido(p, recibir(p, fila));
    else if (!fila.retirado) this.modelo.agregar(fila);
    this.alOtro?.(fila);
  }

  // The page goes away: what fits is sent by the browser by itself; the rest stays in the queue.
  despedirse() {
    for (const p of this.modelo.pendientes()) this.cola.guardar(p);
    const lote = this.enviando ? [] : this.#lote(MIENTRAS_SE_CIERRA);
    if (!lote.length || this.fin === "cerrada") return;
    const enviados = new Map(lote.map((una) => [una.clave, this.#enviado(una)]));
    this.enviando = true;
    this.red.enviar(lote, { alCerrar: true }).then(({ fin, datos }) => {
      this.enviando = false;
      this.#terminar(fin, datos);
      if (fin === "hecho") for (const hecho of datos.resultados) this.#hecho(hecho, enviados.get(hecho.clave));
      this.alCambiar();
      this.alDecir();
    });
  }
}
