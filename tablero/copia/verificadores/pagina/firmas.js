// CMS signatures, RFC 3161 timestamps and certificates, read and verified by PKI.js on WebCrypto.

const FIRMADO = "1.2.840.113549.1.7.2", TSTINFO = "1.2.840.113549.1.9.16.1.4";
const TIPO = "1.2.840.113549.1.9.3", RESUMEN = "1.2.840.113549.1.9.4", TOKEN = "1.2.840.113549.1.9.16.2.14";
const RESUMENES = {
  "2.16.840.1.101.3.4.2.1": "SHA-256",
  "2.16.840.1.101.3.4.2.2": "SHA-384",
  "2.16.840.1.101.3.4.2.3": "SHA-512",
};
const RSA = "1.2.840.113549.1.1.1", PSS = "1.2.840.113549.1.1.10";
const CON_RESUMEN = {
  "1.2.840.113549.1.1.11": "SHA-256",
  "1.2.840.113549.1.1.12": "SHA-384",
  "1.2.840.113549.1.1.13": "SHA-512",
  "1.2.840.10045.4.3.2": "SHA-256",
  "1.2.840.10045.4.3.3": "SHA-384",
  "1.2.840.10045.4.3.4": "SHA-512",
};
const PUNTO_DE_LISTA = "551d1c"; // 2.5.29.28, of a list of revocation: which part of all certificates it is about
const SELLAR_TIEMPO = "1.3.6.1.5.5.7.3.8";
const MOTOR = new pki.CryptoEngine({ name: "verificar", crypto });
pki.setEngine("verificar", MOTOR);

/** Run what reads a structure of somebody else's; throws NoSeLee when it is none. */
function leyendo(hacer) {
  try {
    return hacer();
  } catch {
    throw new NoSeLee();
  }
}

function certificado(datos) {
  return leyendo(() => pki.Certificate.fromBER(datos));
}

/** A CMS SignedData with one signer. Throws NoSeLee for anything else than one. */
function firmado(datos) {
  return leyendo(() => {
    exigirEntero(datos, valor(datos, 0, datos.length));
    const envoltura = pki.ContentInfo.fromBER(datos);
    if (envoltura.contentType !== FIRMADO) throw new NoSeLee();
    const sobre = new pki.SignedData({ schema: envoltura.content });
    if (sobre.signerInfos.length !== 1) throw new NoSeLee();
    const [firmante] = sobre.signerInfos;
    const dentro = sobre.encapContentInfo.eContent;
    return {
      tipo: sobre.encapContentInfo.eContentType,
      contenido: dentro ? new Uint8Array(dentro.getValue()) : null,
      certificados: (sobre.certificates ?? []).filter((uno) => uno instanceof pki.Certificate),
      quien: firmante.sid,
      resumen: RESUMENES[firmante.digestAlgorithm.algorithmId] ?? "",
      algoritmo: firmante.signatureAlgorithm,
      firma: firmante.signature,
      atributos: firmante.signedAttrs ?? null,
      tokens: (firmante.unsignedAttrs?.attributes ?? [])
        .filter((uno) => uno.type === TOKEN)
        .map((uno) => new Uint8Array(uno.values[0].toBER())),
    };
  });
}

/** The certificate whose key signed. Throws Defecto when the signature is not of that content, or nobody's. */
async function firmanteDe(uno, suResumen, contenido, certificados) {
  if (!uno.resumen) throw new Defecto("La firma usa un resumen que aquí no se acepta.");
  if (uno.atributos) {
    exigirAtributos(uno, suResumen);
    contenido = new Uint8Array(uno.atributos.encodedValue);
  }
  for (const suyo of [...uno.certificados, ...certificados]) {
    if (!esDe(uno, suyo)) continue;
    if (await verifica(suyo, uno, contenido)) return suyo;
    throw new Defecto("La firma no es válida.");
  }
  throw new Defecto("Falta el certificado de quien firmó.");
}

function exigirAtributos(uno, suResumen) {
  const valores = new Map();
  for (const atributo of uno.atributos.attributes) {
    if (valores.has(atributo.type)) throw new Defecto("La firma dice dos veces lo mismo.");
    valores.set(atributo.type, atributo.values[0]);
  }
  if (valores.get(TIPO)?.valueBlock.toString() !== uno.tipo) throw new Defecto("La firma no dice de qué es.");
  const dicho = valores.get(RESUMEN)?.valueBlock.valueHexView;
  if (!dicho || hex(dicho) !== suResumen) throw new Defecto("La firma no es de este contenido.");
}

function esDe(uno, suyo) {
  if (uno.quien instanceof pki.IssuerAndSerialNumber) {
    return suyo.issuer.isEqual(uno.quien.issuer) && suyo.serialNumber.isEqual(uno.quien.serialNumber);
  }
  const clave = extension(suyo, "2.5.29.14")?.valueBlock.valueHexView;
  return Boolean(clave) && iguales(clave, new Uint8Array(uno.quien.valueBlock.valueHexView));
}

