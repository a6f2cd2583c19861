"""A text that comes back as a Word file: kept as a paper, read, and tied to the version that it came from."""

import json
import shutil
import tempfile
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _

from convenios.docx.frases import por_que_no_se_lee
from convenios.docx.modelo import TextoLeido
from convenios.models import Adenda, Instrumento, TextoRecibido, VersionDeTexto
from documentos import almacen
from documentos.models import Documento, TipoDeDocumento
from documentos.nombres import extension_de, nombre_de_archivo
from documentos.puerta import recinto
from documentos.puerta.admision import ArchivoRechazado
from documentos.services import incorporar_documento
from expedientes.models import Visibilidad
from expedientes.permissions import needs
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import asentar_acto, bloquear, releer, siguiente_id
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import ya_hecho

LECTOR = "convenios.docx.confinado"
LIMITES = recinto.Limites(salida=32 << 20)
ACCION = "recibir_texto"


def recibir_texto(instrumento: Instrumento, fichero: "File[Any]", *, acto: Acto) -> TextoRecibido:
    """Keep a file that came back as a paper of the person's own party, and read it.

    The paper stays in the case file even when its text cannot be read. Raises SinPermiso, TransicionNoDeclarada where
    the text no longer changes, ArchivoRechazado with the sentence why not, and what `incorporar_documento` raises.
    """
    if hecho := ya_hecho(TextoRecibido, instrumento.expediente, ACCION, acto):
        return hecho
    capacidad = needs("editar").capacidad(instrumento, acto)
    _exigir_editable(instrumento)
    nombre = nombre_de_archivo(fichero.name or "")
    if extension_de(nombre) != "docx":
        raise ArchivoRechazado(
            _(
                "«%(nombre)s» no es un documento de Word (.docx). Si lo tiene en otro formato, ábralo en su editor y "
                "guárdelo como «Documento de Word (.docx)»."
            )
            % {"nombre": nombre}
        )
    institucion = acto.institucion_id or capacidad.institucion_id
    if institucion is None:
        raise DatosInvalidos(_("Diga de qué institución es el texto."))
    documento = incorporar_documento(
        instrumento.expediente,
        fichero=fichero,
        tipo=TipoDeDocumento.OTRO,
        titulo=_("Texto recibido: %(nombre)s") % {"nombre": nombre},
        fecha=instrumento.expediente.hoy(),
        institucion=Institucion.objects.get(pk=institucion),
        acto=acto.con(clave=_clave_del_papel(acto, fichero), hash_mostrado=None),
    )
    return _guardar(instrumento, documento, leer_documento(documento), acto=acto)


def leer_documento(documento: Documento) -> TextoLeido:
    """What a confined process reads in it. Raises ArchivoRechazado with the sentence why it cannot be read."""
    with almacen.abrir(documento.archivo.sha256) as guardado, tempfile.TemporaryFile() as copia:
        shutil.copyfileobj(guardado, copia)
        hallazgo = recinto.examinar(copia, modulo=LECTOR, limites=LIMITES)
    motivo = hallazgo.problema
    if not motivo:
        try:
            return TextoLeido.de_datos(json.loads(hallazgo.detalle))
        except (KeyError, TypeError, ValueError):  # what a process that was taken over made up
            motivo = "interrumpido"
    raise ArchivoRechazado(
        _("El archivo quedó guardado entre los documentos del expediente, pero no se leyó."),
        por_que_no_se_lee(motivo, documento.nombre),
    )


@en_transaccion
def _guardar(
    instrumento: Instrumento, documento: Documento, leido: TextoLeido, *, acto: Acto
) -> TextoRecibido:
    actual = releer(instrumento, bloquear(instrumento))
    if hecho := TextoRecibido.objects.filter(documento=documento).first():
        return hecho
    acto = acto.con(institucion_id=documento.institucion_id, hash_mostrado=None)
    capacidad = needs("editar").capacidad(actual, acto)
    _exigir_editable(actual)
    recibido = TextoRecibido(
        id=siguiente_id(TextoRecibido),
        convenio=actual.el_convenio(),
        adenda=actual if isinstance(actual, Adenda) else None,
        institucion_id=documento.institucion_id,
        visibilidad=Visibilidad.INTERNA,
        documento=documento,
        base=_base(actual, leido, acto),
        leido=leido.a_datos(),
    )
    recibido.asiento = asentar_acto(
        recibido,
        ACCION,
        acto=acto,
        capacidad=capacidad,
        datos={
            "convenio": recibido.convenio_id,
            "adenda": recibido.adenda_id,
            "papel": documento.pk,
            "base": recibido.base_id,
            "clausulas": len(leido.clausulas),
        },
    )
    recibido.save(force_insert=True)
    return recibido


def _base(instrumento: Instrumento, leido: TextoLeido, acto: Acto) -> VersionDeTexto | None:
    """The version that the file names, if it is one of this very text that the person may read."""
    if leido.expediente and leido.expediente != instrumento.codigo:
        return None
    versiones = instrumento.textos().filter(visibilidad=Visibilidad.COMPARTIDA)
    if leido.hash and acto.registra:
        versiones = instrumento.textos() & VersionDeTexto.objects.visible_to(acto.registra)
        versiones = versiones.filter(hash=leido.hash)
        return versiones.filter(n=leido.version).first() or versiones.order_by("-id").first()
    return versiones.filter(n=leido.version).first() if leido.version else None


def _clave_del_papel(acto: Acto, fichero: "File[Any]") -> str | None:
    """The same form sent again brings in the same paper; sent again with another file, that one."""
    if acto.clave is None:
        return None
    return f"papel:{acto.clave}:{almacen.huella_de(fichero)[:16]}"


def _exigir_editable(instrumento: Instrumento) -> None:
    if not instrumento.admite_cambios:
        raise TransicionNoDeclarada(_("En este estado el texto ya no se cambia."))
