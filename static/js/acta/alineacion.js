// Which words of two texts stayed: the same as convenios/alineacion.py, so that both sides merge alike.

const CRUCES_POR_PASAJE = 100_000;
const NIVELES = 8;

export const presupuesto = () => ({ cruces: 1_000_000 });

// The stretches that stayed, as [place before, place after, how many].
export function bloques(antes, despues, gasto) {
  const sueltos = [];
  const pendientes = [[0, antes.length, 0, despues.length, 0]];
  while (pendientes.length) {
    let [a1, a2, b1, b2, nivel] = pendientes.pop();
    const inicio = comunes(antes, despues, a1, a2, b1, b2);
    const final = comunesAlFinal(antes, despues, a1 + inicio, a2, b1 + inicio, b2);
    sueltos.push([a1, b1, inicio], [a2 - final, b2 - final, final]);
    [a1, a2, b1, b2] = [a1 + inicio, a2 - final, b1 + inicio, b2 - final];
    const viejas = antes.slice(a1, a2);
    const nuevas = despues.slice(b1, b2);
    const hay = new Set(nuevas);
    if (!viejas.some((pieza) => hay.has(pieza))) continue;
    const anclas = nivel < NIVELES ? anclar(viejas, nuevas) : [];
    if (anclas.length) {
      let [i1, j1] = [0, 0];
      for (const [i, j] of [...anclas, [viejas.length, nuevas.length]]) {
        if (i > i1 || j > j1) pendientes.push([a1 + i1, a1 + i, b1 + j1, b1 + j, nivel + 1]);
        [i1, j1] = [i + 1, j + 1];
      }
      for (const [i, j] of anclas) sueltos.push([a1 + i, b1 + j, 1]);
    } else if (alcanza(viejas, nuevas, gasto)) {
      for (const [i, j, n] of coincidencias(viejas, nuevas)) sueltos.push([a1 + i, b1 + j, n]);
    }
  }
  return unir(sueltos.filter((bloque) => bloque[2]));
}

function comunes(a, b, a1, a2, b1, b2) {
  const tope = Math.min(a2 - a1, b2 - b1);
  let n = 0;
  while (n < tope && a[a1 + n] === b[b1 + n]) n++;
  return n;
}

function comunesAlFinal(a, b, a1, a2, b1, b2) {
  const tope = Math.min(a2 - a1, b2 - b1);
  let n = 0;
  while (n < tope && a[a2 - n - 1] === b[b2 - n - 1]) n++;
  return n;
}

// The longest run, in the order of both, of words that each side has exactly once.
function anclar(viejas, nuevas) {
  const lugar = unicas(nuevas);
  const pares = [...unicas(viejas)].filter(([p]) => lugar.has(p)).map(([p, i]) => [i, lugar.get(p)]);
  const colas = [];
  const cual = [];
  const anterior = [];
  pares.forEach(([, j], k) => {
    let largo = colas.findIndex((cola) => cola >= j);
    if (largo < 0) largo = colas.length;
    anterior.push(largo ? cual[largo - 1] : -1);
    colas[largo] = j;
    cual[largo] = k;
  });
  const anclas = [];
  for (let k = cual.length ? cual.at(-1) : -1; k >= 0; k = anterior[k]) anclas.push(pares[k]);
  return anclas.reverse();
}

function unicas(piezas) {
  const cuantas = contar(piezas);
  const lugares = new Map();
  piezas.forEach((p, i) => {
    if (cuantas.get(p) === 1 && [...p].length > 2) lugares.set(p, i);
  });
  return lugares;
}

function contar(piezas) {
  const cuantas = new Map();
  for (const pieza of piezas) cuantas.set(pieza, (cuantas.get(pieza) ?? 0) + 1);
  return cuantas;
}

function alcanza(viejas, nuevas, gasto) {
  const cuantas = contar(viejas);
  let costo = 0;
  for (const [pieza, n] of contar(nuevas)) costo += n * (cuantas.get(pieza) ?? 0);
  if (costo > Math.min(CRUCES_POR_PASAJE, gasto.cruces)) return false;
  gasto.cruces -= costo;
  return true;
}

// As difflib.SequenceMatcher.get_matching_blocks: the longest stretch first, then what is before and after it.
function coincidencias(a, b) {
  const lugares = new Map();
  b.forEach((pieza, j) => lugares.set(pieza, [...(lugares.get(pieza) ?? []), j]));
  const hallados = [];
  const pendientes = [[0, a.length, 0, b.length]];
  while (pendientes.length) {
    const [alo, ahi, blo, bhi] = pendientes.pop();
    const [i, j, n] = mayor(a, lugares, alo, ahi, blo, bhi);
    if (!n) continue;
    hallados.push([i, j, n]);
    if (alo < i && blo < j) pendientes.push([alo, i, blo, j]);
    if (i + n < ahi && j + n < bhi) pendientes.push([i + n, ahi, j + n, bhi]);
  }
  return hallados;
}

function mayor(a, lugares, alo, ahi, blo, bhi) {
  let mejor = [alo, blo, 0];
  let largos = new Map();
  for (let i = alo; i < ahi; i++) {
    const nuevos = new Map();
    for (const j of lugares.get(a[i]) ?? []) {
      if (j < blo) continue;
      if (j >= bhi) break;
      const k = (largos.get(j - 1) ?? 0) + 1;
      nuevos.set(j, k);
      if (k > mejor[2]) mejor = [i - k + 1, j - k + 1, k];
    }
    largos = nuevos;
  }
  return mejor;
}

function unir(sueltos) {
  sueltos.sort((x, y) => x[0] - y[0] || x[1] - y[1] || x[2] - y[2]);
  const unidos = [];
  for (const [i, j, n] of sueltos) {
    const ultimo = unidos.at(-1);
    if (ultimo && ultimo[0] + ultimo[2] === i && ultimo[1] + ultimo[2] === j) ultimo[2] += n;
    else unidos.push([i, j, n]);
  }
  return unidos;
}
