"use strict";
// What the checks stand on: findings, canonical JSON, hexadecimal, hashes.

const VERSION = 2; // of the format of copies
const BIEN = "bien", MAL = "mal", DUDA = "duda";
const VALIDA = 0, NO_VALIDA = 1, INDETERMINADA = 2;
const MAXIMO_DE_JSON = 64 * 2 ** 20, MAXIMO_DE_RENGLON = 16 * 2 ** 20, MAXIMO_DE_PAPEL = 2 ** 30, BLOQUE = 2 ** 20;
const DESFASE = 10 * 60 * 1000; // milliseconds by which two honest clocks may differ
const CEROS = "0".repeat(64);

/** Something is not as it was sealed: what. */
class Defecto extends Error {}

/** Some bytes are not the structure that they should be. */
class NoSeLee extends Error {}

class Informe {
  hallazgos = [];

  bien(comprobacion, donde, frase) {
    this.hallazgos.push({ comprobacion, resultado: BIEN, donde, frase });
  }

  mal(comprobacion, donde, frase) {
    this.hallazgos.push({ comprobacion, resultado: MAL, donde, frase });
  }

  duda(comprobacion, donde, frase) {
    this.hallazgos.push({ comprobacion, resultado: DUDA, donde, frase });
  }

  primero(resultado) {
    return this.hallazgos.find((hallazgo) => hallazgo.resultado === resultado);
  }

  get salida() {
    if (this.primero(MAL)) return NO_VALIDA;
    return this.primero(DUDA) ? INDETERMINADA : VALIDA;
  }
}

/** Run a check; what it throws as a defect goes to `alDefecto`, and so does whatever a hostile file made stumble. */
async function conDefecto(hacer, alDefecto) {
  try {
    return await hacer();
  } catch (error) {
    if (error instanceof Defecto) return alDefecto(error.message);
    throw error;
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const enBytes = (texto) => new TextEncoder().encode(texto);

/** What canonical JSON (RFC 8785, without floating-point numbers) says. Throws Defecto for any other text. */
function canonico(datos) {
  let leido, otraVez, texto;
  try {
    texto = typeof datos === "string" ? datos : UTF8.decode(datos);
    leido = JSON.parse(texto);
    otraVez = escrito(leido, 0);
  } catch {
    throw new Defecto("No es JSON.");
  }
  if (otraVez !== texto) throw new Defecto("No es JSON canónico: fue escrito otra vez.");
  return leido;
}

function escrito(valor, hondura) {
  if (hondura > 500) throw new RangeError();
  if (Array.isArray(valor)) return `[${valor.map((uno) => escrito(uno, hondura + 1)).join(",")}]`;
  if (valor !== null && typeof valor === "object") {
    const pares = Object.keys(valor).sort();
    return `{${pares.map((clave) => `${escrito(clave)}:${escrito(valor[clave], hondura + 1)}`).join(",")}}`;
  }
  if (typeof valor === "number" && !Number.isSafeInteger(valor)) throw new RangeError();
  if (typeof valor === "string" && /[\ud800-\udfff]/u.test(valor)) throw new RangeError();
  return JSON.stringify(valor);
}

const TIPOS = {
  texto: (valor) => typeof valor === "string",
  entero: (valor) => Number.isSafeInteger(valor),
  lista: Array.isArray,
  objeto: (valor) => valor !== null && typeof valor === "object" && !Array.isArray(valor),
  nulo: (valor) => valor === null,
};

/** A field of an object. Throws Defecto when it is missing or of another kind. */
function campo(datos, nombre, ...tipos) {
  const esta = TIPOS.objeto(datos) && Object.hasOwn(datos, nombre);
  if (!esta || !tipos.some((tipo) => TIPOS[tipo](datos[nombre]))) {
    throw new Defecto(`Le falta «${nombre}», o no es lo que debe ser.`);
  }
  return datos[nombre];
}

/** Bytes written in lower-case hexadecimal. Throws Defecto. */
function crudos(texto, largo = 32) {
  if (!/^[0-9a-f]*$/.test(texto) || texto.length !== 2 * largo) throw new Defecto("Tiene una huella mal escrita.");
  return deHex(texto);
}

function deHex(texto) {
  return Uint8Array.from({ length: texto.length / 2 }, (_, i) => parseInt(texto.substr(2 * i, 2), 16));
}

const hex = (datos) => Array.from(new Uint8Array(datos), (octeto) => octeto.toString(16).padStart(2, "0")).join("");

function junto(...trozos) {
  const todo = new Uint8Array(trozos.reduce((suma, trozo) => suma + trozo.length, 0));
  let o = 0;
  for (const trozo of trozos) {
    todo.set(trozo, o);
    o += trozo.length;
  }
  return todo;
}

function iguales(unos, otros) {
  return unos.length === otros.length && unos.every((octeto, i) => octeto === otros[i]);
}

async function resumen(datos, nombre = "SHA-256") {
  return new Uint8Array(await crypto.subtle.digest(nombre, datos));
}

async function huella(datos, nombre) {
  return hex(await resumen(datos, nombre));
}

/** A whole number as 8 bytes, big-endian. */
function ocho(n) {
  const vista = new DataView(new ArrayBuffer(8));
  vista.setBigUint64(0, BigInt(n));
  return new Uint8Array(vista.buffer);
}

/** A moment in UTC with microseconds, in milliseconds. Throws Defecto. */
function instante(texto) {
  const esMomento = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/.test(texto);
  const momento = esMomento ? Date.parse(`${texto.slice(0, 23)}Z`) : NaN;
  if (Number.isNaN(momento)) throw new Defecto("Tiene un momento mal escrito.");
  return momento;
}

const cuando = (momento) => new Date(momento).toISOString().slice(0, 19).replace("T", " ");
