/** The same checks as verificar.py, in the same order and with the same words. */
async function comprobar(fichero, anclas) {
  const paquete = new Zip(fichero);
  const informe = new Informe();
  const entero = await conDefecto(
    async () => (await paquete.recorrer(), true),
    (frase) => informe.mal("zip", paquete.donde, frase),
  );
  return entero ? new Copia(paquete, anclas, informe).comprobar() : informe;
}

/** One copy while it is verified. */
class Copia {
  constructor(paquete, anclas, informe) {
    this.zip = paquete;
    this.informe = informe;
    this.confianza = new Confianza(anclas);
    this.declarados = new Map();
    this.cadenas = {};
    this.cabezas = {};
    this.asentados = new Set();
  }

  async comprobar() {
    this.informe.bien("zip", "ZIP", `El ZIP está entero: ${this.zip.entradas.size} archivos.`);
    const seLee = await conDefecto(
      async () => (await this.delManifiesto(), true),
      (frase) => this.informe.mal("manifiesto", "manifiesto.json", frase),
    );
    if (!seLee) return this.informe;
    await this.archivos();
    await this.certificados();
    await this.revocaciones();
    await this.firmaDelManifiesto();
    await this.bitacora();
    await this.indice();
    await this.cierres();
    await this.papeles();
    if (!this.confianza.anclas.size) {
      const frase = "No se dio un ancla: todo lo demás concuerda, pero no se sabe quién lo selló.";
      this.informe.duda("ancla", "ancla", frase);
    }
    return this.informe;
  }

  // the manifest

  async delManifiesto() {
    const datos = canonico(await this.zip.leer("manifiesto.json"));
    if (campo(datos, "formato", "texto") !== "convenios.copia-de-expediente") {
      throw new Defecto("No es el de una copia de expediente.");
    }
    const version = campo(datos, "version", "entero");
    if (version < VERSION) {
      throw new Defecto("Es de una versión anterior. Compruébela con el verificador que trae, u otro de entonces.");
    }
    if (version > VERSION) {
      throw new Defecto("Es de una versión que este programa no conoce. Consiga uno más nuevo.");
    }
    for (const nombre of ["expediente", "momento", "motivo_sin_sello"]) campo(datos, nombre, "texto");
    for (const declarado of campo(datos, "archivos", "lista")) {
      const nombre = campo(declarado, "nombre", "texto");
      campo(declarado, "tamano", "entero");
      campo(declarado, "sha256", "texto");
      this.declarados.set(nombre, declarado);
    }
    this.manifiesto = datos;
    const finales = ["manifiesto.json", "manifiesto.p7s", ...(datos.motivo_sin_sello ? [] : ["manifiesto.tst"])];
    const esperados = [...datos.archivos.map((uno) => uno.nombre), ...finales], hay = [...this.zip.entradas.keys()];
    if (JSON.stringify(esperados) === JSON.stringify(hay)) {
      const frase = `El manifiesto de ${datos.expediente} declara todo lo que hay, y nada falta.`;
      this.informe.bien("manifiesto", "manifiesto.json", frase);
      return;
    }
    for (const nombre of hay.filter((uno) => !esperados.includes(uno))) {
      this.informe.mal("manifiesto", nombre, "Está en el ZIP y el manifiesto no lo declara.");
    }
    for (const nombre of esperados.filter((uno) => !this.zip.entradas.has(uno))) {
      this.informe.mal("manifiesto", nombre, "El manifiesto lo declara y no está en el ZIP.");
    }
    if (JSON.stringify([...esperados].sort()) === JSON.stringify([...hay].sort())) {
      const otro = hay.find((nombre, i) => nombre !== esperados[i]);
      this.informe.mal("manifiesto", otro, "No está en el lugar que el manifiesto le da.");
    }
  }

  async archivos() {
    let malos = 0;
    for (const [nombre, entrada] of this.zip.entradas) {
      const contenido = await this.zip.leer(nombre, Infinity);
      const declarado = this.declarados.get(nombre);
      if (declarado && (declarado.tamano !== entrada.tamano || declarado.sha256 !== (await huella(contenido)))) {
        this.informe.mal("archivos", nombre, "No es el que el manifiesto declara: su contenido cambió.");
      } else if (crc32(contenido) !== entrada.crc) {
        this.informe.mal("archivos", nombre, "Su contenido no es el que el ZIP dice: está dañado.");
      } else continue;
      malos += 1;
    }
    if (!malos) this.informe.bien("archivos", "ZIP", "Cada archivo es el que el manifiesto declara.");
  }

