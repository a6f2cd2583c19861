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

/** The fingerprints that whoever verifies typed, and the certificates by which something may lead to them. */
class Confianza {
  constructor(anclas) {
    this.anclas = anclas;
    this.certificados = [];
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
