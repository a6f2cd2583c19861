"""What waits for whom in an agreement, for one or for many at the same cost in queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convenios.models import Convenio, Estado, Observacion
from convenios.permissions import OFICINA
from expedientes.models import Aprobacion, Clase, Participacion, Visibilidad, esta_contestada
from expedientes.oficinas import partes_de
from expedientes.permissions import RolDesignado
from instituciones.models import Institucion, ReglasDeInstitucion, TipoDeOpinion
from notificaciones.models import Plazo


def objeto_buscable() -> Subquery:
    """The object of the outer case file's agreement, by which every reader finds it."""
    return Subquery(Convenio.objects.filter(expediente=OuterRef("pk")).values("objeto"))


@dataclass(frozen=True)
class OpinionRequerida:
    """An opinion that an institution's rules require: the one in force, the stale one, the one recorded from a paper
    that its party contests, or none yet."""

    institucion: Institucion
    tipo: str
    dias: int
    vigente: Aprobacion | None
    caduca: Aprobacion | None
    contestada: Aprobacion | None

    @property
    def nombre(self) -> str:
        return str(TipoDeOpinion(self.tipo).label)

    @property
    def rol(self) -> str:
        return OFICINA[self.tipo]

    @property
    def dada(self) -> Aprobacion | None:
        """The last one that was given, whether it counts or not."""
        return self.vigente or self.caduca or self.contestada


@dataclass(frozen=True)
class Espera:
    """Something that waits for a role of an institution: what, why, since when, until when, and where it is done."""

    convenio: Convenio
    institucion: Institucion
    rol: str
    que: str
    por_que: str
    desde: dt.date
    hasta: dt.date | None = None
    frase_del_plazo: str = ""
    materia: str = ""

    @property
    def url(self) -> str:
        return f"{self.convenio.get_absolute_url()}#que-sigue"


def opiniones_de(convenios: Sequence[Convenio]) -> Mapping[int, list[OpinionRequerida]]:
    """The required opinions of each agreement. A constant number of queries."""
    if not convenios:
        return {}
    ultimas: dict[tuple[int, int, str], Dada] = {}
    filas = Aprobacion.objects.filter(
        modelo=Convenio._meta.label_lower, objeto__in=[c.pk for c in convenios], clase=Clase.OPINION
    ).select_related("institucion", "puesto", "persona", "suple_a")
    for aprobacion in filas.annotate(esta_contestada=esta_contestada()).order_by("id"):
        clave = aprobacion.objeto, aprobacion.institucion_id, aprobacion.materia
        ultimas[clave] = aprobacion, aprobacion.esta_contestada
    reglas = _reglas_de(convenios)
    return {
        c.pk: [
            _requerida(c, institucion, tipo, dias, ultimas.get((c.pk, institucion.pk, tipo)))
            for institucion, tipos, dias in reglas[c.pk]
            for tipo in tipos
            if tipo != TipoDeOpinion.PRESUPUESTAL or c.irroga_gasto
        ]
        for c in convenios
    }


Dada = tuple[Aprobacion, bool]
"""The last opinion of an office, and whether its party contests it."""


def _requerida(
    convenio: Convenio, institucion: Institucion, tipo: str, dias: int, dada: Dada | None
) -> OpinionRequerida:
    ultima, contestada = dada or (None, False)
    sobre_este_texto = ultima is not None and ultima.hash_contenido == convenio.contenido_hash
    return OpinionRequerida(
        institucion,
        tipo,
        dias,
        vigente=ultima if sobre_este_texto and not contestada else None,
        caduca=ultima if not sobre_este_texto and not contestada else None,
        contestada=ultima if contestada else None,
    )


def _reglas_de(convenios: Sequence[Convenio]) -> Mapping[int, list[tuple[Institucion, list[str], int]]]:
    """Each party's required opinions, by its rules in force when the agreement entered its present state."""
    partes = _partes_de(convenios)
    reglas: dict[int, list[ReglasDeInstitucion]] = defaultdict(list)
    instituciones = {p.institucion_id for lista in partes.values() for p in lista}
    for fila in ReglasDeInstitucion.objects.filter(institucion__in=instituciones).order_by("desde"):
        reglas[fila.institucion_id].append(fila)
    resultado: dict[int, list[tuple[Institucion, list[str], int]]] = {}
    for convenio in convenios:
        dia = convenio.asiento.fecha_hecho
        resultado[convenio.pk] = [
            (parte.institucion, list(vigentes[-1].opiniones), vigentes[-1].plazo_de_opinion)
            for parte in partes[convenio.expediente_id]
            if (vigentes := [r for r in reglas[parte.institucion_id] if r.desde <= dia])
        ]
    return resultado


def _partes_de(convenios: Sequence[Convenio]) -> Mapping[int, list[Participacion]]:
    """The parties of each case file with their institutions."""
    if len(convenios) == 1:
        return {convenios[0].expediente_id: partes_de(convenios[0].expediente)}
    partes: dict[int, list[Participacion]] = defaultdict(list)
    for parte in Participacion.objects.filter(
        expediente__in=[c.expediente_id for c in convenios]
    ).select_related("institucion"):
        partes[parte.expediente_id].append(parte)
    return partes


