// What people type, as it is kept: places are counted in characters (code points), as the server counts them.

const INVISIBLES = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
const MITADES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

// Without what nobody sees and the server refuses: it comes in by pasting.
export function limpiar(texto) {
  return texto
    .replace(/\r\n?|[\u000b\u000c]/g, "\n")
    .replace(INVISIBLES, "")
    .replace(MITADES, "")
    .normalize("NFC");
}

// The one stretch in which two texts differ: from which character on, how many give way, to what.
export function diferencia(antes, despues) {
  const a = [...antes];
  const b = [...despues];
  const tope = Math.min(a.length, b.length);
  let inicio = 0;
  while (inicio < tope && a[inicio] === b[inicio]) inicio++;
  let final = 0;
  while (final < tope - inicio && a.at(-1 - final) === b.at(-1 - final)) final++;
  return {
    desde: inicio,
    quita: a.length - inicio - final,
    pone: b.slice(inicio, b.length - final).join(""),
  };
}

export function aplicar(texto, { desde, quita, pone }) {
  const piezas = [...texto];
  return piezas.slice(0, desde).join("") + pone + piezas.slice(desde + quita).join("");
}

// Where the caret goes when the text around it is changed by somebody else. In units of the text area.
export function mover(caret, antes, despues) {
  const cambio = diferencia(antes, despues);
  const desde = [...antes].slice(0, cambio.desde).join("").length;
  const quitado = [...antes].slice(cambio.desde, cambio.desde + cambio.quita).join("").length;
  if (caret <= desde) return caret;
  if (caret >= desde + quitado) return caret - quitado + cambio.pone.length;
  return desde + cambio.pone.length;
}
