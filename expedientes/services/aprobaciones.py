"""Saying yes or no to one exact content, and saying it again when the content changed."""

from typing import Any

from django.utils.translation import gettext as _

from expedientes.lecturas import vio_la_diferencia
from expedientes.models import ACCIONES, Aprobacion, Clase, Contestacion, Metodo, Visibilidad
from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.declaracion import Permiso
from flujo.errors import DatosInvalidos, SinPermiso
from flujo.services import acto_repetido, asentar_acto, bloquear, exigir_texto_mostrado, releer, siguiente_id
from flujo.transaccion import en_transaccion
from instituciones.models import Puesto, Usuario
from instituciones.services.escritura import ya_hecho


@en_transaccion
def pronunciarse(
    objeto: Any,
    clase: str,
    *,
    permiso: Permiso,
    acto: Acto,
    materia: str = "",
    es_favorable: bool = True,
    visibilidad: str = Visibilidad.COMPARTIDA,
    texto: str = "",
    ratifica: Aprobacion | None = None,
) -> Aprobacion:
    """Record one party's opinion, V°B°, approval, signature or verification of the content it was shown.

    Saying the same of the same content again changes nothing, unless what was said is contested; saying the opposite
    is a new pronouncement, and the last one counts. Raises SinPermiso, TextoCambiado, or DatosInvalidos.
    """
    actual = releer(objeto, bloquear(objeto))
    if repetida := acto_repetido(actual, actual.raiz(), ACCIONES[Clase(clase)], acto):
        hecha = Aprobacion.objects.get(asiento=repetida)
        if (hecha.materia, hecha.es_favorable) != (materia, es_favorable):
            raise DatosInvalidos(_("Esta página ya se usó para otro acto. Vuelva a abrirla."))
        return hecha
    capacidad = permiso.capacidad(actual, acto)
    exigir_texto_mostrado(actual, acto, obligatorio=True)
    contenido = actual.hash_de_contenido()
    if contenido is None:
        raise DatosInvalidos(_("Todavía no hay un texto sobre el cual pronunciarse."))
    institucion = acto.institucion_id if acto.por_documento else capacidad.institucion_id
    if institucion is None:
        raise DatosInvalidos(_("Diga en nombre de qué institución se pronuncia."))
    puesto = acto.puesto_id if acto.por_documento else capacidad.puesto_id
    if puesto and not Puesto.objects.filter(pk=puesto, institucion=institucion).exists():
        raise DatosInvalidos(_("Ese puesto no es de la institución que se pronuncia."))
    previa = (
        Aprobacion.objects.filter(
            modelo=actual._meta.label_lower,
            objeto=actual.pk,
            clase=clase,
            materia=materia,
            institucion=institucion,
            puesto=puesto,
        )
        .order_by("-id")
        .first()
    )
    repite = previa and (previa.hash_contenido, previa.es_favorable) == (contenido, es_favorable)
    if previa and repite and not _contestada(previa):
        return previa
    return _guardar(
        Aprobacion(
            expediente=actual.raiz(),
            clase=clase,
            materia=materia,
            es_favorable=es_favorable,
            modelo=actual._meta.label_lower,
            objeto=actual.pk,
            hash_contenido=contenido,
            institucion_id=institucion,
            puesto_id=puesto,
            visibilidad=visibilidad,
            ratifica=ratifica,
        ),
        actual,
        acto=acto,
        capacidad=capacidad,
        texto=texto,
    )


