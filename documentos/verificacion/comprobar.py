import hashlib
import io

from pyhanko.pdf_utils.reader import PdfFileReader

from documentos.verificacion.informe import *


def comprobar(fichero, *, confianza, base=None, momento=None):
    from documentos.verificacion.identidad import identidades_de

    fichero.seek(0)
    d = fichero.read()
    r = PdfFileReader(io.BytesIO(d))
    fs = []
    for s in r.embedded_signatures:
        s.compute_integrity_info()
        c = s.signer_cert
        fs.append(
            FirmaHallada(
                campo=s.field_name,
                es_sello_de_tiempo=s.sig_object_type == "/DocTimeStamp",
                huella=c.sha256.hex(),
                quien=c.subject.human_friendly,
                identidades=identidades_de(c.dump()),
                cubre_hasta=s.byte_range[2] + s.byte_range[3],
                resultado="INDETERMINADA",
            )
        )
    problemas = [] if base is None or d.startswith(base) else ["no_empieza_como_lo_emitido"]
    return Informe(
        resultado="INDETERMINADA",
        sha256=hashlib.sha256(d).hexdigest(),
        tamano=len(d),
        firmas=fs,
        problemas=problemas,
    )