/** Whether the signature is that certificate's key's over these bytes. */
async function verifica(suyo, uno, datos) {
  const nombre = uno.algoritmo.algorithmId;
  const nombreDelResumen = nombre === RSA || nombre === PSS ? uno.resumen : CON_RESUMEN[nombre];
  if (!nombreDelResumen) return false;
  try {
    return await MOTOR.verifyWithPublicKey(
      datos, uno.firma, suyo.subjectPublicKeyInfo, uno.algoritmo, nombreDelResumen,
    );
  } catch {
    return false;
  }
}

/** Check a timestamp over what `resumenDe` gives the digest of, by its name. Throws Defecto. */
async function fechado(token, resumenDe, certificados) {
  let uno, dicho, nombre, momento;
  try {
    uno = firmado(token);
    dicho = leyendo(() => pki.TSTInfo.fromBER(uno.contenido));
    if (uno.tipo !== TSTINFO) throw new NoSeLee();
    nombre = RESUMENES[dicho.messageImprint.hashAlgorithm.algorithmId];
    momento = dicho.genTime.getTime();
  } catch {
    throw new Defecto("El sello de tiempo no se puede leer.");
  }
  const impreso = hex(dicho.messageImprint.hashedMessage.valueBlock.valueHexView);
  if (!nombre || impreso !== (await resumenDe(nombre))) throw new Defecto("El sello de tiempo es de otra cosa.");
  const propio = await huella(uno.contenido, uno.resumen || "SHA-256");
  const suyo = await firmanteDe(uno, propio, uno.contenido, certificados);
  const usos = extension(suyo, "2.5.29.37")?.keyPurposes ?? [];
  if (usos.length !== 1 || usos[0] !== SELLAR_TIEMPO) {
    throw new Defecto("Lo fechó un certificado que no es de sellado de tiempo.");
  }
  return { momento, certificado: suyo, certificados: uno.certificados };
}

function extension(suyo, id) {
  return suyo.extensions?.find((una) => una.extnID === id)?.parsedValue;
}

function nombreDe(suyo) {
  const nombre = suyo.subject.typesAndValues.find((uno) => uno.type === "2.5.4.3");
  return nombre ? nombre.value.valueBlock.value : "sin nombre";
}

const enDer = (suyo) => new Uint8Array(suyo.toSchema().toBER());

/** The value that stands at `o`: its tag, where it and its content begin, where it ends. Throws NoSeLee. */
function valor(datos, o, fin) {
  let largo = datos[o + 1], desde = o + 2;
  if (desde > fin) throw new NoSeLee();
  if (largo & 0x80) {
    const cuantos = largo & 0x7f;
    if (!cuantos || cuantos > 4 || desde + cuantos > fin) throw new NoSeLee();
    largo = 0;
    for (let i = 0; i < cuantos; i++) largo = largo * 256 + datos[desde + i];
    desde += cuantos;
  }
  if (desde + largo > fin) throw new NoSeLee();
  return { etiqueta: datos[o], inicio: o, desde, fin: desde + largo };
}

/** The values inside one, without keeping any: a list of revocation may have very many. */
function* dentroDe(datos, padre) {
  for (let o = padre.desde; o < padre.fin; ) {
    const uno = valor(datos, o, padre.fin);
    yield uno;
    o = uno.fin;
  }
}

/** Throw NoSeLee unless whatever holds values is exactly filled by them, down to the last. */
function exigirEntero(datos, uno) {
  if (!(uno.etiqueta & 0x20)) return;
  for (const otro of dentroDe(datos, uno)) exigirEntero(datos, otro);
}

const enteroDe = (datos, uno) => datos.subarray(uno.inicio, uno.fin);
const contenidoDe = (datos, uno) => datos.subarray(uno.desde, uno.fin);

/** A list of revocation (RFC 5280, 5.1), taken apart as far as it is asked. Throws NoSeLee for anything else. */
function listaDeRevocacion(datos) {
  const todo = valor(datos, 0, datos.length), [tbs, algoritmo, firma, ...resto] = dentroDe(datos, todo);
  if (todo.fin !== datos.length || firma?.etiqueta !== 0x03 || resto.length) throw new NoSeLee();
  const partes = [...dentroDe(datos, tbs)].filter((uno, i) => i || uno.etiqueta !== 0x02);
  const extensiones = partes.find((uno) => uno.etiqueta === 0xa0);
  return {
    datos,
    firmado: enteroDe(datos, tbs),
    algoritmo: { algorithmId: nombreDelAlgoritmo(enteroDe(datos, algoritmo).slice()) },
    firma: { valueBlock: { valueHexView: contenidoDe(datos, firma).slice(1) } },
    emisor: hex(enteroDe(datos, partes[1])),
    revocados: partes.slice(3).find((uno) => uno.etiqueta === 0x30),
    criticas: extensiones ? criticas(datos, dentroDe(datos, extensiones).next().value) : [],
    valen: new Map(),
  };
}