  async certificados() {
    for (const nombre of this.zip.entradas.keys()) {
      if (!nombre.startsWith("certificados/")) continue;
      try {
        this.confianza.certificados.push(certificado(await this.zip.leer(nombre, BLOQUE)));
      } catch (error) {
        if (!(error instanceof NoSeLee || error instanceof Defecto)) throw error;
      }
    }
  }

  async revocaciones() {
    for (const nombre of this.zip.entradas.keys()) {
      if (!nombre.startsWith("revocaciones/")) continue;
      try {
        const datos = await this.zip.leer(nombre);
        if (nombre !== `revocaciones/${await huella(datos)}.crl`) {
          throw new Defecto("Su nombre no es su huella: es otra lista.");
        }
        this.confianza.listas.push(listaDeRevocacion(datos));
      } catch (error) {
        if (!(error instanceof NoSeLee || error instanceof Defecto)) throw error;
        this.informe.mal("revocaciones", nombre, error.message || "No es una lista de revocación.");
      }
    }
  }

  async firmaDelManifiesto() {
    let momento;
    try {
      momento = instante(this.manifiesto.momento);
    } catch (error) {
      this.informe.mal("firma", "manifiesto.json", error.message);
      return;
    }
    await this.sellado({
      contenido: "manifiesto.json",
      firma: "manifiesto.p7s",
      sello: "manifiesto.tst",
      momento,
      motivo: this.manifiesto.motivo_sin_sello,
    });
  }

  /** A detached signature over a file, and the timestamp over that. */
  async sellado(que) {
    let firma, uno, suyo;
    try {
      firma = await this.zip.leer(que.firma, BLOQUE);
      const contenido = await this.zip.leer(que.contenido);
      uno = firmado(firma);
      const suResumen = await huella(contenido, uno.resumen || "SHA-256");
      suyo = await firmanteDe(uno, suResumen, contenido, this.confianza.certificados);
    } catch (error) {
      if (!(error instanceof NoSeLee || error instanceof Defecto)) throw error;
      this.informe.mal("firma", que.firma, error.message || "La firma no se puede leer.");
      return;
    }
    const quien = nombreDe(suyo);
    this.informe.bien("firma", que.firma, `Lo selló «${quien}» y la firma es de este contenido.`);
    const momento = await this.fecha(que, firma);
    const desde = await this.confianza.revocado(suyo, uno.certificados, momento);
    if (desde !== null) this.informe.mal("firma", que.firma, `El certificado de «${quien}» ${revocado(desde)}.`);
    if (!this.confianza.anclas.size) return;
    if (await this.confianza.llega(suyo, uno.certificados, momento)) {
      this.informe.bien("ancla", que.firma, `El certificado de «${quien}» llega al ancla dada.`);
    } else {
      const frase = `El certificado de «${quien}» no llega al ancla dada: lo selló otro, o no valía ese día.`;
      this.informe.mal("ancla", que.firma, frase);
    }
  }

  /** The moment to judge by: that of the timestamp when it is good, else the declared one. */
  async fecha(que, firma) {
    if (que.motivo) {
      this.informe.duda("sello de tiempo", que.firma, `No tiene sello de tiempo: ${que.motivo}`);
      return que.momento;
    }
    let sello;
    try {
      const token = await this.zip.leer(que.sello, BLOQUE);
      sello = await fechado(token, (nombre) => huella(firma, nombre), this.confianza.certificados);
      if (Math.abs(sello.momento - que.momento) > DESFASE) {
        throw new Defecto("El sello de tiempo y el contenido dicen momentos distintos.");
      }
    } catch (error) {
      if (!(error instanceof Defecto)) throw error;
      this.informe.mal("sello de tiempo", que.sello, error.message);
      return que.momento;
    }
    const quien = nombreDe(sello.certificado);
    const desde = await this.confianza.revocado(sello.certificado, sello.certificados, sello.momento);
    if (desde !== null) {
      this.informe.mal("sello de tiempo", que.sello, `El certificado de «${quien}» ${revocado(desde)}.`);
    } else if (
      this.confianza.anclas.size &&
      !(await this.confianza.llega(sello.certificado, sello.certificados, sello.momento))
    ) {
      const frase = `La autoridad de tiempo «${quien}» no llega a ninguna de las anclas dadas.`;
      this.informe.duda("sello de tiempo", que.sello, frase);
    } else {
      this.informe.bien("sello de tiempo", que.sello, `«${quien}» lo fechó: ${cuando(sello.momento)} UTC.`);
    }
    return sello.momento;
  }

