"""A paper comes into a case file, is shared with the other parties, and proves what somebody decided."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from documentos.models import Documento
from documentos.permissions import Presenta, capacidad_de_compartir, capacidad_de_incorporar
from documentos.puerta import frases
from documentos.puerta.admision import Admitido, ArchivoInfectado, admitir
from documentos.services.deposito import conservar
from expedientes.models import Expediente, Visibilidad
from expedientes.models.expediente import EstadoDeExpediente
from flujo.acto import Acto, Capacidad, PorDocumento
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import asentar_acto, bloquear, siguiente_id
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion

ACCION = "incorporar_documento"


def incorporar_documento(
    expediente: Expediente,
    *,
    fichero: "File[Any]",
    tipo: str,
    titulo: str,
    fecha: dt.date,
    acto: Acto,
    referencia: str = "",
    institucion: Institucion | None = None,
    visibilidad: str = Visibilidad.INTERNA,
    presenta: Presenta | None = None,
) -> Documento:
    """Examine a file, keep its bytes, and make it a paper of the case file, `institucion`'s own until shared.

    The name that its sender gave it is `fichero.name`. `institucion` defaults to the one for which the person acts. The
    same act again (same `clave`) gives the same paper. `presenta` says who may do that for which the paper comes in and
    which shows it to every party. Raises SinPermiso, CondicionesIncumplidas in a closed case file,
    DatosInvalidos, ArchivoRechazado; what an antivirus refused is logged.
    """
    acto = acto.con(documento=None, institucion_id=institucion.pk if institucion else acto.institucion_id)
    if repetido := _ya_incorporado(expediente, acto):
        return repetido
    exigir_abierto(expediente)
    capacidad = capacidad_de_incorporar(expediente, visibilidad, acto, presenta)
    documento = Documento(
        expediente=expediente,
        institucion_id=_de_quien(acto, capacidad),
        visibilidad=visibilidad,
        tipo=tipo,
        titulo=_una_linea(_("el título"), titulo, 300),
        referencia=_una_linea(_("la referencia"), referencia, 120),
        fecha=fecha,
        incorporado_el=expediente.hoy(),
        incorporado_por=acto.registra,
    )
    _exigir_valido(documento)
    try:
        declarado = getattr(fichero, "content_type", None)
        with admitir(fichero, nombre=fichero.name, declarado=declarado) as admitido:
            return _incorporar(documento, admitido, acto, presenta)
    except ArchivoInfectado as infectado:
        _asentar_rechazo(expediente, infectado, acto, visibilidad, presenta)
        raise


@en_transaccion
def _incorporar(documento: Documento, admitido: Admitido, acto: Acto, presenta: Presenta | None) -> Documento:
    """The bytes first: nobody waits for the case file while they are written."""
    archivo = conservar(admitido)
    if archivo.esta_infectado:
        raise ArchivoInfectado(admitido, archivo.amenaza)
    expediente = bloquear(documento)
    if repetido := _ya_incorporado(expediente, acto):
        return repetido
    exigir_abierto(expediente)
    capacidad = capacidad_de_incorporar(expediente, documento.visibilidad, acto, presenta)
    documento.pk = siguiente_id(Documento)
    documento.expediente, documento.archivo, documento.nombre = expediente, archivo, admitido.nombre
    documento.asiento = asentar_acto(
        documento,
        ACCION,
        acto=acto.con(institucion_id=documento.institucion_id),
        capacidad=capacidad,
        datos={
            "archivo": archivo.pk,
            "medio": archivo.medio,
            "tamano": archivo.tamano,
            "tipo": documento.tipo,
            "fecha_del_documento": documento.fecha,
        },
        personal={
            "titulo": documento.titulo,
            "referencia": documento.referencia,
            "nombre": documento.nombre,
        },
    )
    documento.save(force_insert=True)
    return documento


@en_transaccion
def compartir_documento(documento: Documento, *, acto: Acto) -> Documento:
    """Show a party's own paper to the others. It cannot be taken back: they may have read it.

    Raises SinPermiso, or CondicionesIncumplidas in a closed case file.
    """
    exigir_abierto(bloquear(documento))
    actual = Documento.objects.select_related("expediente", "archivo").get(pk=documento.pk)
    acto = acto.con(documento=None, institucion_id=actual.institucion_id)
    capacidad = capacidad_de_compartir(actual, acto)
    if actual.esta_compartido:
        return actual
    actual.visibilidad = Visibilidad.COMPARTIDA
    asentar_acto(
        actual,
        "compartir",
        acto=acto,
        capacidad=capacidad,
        datos={"archivo": actual.archivo_id, "tipo": actual.tipo},
        personal={"titulo": actual.titulo, "referencia": actual.referencia, "nombre": actual.nombre},
    )
    actual.save(update_fields=["visibilidad"])
    return actual


def exigir_abierto(expediente: Expediente) -> None:
    if expediente.estado != EstadoDeExpediente.ABIERTO:
        raise CondicionesIncumplidas(
            _("El expediente está %(estado)s: sus documentos ya no cambian. Pida que lo reabran.")
            % {"estado": expediente.get_estado_display().lower()}
        )


def por_documento(documento: Documento, *, decidio: str, institucion: Institucion) -> PorDocumento:
    """What an `Acto` by document carries: this paper, and who decided according to it.

    Raises DatosInvalidos when the party whose act it proves could not read it, or when its bytes are infected.
    """
    if not documento.esta_compartido and documento.institucion_id != institucion.pk:
        raise DatosInvalidos(
            _(
                "El documento «%(titulo)s» es solo de %(propia)s: compártalo primero, para que %(otra)s pueda leer el "
                "papel del que se le atribuye un acto."
            )
            % {"titulo": documento.titulo, "propia": documento.institucion, "otra": institucion}
        )
    if documento.archivo.esta_infectado:
        raise DatosInvalidos(frases.infectado(documento.nombre, documento.archivo.amenaza))
    return PorDocumento(
        sha256=documento.archivo.sha256,
        referencia=documento.referencia or documento.titulo,
        decidio=_una_linea(_("quién decidió"), decidio, 300),
        archivo_id=documento.archivo_id,
    )


@en_transaccion
def _asentar_rechazo(
    expediente: Expediente,
    infectado: ArchivoInfectado,
    acto: Acto,
    visibilidad: str,
    presenta: Presenta | None,
) -> None:
    """That somebody tried to bring in a known threat: its own party's matter."""
    raiz = bloquear(expediente)
    asentar_acto(
        raiz,
        "rechazar_archivo",
        acto=acto.con(clave=None),
        capacidad=capacidad_de_incorporar(raiz, visibilidad, acto, presenta),
        visibilidad=Visibilidad.INTERNA,
        datos={"sha256": infectado.sha256, "amenaza": infectado.amenaza},
        personal={"nombre": infectado.nombre},
    )


def _ya_incorporado(expediente: Expediente, acto: Acto) -> Documento | None:
    """The paper that this very act brought in, if it was done before."""
    if acto.clave is None:
        return None
    previo = Asiento.objects.filter(cadena_id=expediente.cadena_id, clave=acto.clave).first()
    if previo is None:
        return None
    registra = acto.registra.pk if acto.registra else None
    if (previo.modelo, previo.accion, previo.registra_id) != (Documento._meta.label_lower, ACCION, registra):
        raise DatosInvalidos(_("Esta página ya se usó para otro acto. Vuelva a abrirla."))
    return Documento.objects.get(asiento=previo)


def _de_quien(acto: Acto, capacidad: Capacidad) -> int:
    de = acto.institucion_id or capacidad.institucion_id
    if de is None:
        raise DatosInvalidos(_("Diga de qué institución es el documento."))
    return de


def _una_linea(que: str, texto: str, maximo: int) -> str:
    return " ".join(exigir_legible(que, texto, maximo=maximo).split())


def _exigir_valido(documento: Documento) -> None:
    if not documento.titulo:
        raise DatosInvalidos(_("Dé un título al documento."))
    try:
        documento.full_clean(exclude=["id", "archivo", "nombre", "asiento"])
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
