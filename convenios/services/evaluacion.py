"""Opinions and observations on the text."""

from django.utils.translation import gettext as _

from convenios import plazos
from convenios.models import Convenio, Estado, Observacion, Opinion
from convenios.permissions import OFICINA
from convenios.permissions import opinar as permiso_de_opinar
from expedientes.models import Aprobacion, Clase, Visibilidad
from expedientes.permissions import needs
from expedientes.services import pronunciarse, ratificar
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import (
    asentar_acto,
    bloquear,
    exigir_texto_mostrado,
    perform,
    releer,
    siguiente_id,
)
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho

MAXIMO_DE_TEXTO = 20_000


@en_transaccion
def opinar(
    convenio: Convenio,
    tipo: str,
    *,
    es_favorable: bool,
    fundamento: str,
    acto: Acto,
    visibilidad: str = Visibilidad.INTERNA,
) -> Aprobacion:
    """Record an office's opinion on the text it was shown; internal to its institution until shared.

    By document, the opinion is that of the post designated for it. Raises SinPermiso, TextoCambiado,
    TransicionNoDeclarada outside the evaluation, DatosInvalidos.
    """
    actual = _en_evaluacion(convenio)
    if not es_favorable and not fundamento.strip():
        raise DatosInvalidos(_("Una opinión desfavorable dice por qué: escriba su fundamento."))
    fundamento = exigir_legible(_("el fundamento"), fundamento, maximo=MAXIMO_DE_TEXTO)
    aprobacion = pronunciarse(
        actual,
        Clase.OPINION,
        materia=tipo,
        permiso=permiso_de_opinar(tipo),
        es_favorable=es_favorable,
        visibilidad=visibilidad,
        texto=fundamento,
        acto=_con_puesto(actual, tipo, acto),
    )
    _anotar(actual, aprobacion, fundamento)
    return aprobacion


@en_transaccion
def ratificar_opinion(aprobacion: Aprobacion, *, acto: Acto, fundamento: str = "") -> Aprobacion:
    """Give a stale opinion again for the text as it now is, on the displayed difference. Raises like `opinar`."""
    convenio = _en_evaluacion(Convenio.objects.get(pk=aprobacion.objeto))
    fundamento = exigir_legible(_("el fundamento"), fundamento, maximo=MAXIMO_DE_TEXTO)
    nueva = ratificar(
        aprobacion,
        convenio,
        permiso=permiso_de_opinar(aprobacion.materia),
        acto=_con_puesto(convenio, aprobacion.materia, acto.con(institucion_id=aprobacion.institucion_id)),
        texto=fundamento,
    )
    _anotar(convenio, nueva, fundamento or aprobacion.opinion.fundamento)
    return nueva


@en_transaccion
def observar(convenio: Convenio, texto: str, *, acto: Acto, clausula_orden: int | None = None) -> Observacion:
    """Make an observation that the proposing party must answer; the first one returns the text to it.

    Raises SinPermiso, TextoCambiado, TransicionNoDeclarada outside the evaluation, DatosInvalidos.
    """
    actual = releer(convenio, bloquear(convenio))
    if hecha := ya_hecho(Observacion, actual.expediente, "observar", acto):
        return hecha
    capacidad = needs("observar").capacidad(actual, acto)
    exigir_texto_mostrado(actual, acto, obligatorio=True)
    institucion = acto.institucion_id or capacidad.institucion_id
    texto = exigir_legible(_("la observación"), texto, maximo=MAXIMO_DE_TEXTO)
    if not texto or institucion is None or actual.version is None:
        raise DatosInvalidos(_("Escriba la observación."))
    if clausula_orden is not None and not actual.version.clausulas.filter(orden=clausula_orden).exists():
        raise DatosInvalidos(_("El texto actual no tiene la cláusula %(n)s.") % {"n": clausula_orden})
    observacion = Observacion(
        id=siguiente_id(Observacion),
        convenio=actual,
        version=actual.version,
        institucion_id=institucion,
        visibilidad=Visibilidad.COMPARTIDA,
        clausula_orden=clausula_orden,
        texto=texto,
        hecha_el=acto.fecha_hecho or actual.expediente.hoy(),
    )
    observacion.asiento = asentar_acto(
        observacion,
        "observar",
        acto=acto,
        capacidad=capacidad,
        datos={"texto": texto, "clausula": clausula_orden, "version": actual.version_id},
    )
    observacion.save(force_insert=True)
    if actual.estado == Estado.OBSERVADO:
        return observacion
    perform(actual, "observar", acto=acto.con(clave=None))
    return observacion


@en_transaccion
def responder_observacion(observacion: Observacion, respuesta: str, *, acto: Acto) -> Observacion:
    """Answer one observation; the text that meets it is the current one when it changed since. Raises SinPermiso,
    DatosInvalidos when it already has its answer or none is given."""
    raiz = bloquear(observacion)
    if hecha := ya_hecho(Observacion, raiz, "responder", acto):
        return hecha
    actual = Observacion.objects.select_related("convenio__expediente").get(pk=observacion.pk)
    capacidad = needs("editar", de="proponente").capacidad(actual.convenio, acto)
    respuesta = exigir_legible(_("la respuesta"), respuesta, maximo=MAXIMO_DE_TEXTO)
    if not respuesta:
        raise DatosInvalidos(_("Escriba la respuesta."))
    if actual.respondida_el:
        raise DatosInvalidos(_("Esa observación ya tiene respuesta. Lo respondido no se cambia."))
    actual.respuesta = respuesta
    actual.respondida_el = acto.fecha_hecho or actual.convenio.expediente.hoy()
    if actual.convenio.version_id != actual.version_id:
        actual.version_respuesta = actual.convenio.version
    actual.save(update_fields=["respuesta", "respondida_el", "version_respuesta"])
    asentar_acto(
        actual,
        "responder",
        acto=acto,
        capacidad=capacidad,
        datos={"respuesta": respuesta, "version": actual.version_respuesta_id},
    )
    return actual


def _en_evaluacion(convenio: Convenio) -> Convenio:
    actual = releer(convenio, bloquear(convenio))
    if actual.estado != Estado.EN_EVALUACION:
        raise TransicionNoDeclarada(_("Las opiniones se dan mientras el texto está en evaluación."))
    return actual


def _con_puesto(convenio: Convenio, tipo: str, acto: Acto) -> Acto:
    """By document the paper names the office, so the opinion is its designated post's."""
    if tipo not in OFICINA:
        raise DatosInvalidos(_("Esa opinión no existe."))
    if not acto.por_documento:
        return acto
    expediente = convenio.expediente
    designaciones = expediente.designaciones.vigentes(expediente.hoy()).filter(
        institucion=acto.institucion_id, rol=OFICINA[tipo]
    )
    if acto.puesto_id:
        designaciones = designaciones.filter(puesto=acto.puesto_id)
    designacion = designaciones.first()
    if designacion is None:
        raise DatosInvalidos(
            _("Esa institución no tiene designado en este expediente el puesto que da esa opinión.")
        )
    return acto.con(puesto_id=designacion.puesto_id)


def _anotar(convenio: Convenio, aprobacion: Aprobacion, fundamento: str) -> None:
    if convenio.version is None:
        raise DatosInvalidos(_("Todavía no hay un texto sobre el cual opinar."))
    Opinion.objects.get_or_create(
        aprobacion=aprobacion, defaults={"version": convenio.version, "fundamento": fundamento}
    )
    plazos.cumplir_opinion(convenio, aprobacion)
