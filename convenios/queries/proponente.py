"""What waits for the coordination of the party that proposes."""

from collections.abc import Mapping, Sequence
from functools import partial

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from convenios.models import Adenda, Estado, EstadoDeAdenda, Fase, Instrumento, Observacion
from convenios.models.instrumento import Llave
from convenios.queries.pedidos import se_pide
from convenios.requeridos import Requerido
from expedientes.espera import Espera
from expedientes.models import Aprobacion, Visibilidad
from expedientes.permissions import RolDesignado
from instituciones.models import Institucion
from notificaciones.idiomas import frase


def de_la_proponente(
    instrumento: Instrumento,
    proponente: Institucion,
    abiertas: Mapping[Llave, int],
    requeridos: Sequence[Requerido],
) -> Espera | None:
    """What the proposing party's coordination has to do next, if anything."""
    desfavorables = [r.vigente for r in requeridos if r.vigente and opone(proponente, r.vigente)]
    faltan = any(not r.esta_dado and se_pide(instrumento, r) for r in requeridos)
    interna = False
    que: object
    por_que: object
    match instrumento.fase:
        case Fase.OBSERVADO if abiertas.get(instrumento.llave):
            n = abiertas[instrumento.llave]
            que = frase(partial(_responder, n))
            por_que = _("El texto no vuelve a evaluación mientras quede una sin respuesta.")
        case Fase.OBSERVADO:
            que, por_que = _("Devolver el texto a evaluación"), _("Todas las observaciones tienen respuesta.")
        case Fase.EVALUACION | Fase.APROBACION if desfavorables:
            que, interna = _("Atender una opinión desfavorable"), True
            por_que = _(
                "Con una opinión desfavorable el convenio no avanza: cambie el texto o converse con quien opinó."
            )
        case Fase.EVALUACION if not faltan:
            que, interna = _("Pasar el texto a aprobación"), True
            por_que = _("Todas las opiniones que exigen las reglas son favorables.")
        case Fase.APROBACION if not faltan:
            que, por_que = _("Pasar el texto a firma"), _("Todas las partes aprobaron el mismo texto.")
        case _:
            propio = _de_su_estado(instrumento)
            if propio is None:
                return None
            que, por_que = propio
    return Espera(
        objeto=instrumento,
        institucion=proponente,
        rol=RolDesignado.COORDINADOR_TITULAR,
        lo_que=que,
        el_porque=por_que,
        desde=instrumento.asiento.fecha_hecho,
        es_interna=interna,
    )


def _responder(n: int) -> str:
    return ngettext("Responder %(n)s observación", "Responder %(n)s observaciones", n) % {"n": n}


def _de_su_estado(instrumento: Instrumento) -> tuple[object, object] | None:
    """What the coordination of the proposing party does in a state that nobody else owes anything in."""
    match instrumento.estado:  # type: ignore[attr-defined]
        case Estado.CONTACTO:
            return (
                _("Presentar la solicitud"),
                _("El contacto está abierto y todavía no hay un pedido formal."),
            )
        case Estado.SOLICITUD:
            return _("Enviar el texto a evaluación"), _("La solicitud está presentada.")
        case EstadoDeAdenda.BORRADOR:
            return _("Enviar la adenda a evaluación"), _("La adenda está en borrador.")
        case Estado.SUSPENDIDO:
            return _("Reanudar el convenio, o concluirlo"), _("El convenio está suspendido.")
        case Estado.CONCLUIDO:
            return (
                _("Declarar que no hay saldos, o iniciar la liquidación"),
                _("El convenio concluyó y todavía no está cerrado."),
            )
        case Estado.EN_LIQUIDACION:
            return _("Registrar el acta de liquidación y cerrar"), _("El convenio está en liquidación.")
        case _:
            return None


def opone(institucion: Institucion, aprobacion: Aprobacion) -> bool:
    """Whether it is against the text and that party may know: an internal opinion is its own institution's matter."""
    la_conoce = (
        aprobacion.visibilidad == Visibilidad.COMPARTIDA or aprobacion.institucion_id == institucion.pk
    )
    return la_conoce and not aprobacion.es_favorable


def observaciones_abiertas(instrumentos: Sequence[Instrumento]) -> Mapping[Llave, int]:
    """How many observations each instrument has yet to answer."""
    if not instrumentos:
        return {}
    filas = Observacion.objects.abiertas().filter(convenio__in=[i.el_convenio().pk for i in instrumentos])
    cuantas: dict[tuple[int, int | None], int] = {
        (convenio, adenda): n
        for convenio, adenda, n in filas.order_by()
        .values("convenio", "adenda")
        .annotate(n=Count("pk"))
        .values_list("convenio", "adenda", "n")
    }
    return {
        i.llave: cuantas.get((i.el_convenio().pk, i.pk if isinstance(i, Adenda) else None), 0)
        for i in instrumentos
    }