def esperas_de(
    convenios: Iterable[Convenio],
    *,
    opiniones: Mapping[int, list[OpinionRequerida]] | None = None,
    plazos: Mapping[tuple[int, str], Plazo] | None = None,
) -> list[Espera]:
    """Everything that waits for somebody in these agreements, soonest due first. A constant number of queries.

    `opiniones` and `plazos` are read when the caller has not just done so.
    """
    lista = list(convenios)
    if opiniones is None:
        opiniones = opiniones_de([c for c in lista if c.estado == Estado.EN_EVALUACION])
    if plazos is None:
        plazos = por_opinion(
            Plazo.objects.abiertos().filter(
                modelo=Convenio._meta.label_lower, objeto__in=[c.pk for c in lista], tipo="opinion"
            )
        )
    proponentes = {
        expediente: parte.institucion
        for expediente, partes in _partes_de(lista).items()
        for parte in partes
        if parte.es_proponente
    }
    abiertas = _observaciones_abiertas([c for c in lista if c.estado == Estado.OBSERVADO])
    esperas: list[Espera] = []
    for convenio in lista:
        if convenio.estado == Estado.EN_EVALUACION:
            esperas += _de_opiniones(convenio, opiniones[convenio.pk], plazos)
        proponente = proponentes.get(convenio.expediente_id)
        if proponente and (espera := _de_la_proponente(convenio, proponente, abiertas, opiniones)):
            esperas.append(espera)
    return sorted(esperas, key=lambda e: (e.hasta or dt.date.max, e.desde, e.convenio.pk))


def _de_opiniones(
    convenio: Convenio, requeridas: list[OpinionRequerida], plazos: Mapping[tuple[int, str], Plazo]
) -> list[Espera]:
    esperas = []
    for requerida in requeridas:
        if requerida.vigente:
            continue
        plazo = plazos.get((convenio.pk, f"{requerida.institucion.pk}:{requerida.tipo}"))
        esperas.append(
            Espera(
                convenio=convenio,
                institucion=requerida.institucion,
                rol=requerida.rol,
                materia=requerida.tipo,
                que=_("Ratificar o cambiar la %(opinion)s") % {"opinion": requerida.nombre.lower()}
                if requerida.caduca
                else _("Dar la %(opinion)s") % {"opinion": requerida.nombre.lower()},
                por_que=_por_que_falta(requerida) % {"institucion": requerida.institucion},
                desde=max(
                    convenio.asiento.fecha_hecho, convenio.version.fecha if convenio.version else dt.date.min
                ),
                hasta=plazo.vence if plazo else None,
                frase_del_plazo=plazo.frase if plazo else "",
            )
        )
    return esperas


def _por_que_falta(requerida: OpinionRequerida) -> str:
    """Everybody may read it: of an internal opinion it does not tell that it is contested."""
    if requerida.caduca:
        return _("El texto cambió después de la opinión de %(institucion)s, que ya no cuenta.")
    if requerida.contestada and requerida.contestada.visibilidad == Visibilidad.COMPARTIDA:
        return _("%(institucion)s contestó la opinión registrada por documento, que no cuenta.")
    return _("Las reglas de %(institucion)s exigen esta opinión sobre el texto actual.")


def _de_la_proponente(
    convenio: Convenio,
    proponente: Institucion,
    abiertas: Mapping[int, int],
    opiniones: Mapping[int, list[OpinionRequerida]],
) -> Espera | None:
    """What the proposing party's coordination has to do next, if anything."""
    desfavorables = [
        o.vigente
        for o in opiniones.get(convenio.pk, [])
        if o.vigente and not o.vigente.es_favorable and _la_conoce(proponente, o.vigente)
    ]
    match convenio.estado:
        case Estado.CONTACTO:
            que, por_que = (
                _("Presentar la solicitud"),
                _("El contacto está abierto y todavía no hay un pedido formal."),
            )
        case Estado.SOLICITUD:
            que, por_que = _("Enviar el texto a evaluación"), _("La solicitud está presentada.")
        case Estado.OBSERVADO if abiertas.get(convenio.pk):
            n = abiertas[convenio.pk]
            que = ngettext("Responder %(n)s observación", "Responder %(n)s observaciones", n) % {"n": n}
            por_que = _("El texto no vuelve a evaluación mientras quede una sin respuesta.")
        case Estado.OBSERVADO:
            que, por_que = _("Devolver el texto a evaluación"), _("Todas las observaciones tienen respuesta.")
        case Estado.EN_EVALUACION if desfavorables:
            que = _("Atender una opinión desfavorable")
            por_que = _(
                "Con una opinión desfavorable el convenio no avanza: cambie el texto o converse con quien opinó."
            )
        case _:
            return None
    return Espera(
        convenio=convenio,
        institucion=proponente,
        rol=RolDesignado.COORDINADOR_TITULAR,
        que=que,
        por_que=por_que,
        desde=convenio.asiento.fecha_hecho,
    )


def _la_conoce(institucion: Institucion, aprobacion: Aprobacion) -> bool:
    """Whether a party may know what was opined: an internal opinion is its own institution's matter."""
    return aprobacion.visibilidad == Visibilidad.COMPARTIDA or aprobacion.institucion_id == institucion.pk


def por_opinion(plazos: Iterable[Plazo]) -> Mapping[tuple[int, str], Plazo]:
    """Deadlines of opinions by agreement and «institution:kind»; of several texts, the latest."""
    return {
        (p.objeto, p.ocasion.rpartition(":")[0]): p
        for p in sorted(plazos, key=lambda p: (p.vence, p.pk or 0))
    }


def _observaciones_abiertas(convenios: Sequence[Convenio]) -> Mapping[int, int]:
    """How many observations each agreement has yet to answer."""
    if not convenios:
        return {}
    filas = Observacion.objects.abiertas().filter(convenio__in=[c.pk for c in convenios])
    return dict(filas.order_by().values("convenio").annotate(n=Count("pk")).values_list("convenio", "n"))
