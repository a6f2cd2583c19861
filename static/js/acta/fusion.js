// Two texts written from the same one, put together word by word: the same as convenios/fusion.py.

import { bloques, presupuesto } from "./alineacion.js";

const PALABRAS = /[\p{L}\p{N}_]+[^\S\n]*|[^\p{L}\p{N}_\s][^\S\n]*|\s/gu;

// `base` with the changes of both sides; null when they touch: then people decide.
export function fundir(base, mio, suyo, gasto = presupuesto()) {
  if (mio === suyo || suyo === base) return mio;
  if (mio === base) return suyo;
  const piezas = base.match(PALABRAS) ?? [];
  const mios = trozos(piezas, mio, gasto);
  const suyos = trozos(piezas, suyo, gasto);
  const hechas = [];
  let i = 0;
  while (mios.length || suyos.length) {
    let trozo;
    if (mios.length && suyos.length && iguales(mios[0], suyos[0])) {
      trozo = mios.shift();
      suyos.shift();
    } else {
      const voy = !suyos.length || (mios.length > 0 && antes(mios[0], suyos[0]));
      const [primero, otro] = voy ? [mios, suyos] : [suyos, mios];
      trozo = primero.shift();
      if (otro.length && otro[0].desde <= trozo.hasta) return null;
    }
    hechas.push(...piezas.slice(i, trozo.desde), ...trozo.nuevas);
    i = trozo.hasta;
  }
  return [...hechas, ...piezas.slice(i)].join("");
}

const antes = (a, b) => a.desde < b.desde || (a.desde === b.desde && a.hasta < b.hasta);

const iguales = (a, b) =>
  a.desde === b.desde &&
  a.hasta === b.hasta &&
  a.nuevas.length === b.nuevas.length &&
  a.nuevas.every((pieza, n) => pieza === b.nuevas[n]);

// What one side changed, in order: from and to which word of the base, and what stands there instead.
function trozos(base, texto, gasto) {
  const piezas = texto.match(PALABRAS) ?? [];
  const cambios = [];
  let [i, j] = [0, 0];
  for (const [a, b, n] of [...bloques(base, piezas, gasto), [base.length, piezas.length, 0]]) {
    if (a > i || b > j) cambios.push({ desde: i, hasta: a, nuevas: piezas.slice(j, b) });
    [i, j] = [a + n, b + n];
  }
  return cambios;
}
