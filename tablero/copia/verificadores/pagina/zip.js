// The ZIP: nothing in it is compressed, and every byte follows from names and contents.

const NOMBRE = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
const COMUN = deHex("14000000000000002100"); // version 2.0, no flags, stored, 1 Jan 1980
const DE_UNIX = deHex("1403");
const ATRIBUTOS = deHex("0000000000000000a481"); // no comment, disk 0, a file with mode 0644
const FIN = deHex("504b0506"), CENTRAL = deHex("504b0102"), LOCAL = deHex("504b0304");
const CERO = new Uint8Array(2);

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

function crc32(datos) {
  let crc = ~0;
  for (const octeto of datos) crc = (crc >>> 8) ^ CRC[(crc ^ octeto) & 0xff];
  return ~crc >>> 0;
}

/** The files of the ZIP by name, once it was gone through. `donde` is the place where that stopped. */
class Zip {
  constructor(fichero) {
    this.fichero = fichero;
    this.entradas = new Map();
    this.donde = "ZIP";
  }

  /** Throws Defecto when it is not exactly as it was written. */
  async recorrer() {
    const fin = await this.bytes(Math.max(this.fichero.size - 22, 0), 22);
    if (fin.length < 22 || !iguales(fin.subarray(0, 4), FIN)) {
      throw new Defecto("No es un ZIP entero, o se le añadió algo al final.");
    }
    const cuantas = entero(fin, 10, 2), largo = entero(fin, 12, 4), inicio = entero(fin, 16, 4);
    if (entero(fin, 4, 4) || entero(fin, 8, 2) !== cuantas || entero(fin, 20, 2)) {
      throw new Defecto("El directorio del ZIP fue alterado.");
    }
    if (inicio + largo + 22 !== this.fichero.size) throw new Defecto("Hay bytes de más o de menos en el ZIP.");
    const directorio = await this.bytes(inicio, largo);
    const vistos = new Set();
    let o = 0, siguiente = 0;
    for (let i = 0; i < cuantas; i++) {
      const entrada = await this.entrada(directorio, o, siguiente);
      if (vistos.has(entrada.nombre.toLowerCase())) throw new Defecto("Su nombre está dos veces en el ZIP.");
      vistos.add(entrada.nombre.toLowerCase());
      this.entradas.set(entrada.nombre, entrada);
      o = entrada.o;
      siguiente = entrada.posicion + entrada.tamano;
    }
    this.donde = "ZIP";
    if (o !== largo || siguiente !== inicio) throw new Defecto("Hay bytes de más o de menos en el ZIP.");
  }

  async entrada(directorio, o, esperada) {
    const fija = directorio.subarray(o, o + 46);
    if (fija.length < 46 || !iguales(fija.subarray(0, 4), CENTRAL)) {
      throw new Defecto("El directorio del ZIP fue alterado.");
    }
    const letras = entero(fija, 28, 2);
    const crudo = directorio.subarray(o + 46, o + 46 + letras);
    const nombre = (this.donde = String.fromCharCode(...crudo));
    if (!NOMBRE.test(nombre)) {
      throw new Defecto("Su nombre no es de los que una copia tiene: podría escribir fuera de su carpeta.");
    }
    if (entero(fija, 10, 2)) throw new Defecto("Está comprimido: el ZIP no es el que se exportó. Pida el original.");
    const medidas = junto(fija.subarray(16, 24), fija.subarray(20, 24), fija.subarray(28, 30), CERO);
    const local = await this.bytes(entero(fija, 42, 4), 30 + letras);
    if (
      !iguales(fija.subarray(4, 42), junto(DE_UNIX, COMUN, medidas, ATRIBUTOS)) ||
      entero(fija, 42, 4) !== esperada ||
      !iguales(local, junto(LOCAL, COMUN, medidas, crudo))
    ) {
      throw new Defecto("Su ficha en el ZIP fue alterada.");
    }
    const posicion = esperada + 30 + letras;
    return { nombre, posicion, tamano: entero(fija, 20, 4), crc: entero(fija, 16, 4), o: o + 46 + letras };
  }

  async bytes(desde, cuantos) {
    return new Uint8Array(await this.fichero.slice(desde, desde + cuantos).arrayBuffer());
  }

  /** The whole of a file. Throws Defecto when it is not there or larger than that. */
  async leer(nombre, maximo = MAXIMO_DE_JSON) {
    const entrada = this.entradas.get(nombre);
    if (!entrada) throw new Defecto("Falta.");
    if (entrada.tamano > maximo) throw new Defecto("Es demasiado grande.");
    return this.bytes(entrada.posicion, entrada.tamano);
  }

  /** The lines of a file; each ends in LF. Throws Defecto for one without end. */
  async *renglones(nombre) {
    const entrada = this.entradas.get(nombre);
    if (!entrada) throw new Defecto("Falta.");
    let resto = new Uint8Array(0);
    for (let leido = 0; leido < entrada.tamano; leido += BLOQUE) {
      const cuantos = Math.min(BLOQUE, entrada.tamano - leido);
      const datos = junto(resto, await this.bytes(entrada.posicion + leido, cuantos));
      let o = 0;
      for (let corte = datos.indexOf(10, o); corte >= 0; corte = datos.indexOf(10, o)) {
        yield datos.subarray(o, corte);
        o = corte + 1;
      }
      resto = datos.subarray(o);
      if (resto.length > MAXIMO_DE_RENGLON) throw new Defecto("Tiene un renglón demasiado largo.");
    }
    if (resto.length) throw new Defecto("Su último renglón está cortado.");
  }
}

function entero(datos, desde, cuantos) {
  let n = 0;
  for (let i = cuantos - 1; i >= 0; i--) n = n * 256 + datos[desde + i];
  return n;
}