  // the log

  async bitacora() {
    await conDefecto(
      async () => (this.cabezas = canonico(await this.zip.leer("bitacora/cabezas.json"))),
      (frase) => this.informe.mal("bitácora", "bitacora/cabezas.json", frase),
    );
    for (const nombre of ["actos", "lecturas"]) {
      const fichero = `bitacora/${nombre}.jsonl`;
      const cadena = (this.cadenas[nombre] = new Cadena());
      await conDefecto(
        async () => {
          for await (const renglon of this.zip.renglones(fichero)) await cadena.seguir(renglon);
          cadena.terminar();
          this.cabeza(nombre, fichero, cadena);
        },
        (frase) => {
          const donde = cadena.en ? `${fichero}, asiento ${cadena.en}` : fichero;
          this.informe.mal("bitácora", donde, frase);
        },
      );
    }
  }

  cabeza(nombre, fichero, cadena) {
    let cuenta, cabeza;
    try {
      const dicha = campo(this.cabezas, nombre, "objeto");
      cuenta = campo(dicha, "cuenta", "entero");
      cabeza = campo(dicha, "cabeza", "texto");
    } catch (error) {
      this.informe.mal("bitácora", "bitacora/cabezas.json", error.message);
      return;
    }
    if (cuenta !== cadena.cuenta) {
      const frase = `La cadena cuenta ${cuenta} asientos y hay ${cadena.cuenta}.`;
      this.informe.mal("bitácora", `${fichero}, asiento ${Math.min(cuenta, cadena.cuenta) + 1}`, frase);
    } else if (cabeza !== cadena.cabeza) {
      const frase = "La cabeza de la cadena no es la de su último asiento.";
      this.informe.mal("bitácora", `${fichero}, asiento ${cuenta}`, frase);
    } else {
      const frase = `Asientos que se siguen uno a otro: ${cuenta}; solo por su huella: ${cadena.retenidos}.`;
      this.informe.bien("bitácora", fichero, frase);
    }
  }

  // the index