def _guardar(
    aprobacion: Aprobacion, objeto: Any, *, acto: Acto, capacidad: Capacidad, texto: str
) -> Aprobacion:
    aprobacion.pk = siguiente_id(Aprobacion)
    aprobacion.suple_a_id = capacidad.puesto_suplido_id
    aprobacion.fecha_hecho = acto.fecha_hecho or objeto.raiz().hoy()
    if acto.documento:
        aprobacion.metodo, aprobacion.documento_sha256 = Metodo.POR_DOCUMENTO, acto.documento.sha256
    else:
        aprobacion.metodo = Metodo.EN_SISTEMA
        aprobacion.persona = acto.registra.persona if acto.registra else None
    aprobacion.asiento = asentar_acto(
        objeto,
        ACCIONES[Clase(aprobacion.clase)],
        acto=acto,
        capacidad=capacidad,
        visibilidad=aprobacion.visibilidad,
        datos={
            "aprobacion": aprobacion.pk,
            "clase": aprobacion.clase,
            "materia": aprobacion.materia,
            "es_favorable": aprobacion.es_favorable,
            "ratifica": aprobacion.ratifica_id,
            **_con_la_diferencia(aprobacion, acto),
            "puesto_que_se_pronuncia": aprobacion.puesto_id,
            "texto": texto,
        },
    )
    aprobacion.save(force_insert=True)
    return aprobacion


def _con_la_diferencia(aprobacion: Aprobacion, acto: Acto) -> dict[str, bool]:
    """Of what is ratified here, whether its account had opened what changed; of what a paper ratifies, nobody knows."""
    if aprobacion.ratifica is None or acto.registra is None or acto.por_documento:
        return {}
    abierta = vio_la_diferencia(acto.registra, aprobacion.ratifica, aprobacion.hash_contenido)
    return {"diferencia_abierta": abierta}


def ratificar(
    aprobacion: Aprobacion, objeto: Any, *, permiso: Permiso, acto: Acto, texto: str = ""
) -> Aprobacion:
    """Give an earlier pronouncement again, on the displayed difference, for the content as it now is.

    Only whoever holds the same office may. Raises what `pronunciarse` raises, and DatosInvalidos when nothing changed
    or it is contested: what a party does not own to is not given again, but given anew.
    """
    if _contestada(aprobacion):
        raise DatosInvalidos(_("Ese pronunciamiento está contestado: no se ratifica. Dé uno nuevo."))
    if aprobacion.hash_contenido == objeto.hash_de_contenido():
        raise DatosInvalidos(
            _("El texto no ha cambiado desde ese pronunciamiento: no hace falta ratificarlo.")
        )
    return pronunciarse(
        objeto,
        aprobacion.clase,
        permiso=permiso,
        acto=acto.con(institucion_id=aprobacion.institucion_id),
        materia=aprobacion.materia,
        es_favorable=aprobacion.es_favorable,
        visibilidad=aprobacion.visibilidad,
        texto=texto,
        ratifica=aprobacion,
    )


@en_transaccion
def compartir(aprobacion: Aprobacion, *, acto: Acto) -> Aprobacion:
    """Show a party's internal pronouncement to the others, with its contestation when it has one.

    It cannot be taken back: they may have read it.
    """
    raiz = bloquear(aprobacion)
    if hecha := ya_hecho(Aprobacion, raiz, "compartir", acto):
        return hecha
    actual = Aprobacion.objects.get(pk=aprobacion.pk)
    capacidad = needs("compartir").capacidad(actual, acto.con(institucion_id=actual.institucion_id))
    if not _la_lee(acto.registra, actual):
        raise SinPermiso(_("Solo quien puede leer lo interno de una parte lo comparte."))
    if actual.visibilidad == Visibilidad.COMPARTIDA:
        return actual
    actual.visibilidad = Visibilidad.COMPARTIDA
    asentar_acto(actual, "compartir", acto=acto, capacidad=capacidad, datos={"clase": actual.clase})
    actual.save(update_fields=["visibilidad"])
    Contestacion.objects.filter(contestado=actual.asiento_id).update(visibilidad=Visibilidad.COMPARTIDA)
    return actual


def _contestada(aprobacion: Aprobacion) -> bool:
    return Contestacion.objects.vigentes().filter(contestado=aprobacion.asiento_id).exists()


def _la_lee(usuario: Usuario | None, aprobacion: Aprobacion) -> bool:
    return usuario is not None and Aprobacion.objects.visible_to(usuario).filter(pk=aprobacion.pk).exists()
