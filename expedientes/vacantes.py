"""What waits for somebody who is not there: for a vacant post, a party without coordination, one that left."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from expedientes.espera import Espera
from expedientes.facultades import partes_vigentes_de
from expedientes.models import Designacion
from expedientes.permissions import RolDesignado
from instituciones.fechas import hoy_en
from instituciones.models import Concesion, Institucion, Ocupacion, Puesto, RolInstitucional, Suplencia
from instituciones.models.puesto import vigente
from notificaciones.idiomas import frase

TITULAR, ALTERNO = RolDesignado.COORDINADOR_TITULAR.value, RolDesignado.COORDINADOR_ALTERNO.value
ASISTENTE = RolInstitucional.ASISTENTE.value
A_LA_VISTA = 5
"""How many of the things that wait because of a vacancy it names; the rest it counts."""
DeParte = tuple[int, int]
"""A case file and an institution."""


@dataclass(frozen=True)
class _Leido:
    """What is read at once for all that waits."""

    partes: Mapping[int, Mapping[int, Any]]
    designados: frozenset[DeParte]
    """By case file and post."""
    coordinan: Mapping[DeParte, frozenset[int]]
    """The posts that coordinate for a party today, substitutions applied."""
    ocupados: Mapping[int, bool]
    """The posts that somebody exercises, and whether with an account."""


def para_quien_queda(esperas: Sequence[Espera]) -> list[Espera]:
    """The same, each for somebody who can see to it today; a constant number of queries.

    Where nobody exercises the posts for which it waits, it waits for the role of their party, as it is told of
    (`expedientes.pasos_pendientes.de_quien`). Where the party is one no longer, for the coordination of those that are.
    Where nobody coordinates for the party, its assistants see besides that somebody is to be designated, and what waits
    because of it; where it has none, those of the other parties, who may record it from its paper.
    """
    if not esperas:
        return []
    leido = _leer(esperas)
    vacantes = {p for e in esperas if _sin_nadie(e, leido) for p in e.puestos}
    nombres = Puesto.objects.in_bulk(vacantes) if vacantes else {}
    halladas: dict[tuple[Any, ...], Espera] = {}
    for espera in esperas:
        for una in _de_los_que_son(_con_su_rol(espera, leido, nombres), leido):
            clave = (
                una.objeto._meta.label_lower,
                una.objeto.pk,
                una.institucion.pk,
                una.rol,
                una.puestos,
                una.que,
            )
            halladas.setdefault(clave, una)
    quedan = list(halladas.values())
    return [*quedan, *_por_designar(quedan, leido)]


def _leer(esperas: Sequence[Espera]) -> _Leido:
    puestos = {p for e in esperas for p in e.puestos}
    expedientes = {e.expediente.pk: e.expediente for e in esperas}
    filas = list(
        Designacion.objects.filter(
            Q(rol__in=(TITULAR, ALTERNO)) | Q(puesto__in=puestos),
            vigente(hoy_en(F("expediente__zona_horaria"))),
            expediente__in=expedientes,
        ).values_list("expediente_id", "institucion_id", "rol", "puesto_id")
    )
    titulares = {puesto for _e, _i, rol, puesto in filas if rol == TITULAR}
    suplencias = dict(
        Suplencia.objects.vigentes(hoy_en(F("ausente__institucion__zona_horaria")))
        .filter(ausente__in=titulares)
        .values_list("ausente_id", "suplente_id")
    )
    alternos = {(e, i, puesto) for e, i, rol, puesto in filas if rol == ALTERNO}
    coordinan: dict[DeParte, set[int]] = defaultdict(set)
    for e, i, rol, puesto in filas:
        if rol == TITULAR:
            suplente = suplencias.get(puesto)
            coordinan[e, i].add(suplente if suplente and (e, i, suplente) in alternos else puesto)
    ocupados: dict[int, bool] = {}
    for puesto, con_cuenta in (
        Ocupacion.objects.efectivas(hoy_en(F("puesto__institucion__zona_horaria")))
        .filter(puesto__in={p for suyos in coordinan.values() for p in suyos} | puestos)
        .values_list("puesto_id", "persona__usuario__is_active")
    ):
        ocupados[puesto] = bool(con_cuenta) or ocupados.get(puesto, False)
    return _Leido(
        partes=partes_vigentes_de(expedientes.values()),
        designados=frozenset((e, puesto) for e, _i, _r, puesto in filas),
        coordinan={clave: frozenset(suyos) for clave, suyos in coordinan.items()},
        ocupados=ocupados,
    )


def _sin_nadie(espera: Espera, leido: _Leido) -> bool:
    """Whether it waits for posts, and nobody with an account acts in any of them in this case file."""
    expediente = espera.expediente.pk
    return bool(espera.puestos) and not any(
        leido.ocupados.get(puesto) and (expediente, puesto) in leido.designados for puesto in espera.puestos
    )


def _con_su_rol(espera: Espera, leido: _Leido, nombres: Mapping[int, Puesto]) -> Espera:
    if not _sin_nadie(espera, leido):
        return espera
    puesto = ", ".join(nombres[p].nombre for p in espera.puestos)
    return replace(
        espera,
        puestos=(),
        el_porque=frase(
            lambda: (
                _("Nadie con cuenta ejerce hoy en el expediente el puesto «%(puesto)s». %(por_que)s")
                % {"puesto": puesto, "por_que": espera.por_que}
            )
        ),
    )


def _de_los_que_son(espera: Espera, leido: _Leido) -> Iterator[Espera]:
    """It, of a party; of one that left, for each that stays."""
    partes = leido.partes[espera.expediente.pk]
    if espera.institucion.pk in partes:
        yield espera
        return
    for parte in partes.values():
        yield replace(
            espera,
            institucion=parte.institucion,
            rol=TITULAR,
            puestos=(),
            el_porque=frase(
                lambda: (
                    _("%(quien)s ya no es parte del expediente: vea con las demás qué sigue. %(por_que)s")
                    % {"quien": espera.institucion, "por_que": espera.por_que}
                )
            ),
        )


def _por_designar(esperas: Sequence[Espera], leido: _Leido) -> list[Espera]:
    """Of each party for whose coordination something waits and nobody coordinates: what its assistants see."""
    sin: dict[DeParte, list[Espera]] = defaultdict(list)
    for espera in esperas:
        clave = espera.expediente.pk, espera.institucion.pk
        if (
            espera.rol == TITULAR
            and not espera.puestos
            and not leido.coordinan.get(clave, frozenset()) & leido.ocupados.keys()
        ):
            sin[clave].append(espera)
    if not sin:
        return []
    de_las_partes = {i for expediente, _i in sin for i in leido.partes[expediente]}
    asisten = set(
        Concesion.objects.vigentes(hoy_en(F("grupo__institucion__zona_horaria")))
        .filter(grupo__institucion__in=de_las_partes, grupo__rol=ASISTENTE, usuario__is_active=True)
        .values_list("grupo__institucion_id", flat=True)
    )
    halladas = []
    for (expediente, institucion), suyas in sin.items():
        partes = leido.partes[expediente]
        propia = partes[institucion].institucion
        if institucion in asisten:
            halladas.append(_designar(suyas, propia, propia))
        else:
            halladas += [_designar(suyas, propia, p.institucion) for pk, p in partes.items() if pk in asisten]
    return halladas


def _designar(esperas: Sequence[Espera], sin: Institucion, de: Institucion) -> Espera:
    """Who coordinates for `sin` is to be designated, by the assistants of `de`."""
    primera = min(esperas, key=lambda e: e.orden)
    return replace(
        primera,
        institucion=de,
        rol=ASISTENTE,
        lo_que=frase(lambda: _("Designar quién coordina por %(institucion)s") % {"institucion": sin}),
        el_porque=frase(lambda: _por_que_designar(esperas, sin, es_propia=sin == de)),
        ruta=f"{primera.expediente.get_absolute_url()}designaciones/",
    )


def _por_que_designar(esperas: Sequence[Espera], sin: Institucion, *, es_propia: bool) -> str:
    ques = list(dict.fromkeys(e.que for e in esperas))
    que = "; ".join(ques[:A_LA_VISTA])
    if resto := len(ques) - A_LA_VISTA:
        que = _("%(que)s, y %(n)s más") % {"que": que, "n": resto} if resto > 0 else que
    if es_propia:
        return _("Nadie coordina hoy por su institución, y espera: %(que)s.") % {"que": que}
    return _(
        "%(institucion)s no tiene quien lo haga en el sistema: regístrelo desde su documento. Espera: %(que)s."
    ) % {"institucion": sin, "que": que}
