"""Parties that nothing let in, and parties for which nobody coordinates."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from convenios.models import Adenda, ClaseDeAdenda, Convenio, Estado
from expedientes.models import Designacion, Participacion
from expedientes.permissions import RolDesignado
from instituciones.models import Calidad, Ocupacion
from instituciones.models.puesto import vigente
from tablero.control.alcance import Alcance, Filas
from tablero.control.pregunta import Pregunta, declarar
from tablero.control.preguntas.columnas import columna, fecha
from tablero.control.preguntas.plazos import SUSCRITAS

CON_COORDINACION = [
    str(estado)
    for estado in (
        Estado.SUSCRITO,
        Estado.PENDIENTE_ENTRADA_EN_VIGOR,
        Estado.EN_EJECUCION,
        Estado.SUSPENDIDO,
    )
]
"""The states in which each party must have somebody who coordinates."""


def _sin_sustento(alcance: Alcance) -> Filas:
    adendas = Adenda.objects.filter(
        Q(parte_nueva=OuterRef("institucion"))
        | Q(parte_nueva__isnull=True, clases__contains=[ClaseDeAdenda.PARTES]),
        alcance.llego(Adenda, SUSCRITAS, "convenio__expediente__zona_horaria"),
        convenio__expediente=OuterRef("expediente"),
        estado__in=SUSCRITAS,
    )
    suscritos = alcance.suscritos().filter(alcance.se_sabia("suscrito_el"))
    filas = alcance.de(
        Participacion.objects.filter(expediente__in=suscritos.values("expediente")), "expediente"
    )
    return filas.filter(
        ~Exists(adendas),
        alcance.consta(Participacion, "incorporar"),
        desde__gt=F("expediente__convenio__suscrito_el"),
    ).annotate(dia=F("desde"), suscrito=F("expediente__convenio__suscrito_el"))


def _sin_coordinacion(alcance: Alcance) -> Filas:
    zona = "expediente__zona_horaria"
    ocupado = Ocupacion.objects.filter(
        vigente(alcance.dia(OuterRef(zona))), puesto=OuterRef("puesto")
    ).exclude(calidad=Calidad.VACANTE)
    coordina = Designacion.objects.filter(
        alcance.designada(alcance.dia(zona)),
        Exists(ocupado),
        expediente=OuterRef("expediente"),
        institucion=OuterRef("institucion"),
        rol=RolDesignado.COORDINADOR_TITULAR,
    )
    convenios = alcance.de(Convenio.objects.all(), "expediente").annotate(
        al_corte=alcance.estado_al(Convenio)
    )
    vivos = convenios.filter(al_corte__in=CON_COORDINACION)
    filas = alcance.de(Participacion.objects.filter(expediente__in=vivos.values("expediente")), "expediente")
    return filas.filter(
        ~Exists(coordina),
        alcance.consta(Participacion, "incorporar"),
        Q(hasta__isnull=True) | Q(hasta__gte=alcance.dia()),
        desde__lte=alcance.dia(),
    ).annotate(dia=F("desde"))


def _con_su_estado(filas: Any, alcance: Alcance) -> Filas:
    convenio = Convenio.objects.filter(expediente=OuterRef("expediente")).annotate(
        zona=F("expediente__zona_horaria"), al_corte=alcance.estado_al(Convenio)
    )
    return filas.select_related("institucion").annotate(estado=Subquery(convenio.values("al_corte")))


declarar(
    Pregunta(
        clave="partes-sin-sustento",
        titulo=_("Partes incorporadas sin sustento"),
        explicacion=_(
            "Entraron al expediente después de la suscripción y ninguna adenda de partes, suscrita, las incorpora."
        ),
        fuente=_("Desde cuándo participa cada institución, y las adendas suscritas del convenio."),
        modelo=Participacion,
        ruta="expediente",
        filas=_sin_sustento,
        con=lambda filas, alcance: filas.select_related("institucion"),
        columnas=(
            columna("institucion", _("Institución"), lambda f: str(f.institucion)),
            fecha("dia", _("Parte desde"), lambda f: f.desde),
            fecha("suscrito", _("Suscrito el"), lambda f: f.suscrito),
        ),
    ),
    Pregunta(
        clave="sin-coordinacion",
        titulo=_("Partes sin coordinación"),
        explicacion=_(
            "El convenio está suscrito o en ejecución y la parte no tenía ese día coordinación titular designada, "
            "o nadie ocupaba su puesto."
        ),
        fuente=_("Designaciones y ocupaciones de puestos que regían el día del corte."),
        modelo=Participacion,
        ruta="expediente",
        filas=_sin_coordinacion,
        con=_con_su_estado,
        columnas=(
            columna("institucion", _("Institución"), lambda f: str(f.institucion)),
            columna("estado", _("Estado del convenio"), lambda f: str(Estado(f.estado).label)),
            fecha("dia", _("Parte desde"), lambda f: f.desde),
        ),
    ),
)
