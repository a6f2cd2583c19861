// The paragraphs as they are on this page and as the server last had them. Knows no page and no network.

import { fundir } from "./fusion.js";
import { diferencia } from "./texto.js";

// A paragraph: what it says here (`texto`, `clase`, `retirado`), what the server last had (`base`; none when it is
// new), where it goes (`mover`), and what waits for a decision (`choque`).
export function deServidor(fila) {
  const { version, texto, clase, retirado } = fila;
  return { ...fila, base: { version, texto, clase, retirado }, mover: null, choque: null, error: "" };
}

export function nuevo({ clave, lugar, orden, tras, clase, texto = "" }) {
  return { clave, lugar, orden, tras, clase, texto, retirado: false, quien: "", base: null, mover: null, choque: null, error: "" };
}

export function estaPendiente(p) {
  if (!p.base) return !p.retirado;
  return p.texto !== p.base.texto || p.clase !== p.base.clase || p.retirado !== p.base.retirado || Boolean(p.mover);
}

// The next change to send of a paragraph; one at a time, since each makes a version.
export function operacion(p) {
  const { clave, clase, texto, base } = p;
  if (!base) {
    return { hace: "agregar", clave, lugar: p.lugar, tras: p.tras ?? null, clase, texto };
  }
  if (p.retirado !== base.retirado) {
    return { hace: "retirar", clave, version: base.version, retirado: p.retirado };
  }
  if (p.retirado) return null;
  if (texto !== base.texto) {
    const entender = clase === "compromiso" ? { entender: true } : {};
    return { hace: "cambiar", clave, version: base.version, ...diferencia(base.texto, texto), ...entender };
  }
  if (clase !== base.clase) return { hace: "clasificar", clave, clase };
  if (p.mover) return { hace: "mover", clave, lugar: p.lugar, tras: p.mover.tras };
  return null;
}

// What the server has by now, put together with what is here. Says what became of it.
export function recibir(p, fila) {
  if (p.base && fila.version <= p.base.version) return { igual: true };
  const base = p.base ?? { version: 0, texto: p.enviado ?? fila.texto, clase: p.clase, retirado: false };
  const dice = { cambio: fila.texto !== p.texto, juntado: false, choca: false, quitado: false };
  const propio = p.texto !== base.texto;
  const clase = fila.clase ?? base.clase;
  if (p.choque) {
    p.choque.suyo = fila.texto;
    p.choque.retirado = fila.retirado;
  } else if (propio && fila.retirado && !p.retirado) {
    p.choque = { base: base.texto, suyo: fila.texto, quien: fila.quien ?? "", retirado: true };
    dice.choca = true;
  } else {
    const junto = fundir(base.texto, p.texto, fila.texto);
    if (junto === null) {
      p.choque = { base: base.texto, suyo: fila.texto, quien: fila.quien ?? "", retirado: false };
      dice.choca = true;
    } else {
      dice.juntado = propio && junto !== p.texto;
      p.texto = junto;
    }
  }
  if (p.retirado && !base.retirado && fila.texto !== base.texto) {
    p.retirado = false; // what somebody else changed is not taken out unseen
    dice.vuelve = true;
  } else if (p.retirado === base.retirado && !p.choque) {
    dice.quitado = fila.retirado && !p.retirado;
    p.retirado = fila.retirado;
  }
  if (p.clase === base.clase) p.clase = clase;
  p.base = { version: fila.version, texto: fila.texto, clase, retirado: fila.retirado };
  for (const campo of ["quien", "cuenta", "votar", "votacion"]) if (campo in fila) p[campo] = fila[campo];
  if ("entendido" in fila && p.texto === fila.texto) p.entendido = fila.entendido;
  if ("orden" in fila && !p.mover) [p.orden, p.lugar] = [fila.orden, fila.lugar];
  return dice;
}

// What a person decided where two wrote the same.
export function decidir(p, que) {
  const { suyo, retirado } = p.choque;
  if (que === "suyo") {
    p.texto = suyo;
    p.retirado = retirado;
  } else {
    p.retirado = false;
    if (que === "ambos" && !retirado) p.texto = `${suyo}\n${p.texto}`;
  }
  p.choque = null;
}

export class Modelo {
  constructor(filas) {
    this.parrafos = new Map(filas.map((fila) => [fila.clave, deServidor(fila)]));
  }

  agregar(fila) {
    this.parrafos.set(fila.clave, deServidor(fila));
  }

  de(lugar) {
    return [...this.parrafos.values()]
      .filter((p) => p.lugar === lugar && !(p.retirado && !p.choque))
      .sort((a, b) => a.orden - b.orden || (a.clave < b.clave ? -1 : 1));
  }

  pendientes() {
    return [...this.parrafos.values()].filter(estaPendiente);
  }

  porDecidir() {
    return [...this.parrafos.values()].filter((p) => p.choque);
  }

  // Where something goes that stands right after another one; at the beginning, after none.
  ordenTras(lugar, clave) {
    const filas = this.de(lugar);
    const n = clave ? filas.findIndex((p) => p.clave === clave) + 1 : 0;
    const antes = filas[n - 1]?.orden;
    const despues = filas[n]?.orden;
    if (antes === undefined && despues === undefined) return 1;
    if (despues === undefined) return antes + 1;
    return antes === undefined ? despues - 1 : (antes + despues) / 2;
  }

  // A paragraph that an earlier page left unsent meets what the server has by now.
  recuperar(guardado) {
    const vivo = this.parrafos.get(guardado.clave);
    if (vivo) recibir(guardado, { ...vivo, ...vivo.base });
    this.parrafos.set(guardado.clave, guardado);
    return guardado;
  }
}