function nombreDelAlgoritmo(datos) {
  return leyendo(() => pki.asn1js.fromBER(datos).result.valueBlock.value[0].valueBlock.toString());
}

/** The identifiers, in hexadecimal, of the critical ones among these extensions. */
function criticas(datos, extensiones) {
  const halladas = [];
  for (const una of dentroDe(datos, extensiones)) {
    const [oid, critica] = dentroDe(datos, una);
    if (critica?.etiqueta === 0x01 && datos[critica.desde]) halladas.push(hex(contenidoDe(datos, oid)));
  }
  return halladas;
}

/** Whether a list is one that this authority signed, and no mere part of one. */
async function esListaDe(lista, emisor) {
  if (lista.emisor !== hex(emisor.subject.valueBeforeDecode)) return false;
  const usos = extension(emisor, "2.5.29.15")?.valueBlock.valueHexView;
  if (usos && !(usos[0] & 2)) return false;
  if (!CON_RESUMEN[lista.algoritmo.algorithmId] || lista.criticas.some((una) => una !== PUNTO_DE_LISTA)) return false;
  return verifica(emisor, lista, lista.firmado);
}

/** Since when a list says that the certificate with that number is revoked, null when it does not. */
function desdeCuando(lista, serie) {
  if (!lista.revocados) return null;
  for (const uno of dentroDe(lista.datos, lista.revocados)) {
    const numero = contenidoDe(lista.datos, valor(lista.datos, uno.desde, uno.fin));
    if (numero.length !== serie.length || !iguales(numero, serie)) continue;
    const [, fecha, extensiones] = dentroDe(lista.datos, uno);
    // a critical one says that the certificate is of another issuer
    if (extensiones && criticas(lista.datos, extensiones).length) return null;
    return fechaDe(lista.datos, fecha);
  }
  return null;
}

/** A UTCTime or GeneralizedTime (RFC 5280, 4.1.2.5), in milliseconds. Throws NoSeLee. */
function fechaDe(datos, uno) {
  const texto = new TextDecoder("latin1").decode(contenidoDe(datos, uno));
  const siglo = uno.etiqueta === 0x17 ? (Number(texto.slice(0, 2)) < 50 ? "20" : "19") : "";
  const partes = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(siglo + texto)?.slice(1).map(Number);
  if (!partes) throw new NoSeLee();
  return Date.UTC(partes[0], partes[1] - 1, ...partes.slice(2));
}

/** The fingerprints that whoever verifies typed, and the certificates by which something may lead to them. */
class Confianza {
  constructor(anclas) {
    this.anclas = anclas;
    this.certificados = [];
    this.listas = [];
  }

  /** Since when a certificate was revoked, at or before that moment, by a list that its own issuer signed; or null. */
  async revocado(suyo, otros, momento) {
    const serie = suyo.serialNumber.valueBlock.valueHexView;
    for (const emisor of [...otros, ...this.certificados]) {
      if (!emisor.subject.isEqual(suyo.issuer) || !(await emitio(emisor, suyo))) continue;
      for (const lista of this.listas) {
        const desde = (await this.vale(lista, emisor)) ? desdeCuando(lista, serie) : null;
        if (desde !== null && (momento === null || desde <= momento)) return desde;
      }
    }
    return null;
  }

  async vale(lista, emisor) {
    const cual = await huella(enDer(emisor));
    if (!lista.valen.has(cual)) lista.valen.set(cual, await esListaDe(lista, emisor));
    return lista.valen.get(cual);
  }

  /** Whether a path of certificates that were valid at that moment leads to an anchor. */
  async llega(suyo, otros, momento, por = []) {
    const propia = await huella(enDer(suyo));
    if (por.includes(propia) || por.length > 8) return false;
    if (momento < suyo.notBefore.value.getTime() || momento > suyo.notAfter.value.getTime()) return false;
    if (por.length && !esAutoridad(suyo, por.length - 1)) return false;
    if (this.anclas.has(propia)) return true;
    for (const emisor of [...otros, ...this.certificados]) {
      if (!emisor.subject.isEqual(suyo.issuer) || !(await emitio(emisor, suyo))) continue;
      if (await this.llega(emisor, otros, momento, [...por, propia])) return true;
    }
    return false;
  }
}

async function emitio(emisor, suyo) {
  try {
    return await suyo.verify(emisor, MOTOR);
  } catch {
    return false;
  }
}

/** Whether it may issue certificates, with so many others of authorities under it. */
function esAutoridad(suyo, debajo) {
  const basicas = extension(suyo, "2.5.29.19");
  const usos = extension(suyo, "2.5.29.15")?.valueBlock.valueHexView;
  if (!basicas?.cA || (usos && !(usos[0] & 4))) return false;
  const largo = basicas.pathLenConstraint;
  return largo === undefined || (typeof largo === "number" ? largo : Number(largo.valueBlock.valueDec)) >= debajo;
}
