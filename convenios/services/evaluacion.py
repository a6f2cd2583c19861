"""Opinions and observations on the text of an agreement or of an addendum."""

from typing import cast

from django.apps import apps
from django.utils.translation import gettext as _

from convenios.models import Adenda, Fase, Instrumento, Observacion, Opinion
from convenios.permissions import OFICINA
from convenios.permissions import opinar as permiso_de_opinar
from convenios.services import lo_pedido
from expedientes.models import Aprobacion, Clase, Visibilidad
from expedientes.permissions import PROPONENTE, needs
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
SE_OPINA = frozenset({Fase.EVALUACION, Fase.APROBACION})
"""In approval as well: a text that is changed there asks for the opinions that it voids."""
SE_OBSERVA = frozenset({Fase.EVALUACION, Fase.OBSERVADO, Fase.APROBACION, Fase.FIRMA})


@en_transaccion
def opinar(
    instrumento: Instrumento,
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
    actual = _en_evaluacion(instrumento)
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
    _anotar(actual, aprobacion, fundamento, acto)
    return aprobacion


@en_transaccion
def ratificar_opinion(aprobacion: Aprobacion, *, acto: Acto, fundamento: str = "") -> Aprobacion:
    """Give a stale opinion again for the text as it now is, on the displayed difference. Raises like `opinar`."""
    actual = _en_evaluacion(instrumento_de(aprobacion))
    fundamento = exigir_legible(_("el fundamento"), fundamento, maximo=MAXIMO_DE_TEXTO)
    nueva = ratificar(
        aprobacion,
        actual,
        permiso=permiso_de_opinar(aprobacion.materia),
        acto=_con_puesto(actual, aprobacion.materia, acto.con(institucion_id=aprobacion.institucion_id)),
        texto=fundamento,
    )
    _anotar(actual, nueva, fundamento or aprobacion.opinion.fundamento, acto)
    return nueva


def instrumento_de(aprobacion: Aprobacion) -> Instrumento:
    """The agreement or addendum that somebody pronounced themselves on."""
    return cast(Instrumento, apps.get_model(aprobacion.modelo)._base_manager.get(pk=aprobacion.objeto))


@en_transaccion
def observar(
    instrumento: Instrumento, texto: str, *, acto: Acto, clausula_orden: int | None = None
) -> Observacion:
    """Make an observation that the proposing party must answer; the first one returns the text to it.

    While it is being signed it is how a signatory refuses: the round of signatures ends, and what was signed is kept.
    Raises SinPermiso, TextoCambiado, TransicionNoDeclarada outside evaluation, approval and signature, DatosInvalidos.
    """
    actual = releer(instrumento, bloquear(instrumento))
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
        convenio=actual.el_convenio(),
        adenda=actual if isinstance(actual, Adenda) else None,
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
    if actual.fase == Fase.OBSERVADO:
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
    actual = Observacion.objects.select_related("convenio__expediente", "adenda").get(pk=observacion.pk)
    instrumento = actual.instrumento
    capacidad = needs("editar", de=PROPONENTE).capacidad(actual.convenio, acto)
    respuesta = exigir_legible(_("la respuesta"), respuesta, maximo=MAXIMO_DE_TEXTO)
    if not respuesta:
        raise DatosInvalidos(_("Escriba la respuesta."))
    if actual.respondida_el:
        raise DatosInvalidos(_("Esa observación ya tiene respuesta. Lo respondido no se cambia."))
    actual.respuesta = respuesta
    actual.respondida_el = acto.fecha_hecho or actual.convenio.expediente.hoy()
    if instrumento.version_id != actual.version_id:
        actual.version_respuesta = instrumento.version
    actual.save(update_fields=["respuesta", "respondida_el", "version_respuesta"])
    asentar_acto(
        actual,
        "responder",
        acto=acto,
        capacidad=capacidad,
        datos={"respuesta": respuesta, "version": actual.version_respuesta_id},
    )
    return actual


def _en_evaluacion(instrumento: Instrumento) -> Instrumento:
    actual = releer(instrumento, bloquear(instrumento))
    if actual.fase not in SE_OPINA:
        raise TransicionNoDeclarada(_("Las opiniones se dan mientras el texto está en evaluación."))
    return actual


def _con_puesto(instrumento: Instrumento, tipo: str, acto: Acto) -> Acto:
    """By document the paper names the office, so the opinion is its designated post's."""
    if tipo not in OFICINA:
        raise DatosInvalidos(_("Esa opinión no existe."))
    if not acto.por_documento:
        return acto
    expediente = instrumento.expediente
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


def _anotar(instrumento: Instrumento, aprobacion: Aprobacion, fundamento: str, acto: Acto) -> None:
    if instrumento.version is None:
        raise DatosInvalidos(_("Todavía no hay un texto sobre el cual opinar."))
    Opinion.objects.get_or_create(
        aprobacion=aprobacion, defaults={"version": instrumento.version, "fundamento": fundamento}
    )
    lo_pedido.cumplir(instrumento, aprobacion, acto)