  async indice() {
    let donde = "indice.json", crudo;
    try {
      crudo = await this.zip.leer(donde);
      const datos = canonico(crudo);
      const dichos = new Map();
      for (const uno of campo(datos, "estados", "lista")) {
        const cual = [campo(uno, "modelo", "texto"), campo(uno, "objeto", "entero")];
        dichos.set(JSON.stringify(cual), campo(uno, "estado", "texto"));
      }
      const asentados = this.cadenas.actos.estados;
      if (dichos.size !== asentados.size || [...dichos].some(([cual, estado]) => asentados.get(cual) !== estado)) {
        throw new Defecto("Los estados que dice no son los de la bitácora.");
      }
      const documentos = campo(datos, "documentos", "lista"), evidencias = campo(datos, "evidencias", "lista");
      const nombrados = new Set(), papeles = new Map();
      documentos.forEach((documento, i) => {
        donde = `indice.json, documento ${i + 1}`;
        this.documento(i + 1, documento);
        nombrados.add(documento.archivo);
        papeles.set(documento.codigo, documento.sha256);
      });
      for (const [i, evidencia] of evidencias.entries()) {
        donde = `indice.json, evidencia ${i + 1}`;
        await this.evidencia(i + 1, evidencia, papeles);
        nombrados.add(evidencia.archivo);
      }
      const nombrables = [...this.zip.entradas.keys()].filter((uno) => /^(papeles|evidencias)\//.test(uno));
      donde = nombrables.find((uno) => !nombrados.has(uno));
      if (donde) throw new Defecto("El índice no lo nombra.");
      const frase = `El índice nombra ${documentos.length} documentos y dice bien.`;
      this.informe.bien("índice", "indice.json", frase);
    } catch (error) {
      if (!(error instanceof Defecto)) throw error;
      this.informe.mal("índice", donde, error.message);
      return;
    }
    await this.impreso(await huella(crudo));
  }

  /** The volumes of the printed index: each sealed for this very `indice.json`, and none missing. */
  async impreso(sha256) {
    const volumenes = [...this.zip.entradas.keys()].filter((uno) => /^indice-[0-9]{1,6}\.pdf$/.test(uno));
    if (!volumenes.length) this.informe.mal("índice", "indice-1.pdf", "Falta.");
    for (const [i, nombre] of volumenes.entries()) {
      await conDefecto(
        async () => {
          const datos = await this.zip.leer(nombre, MAXIMO_DE_PAPEL), texto = new TextDecoder("latin1").decode(datos);
          const dichos = [...texto.matchAll(VOLUMEN)].map((dicho) => dicho.slice(1));
          const esperado = [`${i + 1}`, `${volumenes.length}`, sha256];
          if (nombre !== `indice-${i + 1}.pdf` || JSON.stringify(dichos) !== JSON.stringify([esperado])) {
            throw new Defecto("No es el índice impreso de esta copia, o le falta un volumen.");
          }
          if (texto.search(RANGO) < 0) throw new Defecto("No está sellado.");
          await this.firmas(nombre, datos);
        },
        (frase) => this.informe.mal("índice", nombre, frase),
      );
    }
  }

  documento(n, documento) {
    if (campo(documento, "orden", "entero") !== n) throw new Defecto("No está en su orden.");
    const { archivo, sha256 } = this.entregado(documento, `indice.json, documento ${n}`);
    const actos = this.cadenas.actos, asiento = campo(documento, "asiento", "entero");
    const codigo = campo(documento, "codigo", "texto");
    if (!actos.hay(asiento)) throw new Defecto("El asiento que nombra no está en la bitácora.");
    if (!actos.seLee(asiento)) return;
    const papel = actos.papeles.get(asiento), numero = String(asiento).padStart(5, "0");
    if (!papel || codigo !== `${this.manifiesto.expediente}-${LETRAS[papel.modelo]}${numero}`) {
      throw new Defecto("El asiento que nombra no es el de este papel.");
    }
    if ((actos.contenidos.get(papel.cual) ?? sha256) !== sha256) {
      throw new Defecto("Según la bitácora, su contenido es otro.");
    }
    if (papel.modelo === PAPEL) this.asentados.add(archivo);
  }

  /** The name and the hash of the file that a row of the index names. Throws Defecto. */
  entregado(renglon, donde) {
    const archivo = campo(renglon, "archivo", "texto"), falta = campo(renglon, "falta", "texto");
    const sha256 = campo(renglon, "sha256", "texto"), tamano = campo(renglon, "tamano", "entero");
    if (archivo) {
      const declarado = this.declarados.get(archivo);
      if (declarado?.sha256 !== sha256 || declarado?.tamano !== tamano) {
        throw new Defecto("Su huella no es la del archivo que nombra.");
      }
    } else this.informe.duda("índice", donde, `No se entrega: ${falta}`);
    return { archivo, sha256 };
  }

  /** What was refused is what the log says; a report is of the file that it is named with. Throws Defecto. */
  async evidencia(n, evidencia, papeles) {
    const { archivo, sha256 } = this.entregado(evidencia, `indice.json, evidencia ${n}`);
    const clase = campo(evidencia, "clase", "texto"), de = campo(evidencia, "de", "texto");
    const asiento = campo(evidencia, "asiento", "entero", "nulo"), actos = this.cadenas.actos;
    if (!papeles.has(de)) throw new Defecto("Es de un papel que el índice no nombra.");
    let examinado = papeles.get(de);
    if (asiento !== null) {
      if (!actos.hay(asiento)) throw new Defecto("El asiento que nombra no está en la bitácora.");
      if (!actos.seLee(asiento)) return;
      examinado = actos.rehusados.get(asiento) ?? "";
    }
    const dicho = clase === "rehusado" ? sha256 : campo(canonico(await this.zip.leer(archivo)), "sha256", "texto");
    if (dicho !== examinado) throw new Defecto("Es de otro archivo.");
  }

  // the closings

  async cierres() {
    const cierres = [...this.zip.entradas.keys()].filter((nombre) => nombre.startsWith("cierres/"));
    const numeros = [...new Set(cierres.map((nombre) => nombre.split("/")[1]))].sort();
    const cubiertos = { actos: 0, lecturas: 0 };
    let anterior = null;
    for (const numero of numeros) {
      const carpeta = `cierres/${numero}`;
      const que = await conDefecto(
        () => this.cierre(carpeta, numero, cubiertos, anterior),
        (frase) => this.informe.mal("cierres", carpeta, frase),
      );
      anterior = null;
      if (!que) continue;
      this.informe.bien("cierres", carpeta, `El cierre ${que.n} cubre esta bitácora.`);
      await this.sellado(que);
      anterior = { n: que.n, raiz: que.raiz, registro: await this.registro(que) };
    }
    for (const [nombre, cuantos] of Object.entries(cubiertos)) {
      const frase = `Los cierres cubren hasta el asiento ${cuantos} de ${this.cadenas[nombre].cuenta}.`;
      this.informe.bien("cierres", `bitacora/${nombre}.jsonl`, frase);
    }
  }

  /** What is signed of a closing whose proofs hold. Throws Defecto. */
  async cierre(carpeta, numero, cubiertos, anterior) {
    const contenido = canonico(await this.zip.leer(`${carpeta}/contenido.json`));
    const esEste = campo(contenido, "v", "entero") === 1;
    if (!esEste || String(campo(contenido, "n", "entero")).padStart(8, "0") !== numero) {
      throw new Defecto("Su contenido es de otro cierre.");
    }
    for (const nombre of ["raiz", "anterior", "registro_anterior"]) campo(contenido, nombre, "texto");
    const prueba = canonico(await this.zip.leer(`${carpeta}/prueba.json`));
    const motivo = campo(prueba, "motivo_sin_sello", "texto");
    if (Boolean(motivo) === this.zip.entradas.has(`${carpeta}/sello.tst`)) {
      throw new Defecto("Su sello de tiempo no es lo que la prueba dice.");
    }
    const cadenas = campo(prueba, "cadenas", "lista");
    if (!cadenas.length) throw new Defecto("No cubre ninguna cadena de este expediente.");
    for (const una of cadenas) await this.prueba(una, contenido.raiz, cubiertos);
    if (
      anterior?.n === contenido.n - 1 &&
      (contenido.anterior !== anterior.raiz || contenido.registro_anterior !== anterior.registro)
    ) {
      throw new Defecto("No continúa al cierre anterior.");
    }
    return {
      n: contenido.n,
      raiz: contenido.raiz,
      contenido: `${carpeta}/contenido.json`,
      firma: `${carpeta}/firma.p7s`,
      sello: `${carpeta}/sello.tst`,
      momento: instante(campo(contenido, "momento", "texto")),
      motivo,
    };
  }

  /** That the head which a chain had leads to the root of the closing. Throws Defecto. */
  async prueba(una, raiz, cubiertos) {
    const nombre = campo(una, "bitacora", "texto"), n = campo(una, "n", "entero");
    const cadena = campo(una, "cadena", "entero"), clave = campo(una, "clave", "texto");
    const cabeza = campo(una, "hash", "texto"), camino = campo(una, "camino", "lista");
    const dicha = TIPOS.objeto(this.cabezas) && Object.hasOwn(cubiertos, nombre) ? this.cabezas[nombre] : null;
    if (dicha?.cadena !== cadena || dicha?.clave !== clave || n <= 0 || cadena < 0) {
      throw new Defecto("Su prueba es de otra cadena.");
    }
    let nudo = await resumen(junto(Uint8Array.of(0), ocho(cadena), ocho(n), crudos(cabeza), enBytes(clave)));
    for (const paso of camino) {
      const lado = campo(paso, "lado", "texto"), vecino = crudos(campo(paso, "huella", "texto"));
      if (lado !== "izquierda" && lado !== "derecha") throw new Defecto("Su camino está mal escrito.");
      const par = lado === "izquierda" ? [vecino, nudo] : [nudo, vecino];
      nudo = await resumen(junto(Uint8Array.of(1), ...par));
    }
    if (hex(nudo) !== raiz) throw new Defecto(`La prueba de «${nombre}» no lleva a la raíz del cierre.`);
    if (this.cadenas[nombre].hashDe(n) !== cabeza) {
      throw new Defecto(`El asiento ${n} de «${nombre}» no es el que este cierre selló, o falta.`);
    }
    cubiertos[nombre] = Math.max(cubiertos[nombre], n);
  }

  async registro(que) {
    return conDefecto(
      async () => {
        const sello = que.motivo ? new Uint8Array(0) : await this.zip.leer(que.sello, BLOQUE);
        return huella(junto(await this.zip.leer(que.firma, BLOQUE), sello));
      },
      () => "",
    );
  }

  // the signatures inside papers

  async papeles() {
    for (const nombre of this.zip.entradas.keys()) {
      if (!nombre.startsWith("papeles/") || !nombre.endsWith(".pdf")) continue;
      await conDefecto(
        async () => this.firmas(nombre, await this.zip.leer(nombre, MAXIMO_DE_PAPEL)),
        (frase) => this.informe.duda("papeles", nombre, frase),
      );
    }
  }

  async firmas(nombre, datos) {
    let fin = 0, n = 0;
    for (const hallada of new TextDecoder("latin1").decode(datos).matchAll(RANGO)) {
      const rango = hallada.slice(1).map(Number);
      n += 1;
      await this.firma(`${nombre}, firma ${n}`, datos, rango);
      fin = Math.max(fin, rango[2] + rango[3]);
    }
    if (fin > 0 && fin < datos.length) {
      const frase = `Después de la última firma hay ${datos.length - fin} bytes que ninguna cubre`;
      if (this.asentados.has(nombre)) {
        this.informe.bien("papeles", nombre, `${frase}; son los que el sistema añadió y asentó.`);
      } else this.informe.duda("papeles", nombre, `${frase}.`);
    }
  }

  async firma(donde, datos, [a, b, c, d]) {
    const entre = new TextDecoder("latin1").decode(datos.subarray(a + b, Math.max(c, a + b)));
    if (a || c + d > datos.length || !/^<[0-9a-fA-F]*>$/.test(entre) || entre.length % 2) {
      this.informe.mal("papeles", donde, "Lo que dice firmar no es una parte del archivo.");
      return;
    }
    const cubierto = junto(datos.subarray(0, b), datos.subarray(c, c + d));
    const otros = this.confianza.certificados;
    try {
      const todo = sinRelleno(deHex(entre.slice(1, -1)));
      const uno = firmado(todo);
      if (uno.tipo === TSTINFO) {
        const sello = await fechado(todo, (nombre) => huella(cubierto, nombre), otros);
        await this.firmante(donde, "Sello de tiempo de", sello.certificado, uno.certificados, sello.momento);
        return;
      }
      const suResumen = await huella(cubierto, uno.resumen || "SHA-256");
      const suyo = await firmanteDe(uno, suResumen, cubierto, otros);
      let momento = null;
      for (const token of uno.tokens) {
        const deLaFirma = (nombre) => huella(uno.firma.valueBlock.valueHexView, nombre);
        momento = (await fechado(token, deLaFirma, [...uno.certificados, ...otros])).momento;
      }
      await this.firmante(donde, "La firmó", suyo, uno.certificados, momento);
    } catch (error) {
      if (error instanceof Defecto) this.informe.mal("papeles", donde, error.message);
      else if (error instanceof NoSeLee) {
        const frase = "La firma no se puede leer aquí: compruébela con otro programa.";
        this.informe.duda("papeles", donde, frase);
      } else throw error;
    }
  }

  async firmante(donde, que, suyo, otros, momento) {
    const quien = `${que} «${nombreDe(suyo)}»`;
    const desde = await this.confianza.revocado(suyo, otros, momento);
    if (momento === null) {
      const frase = desde === null ? "" : `, y su certificado ${revocado(desde)}`;
      this.informe.duda("papeles", donde, `${quien}; no tiene sello de tiempo${frase}.`);
    } else if (desde !== null) {
      this.informe.mal("papeles", donde, `${quien}, y su certificado ${revocado(desde)}.`);
    } else if (this.confianza.anclas.size && !(await this.confianza.llega(suyo, otros, momento))) {
      const frase = `${quien}; su certificado no llega a ninguna de las anclas dadas.`;
      this.informe.duda("papeles", donde, frase);
    } else {
      this.informe.bien("papeles", donde, `${quien}, ${cuando(momento)} UTC; lo firmado no cambió.`);
    }
  }
}

const revocado = (desde) => `estaba revocado desde el ${cuando(desde)} UTC`;

const VOLUMEN = /volumen ([0-9]{1,6}) de ([0-9]{1,6}) sha256 ([0-9a-f]{64})\)/g;
const BLANCO = "[ \\t\\n\\r\\f\\v]{0,9}";
const RANGO = new RegExp(`/ByteRange${BLANCO}\\[${`${BLANCO}(\\d{1,12})`.repeat(4)}${BLANCO}\\]`, "g");

/** A DER value without the zeros that fill the place kept for it. Throws NoSeLee. */
function sinRelleno(datos) {
  const cuantos = datos[1] & 0x80 ? datos[1] & 0x7f : 0;
  if (datos.length < 2 || cuantos > 4 || (datos[1] & 0x80 && !cuantos)) throw new NoSeLee();
  let largo = cuantos ? 0 : datos[1];
  for (let i = 0; i < cuantos; i++) largo = largo * 256 + datos[2 + i];
  if (2 + cuantos + largo > datos.length) throw new NoSeLee();
  return datos.slice(0, 2 + cuantos + largo);
}
