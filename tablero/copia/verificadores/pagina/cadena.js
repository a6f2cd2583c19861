const DOCUMENTO = "documentos.documento", PAPEL = "documentos.papel";
const LETRAS = { [DOCUMENTO]: "D", [PAPEL]: "P" };

/** A chain followed row by row: what it comes to, and what its readable rows say. */
class Cadena {
  cuenta = 0;
  cabeza = CEROS;
  retenidos = 0;
  en = 0;
  estados = new Map();
  papeles = new Map();
  contenidos = new Map();
  rehusados = new Map();
  hashes = [];
  legibles = [];
  registrado = "";
  borrados = new Map();
  ultimoRetenido = 0;

  /** The hash of a row, empty when there is none. */
  hashDe(n) {
    return this.hashes[n - 1] ?? "";
  }

  hay(n) {
    return n > 0 && n <= this.cuenta;
  }

  /** Whether the row with that number is one that is handed out with its text. */
  seLee(n) {
    return this.legibles[n - 1];
  }

  /** Take the next row. Throws Defecto; `en` is then its number. */
  async seguir(renglon) {
    this.en = this.cuenta + 1;
    const fila = canonico(renglon);
    const n = campo(fila, "n", "entero"), anterior = campo(fila, "anterior", "texto");
    if (n !== this.en) throw new Defecto(`Falta el asiento ${this.en}: aquí está el ${n}.`);
    if (anterior !== this.cabeza) throw new Defecto("No continúa al asiento anterior, o aquel fue reemplazado.");
    const retenida = Object.hasOwn(fila, "interno");
    const interno = retenida ? crudos(campo(fila, "interno", "texto")) : await this.interno(fila);
    const dicho = crudos(campo(fila, "hash", "texto"));
    if (!iguales(await resumen(junto(crudos(anterior), ocho(n), interno)), dicho)) {
      throw new Defecto("Fue alterado: su huella no corresponde.");
    }
    if (!retenida) await this.leer(n, fila);
    else if (Object.keys(fila).length !== 4) throw new Defecto("Dice más de lo que un asiento retenido dice.");
    else {
      this.retenidos += 1;
      this.ultimoRetenido = n;
    }
    this.cuenta = n;
    this.cabeza = hex(dicho);
    this.hashes.push(this.cabeza);
    this.legibles.push(!retenida);
  }

  async interno(fila) {
    return resumen(junto(crudos(campo(fila, "nonce", "texto"), 16), enBytes(campo(fila, "cuerpo", "texto"))));
  }

  async leer(n, fila) {
    const cuerpo = canonico(fila.cuerpo);
    const registrado = campo(cuerpo, "registrado_at", "texto");
    if (registrado < this.registrado) throw new Defecto("Dice que se registró antes que un asiento anterior.");
    this.registrado = registrado;
    await this.personal(n, fila, cuerpo);
    const modelo = campo(cuerpo, "modelo", "texto"), objeto = campo(cuerpo, "objeto", "entero", "nulo");
    const hasta = campo(cuerpo, "hasta", "texto", "nulo"), datos = campo(cuerpo, "datos", "objeto");
    if (hasta !== null) this.estados.set(JSON.stringify([modelo, objeto]), hasta);
    if (Object.hasOwn(LETRAS, modelo)) this.papel(n, modelo, objeto, cuerpo.accion, datos);
    if (modelo === "auditoria.asiento" && cuerpo.accion === "borrar_datos_personales") {
      if (this.borrados.has(datos.n) && this.borrados.get(datos.n) === datos.hash) this.borrados.delete(datos.n);
    }
  }

  /** Of which paper a row is, and which bytes that paper is from then on. */
  papel(n, modelo, objeto, accion, datos) {
    const cual = JSON.stringify([modelo, objeto]);
    this.papeles.set(n, { modelo, cual });
    const sha256 = modelo === DOCUMENTO ? datos.contenido : datos.sha256;
    if (typeof sha256 !== "string") return;
    if (accion === "rehusar_firmado") this.rehusados.set(n, sha256);
    else if (modelo === DOCUMENTO || accion === "componer_papel" || Object.hasOwn(datos, "revision")) {
      this.contenidos.set(cual, sha256);
    }
  }

  async personal(n, fila, cuerpo) {
    const sello = campo(cuerpo, "personal", "texto", "nulo");
    if (Object.hasOwn(fila, "personal")) {
      const nonce = crudos(campo(fila, "nonce_personal", "texto"), 16);
      const suya = await huella(junto(nonce, enBytes(campo(fila, "personal", "texto"))));
      if (suya !== sello) throw new Defecto("Los datos personales no son los que el asiento selló.");
    } else if ((fila.sello_personal ?? null) !== sello) {
      throw new Defecto("La huella de los datos personales no es la que el asiento selló.");
    } else if (sello !== null) this.borrados.set(n, fila.hash);
  }

  /** Throws Defecto when personal data were erased and no row says so, nor may a withheld one. */
  terminar() {
    for (const n of [...this.borrados.keys()].sort((a, b) => a - b)) {
      if (n > this.ultimoRetenido) {
        this.en = n;
        throw new Defecto("Sus datos personales se borraron sin un asiento que lo diga.");
      }
    }
    this.en = 0;
  }
}
