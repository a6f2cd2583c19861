"""The follow-up reports of a case file, their rates, and what waits for whom in them and in their observations."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from expedientes.espera import Espera
from expedientes.facultades import partes_vigentes_de
from expedientes.models import Aprobacion, Clase, Expediente, esta_contestada
from expedientes.permissions import RolDesignado
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.reglas.computo import sumar_habiles
from seguimiento.models import (
    POR_CORREGIR,
    EstadoDeInforme,
    EstadoDeObservacion,
    InformeDeSeguimiento,
    ObservacionDeSeguimiento,
)
from seguimiento.plazos.preparacion import recortado, reglas_y_calendario
from seguimiento.queries.esperas import Partes

TITULAR = RolDesignado.COORDINADOR_TITULAR.value
DE_INCUMPLIMIENTO = 10
"""Business days late from which a report stands on the list of non-compliance."""
Dadas = Mapping[tuple[int, str], set[int]]


def informes_de(expediente: Expediente) -> list[InformeDeSeguimiento]:
    """Every report of a case file by its cut-off date, as `esperas_de_informes` takes them. One query."""
    filas = expediente.informes.select_related("asiento", "presenta", "version").defer("cifras")
    informes = list(filas.order_by("corte", "es_final", "numero"))
    for informe in informes:
        informe.expediente = expediente
    return informes


def observaciones_de(expediente: Expediente) -> list[ObservacionDeSeguimiento]:
    """Every observation of a case file: those to be corrected first, soonest due before. One query."""
    filas = list(
        expediente.observaciones_de_seguimiento.select_related(
            "asiento", "informe", "institucion", "responsable", "puesto", "compromiso"
        ).defer("informe__cifras")
    )
    for observacion in filas:
        observacion.expediente = expediente
        if observacion.informe:
            observacion.informe.expediente = expediente
    orden = list(EstadoDeObservacion)
    return sorted(filas, key=lambda o: (orden.index(EstadoDeObservacion(o.estado)), o.vence, o.numero))


@dataclass(frozen=True, kw_only=True)
class Tasas:
    """How many reports came of those that should have come by a day, and of all. What was dispensed with is in none."""

    esperados: int
    presentados_de_los_esperados: int
    total: int
    presentados: int
    extemporaneos: int

    @property
    def a_la_fecha(self) -> str:
        return _con_porcentaje(self.presentados_de_los_esperados, self.esperados)

    @property
    def del_total(self) -> str:
        return _con_porcentaje(self.presentados, self.total)


def _con_porcentaje(n: int, de: int) -> str:
    """«3 de 4 · 75 %»."""
    if not de:
        return _("ninguno todavía")
    return _("%(n)s de %(de)s · %(porcentaje)s %%") % {"n": n, "de": de, "porcentaje": 100 * n // de}


def tasas_de(informes: Iterable[InformeDeSeguimiento], hoy: dt.date) -> Tasas:
    """Counted as of a day. Expected to date is what was due by then, or came before it was."""
    exigibles = [i for i in informes if i.estado != EstadoDeInforme.DISPENSADO]
    presentados = [i for i in exigibles if i.presentado_el]
    esperados = [i for i in exigibles if i.vence < hoy or i.presentado_el]
    return Tasas(
        esperados=len(esperados),
        presentados_de_los_esperados=len(presentados),
        total=len(exigibles),
        presentados=len(presentados),
        extemporaneos=sum(i.es_extemporaneo for i in presentados),
    )


def en_incumplimiento(informes: Sequence[InformeDeSeguimiento], hoy: dt.date) -> set[int]:
    """The ids of those that are ten business days late, of the place of whoever presents each. The calendar of a party
    is read once."""
    vencidos = [i for i in informes if i.esta_vencido(hoy)]
    calendarios = {
        i.presenta_id: reglas_y_calendario(i.presenta, i.expediente)[1]
        for i in {i.presenta_id: i for i in vencidos}.values()
    }
    return {
        i.pk for i in vencidos if sumar_habiles(i.vence, DE_INCUMPLIMIENTO, calendarios[i.presenta_id]) <= hoy
    }


def esperas_de_informes(
    informes: Iterable[InformeDeSeguimiento], observaciones: Iterable[ObservacionDeSeguimiento]
) -> list[Espera]:
    """Everything that waits for somebody in these reports and observations, soonest due first. At most three queries.

    Both come with what `informes_de` and `observaciones_de` read with them.
    """
    lista, notadas = list(informes), list(observaciones)
    subsanadas = [o for o in notadas if o.estado == EstadoDeObservacion.SUBSANADA]
    de_todos = [i for i in lista if i.esta_ante_las_partes]
    partes = partes_vigentes_de([i.expediente for i in de_todos] + [o.expediente for o in subsanadas])
    dadas, plazos = _dadas(de_todos), _plazos(de_todos)
    esperas = [e for i in lista for e in _de_informe(i, partes, dadas, plazos)]
    esperas += [_por_corregir(o) for o in notadas if o.estado in POR_CORREGIR]
    esperas += [e for o in subsanadas for e in _por_verificar(o, partes)]
    return sorted(esperas, key=lambda e: e.orden)


def _dadas(informes: Sequence[InformeDeSeguimiento]) -> Dadas:
    """Which parties conformed or signed each, in the content that it has."""
    if not informes:
        return {}
    hashes = {i.pk: i.hash_de_contenido() for i in informes}
    filas = Aprobacion.objects.filter(
        ~esta_contestada(),
        modelo=InformeDeSeguimiento._meta.label_lower,
        objeto__in=hashes,
        clase__in=(Clase.APROBACION, Clase.FIRMA),
    )
    dadas: dict[tuple[int, str], set[int]] = {}
    for objeto, clase, institucion, contenido in filas.values_list(
        "objeto", "clase", "institucion_id", "hash_contenido"
    ):
        if contenido == hashes[objeto]:
            dadas.setdefault((objeto, clase), set()).add(institucion)
    return dadas


def _plazos(informes: Sequence[InformeDeSeguimiento]) -> Mapping[tuple[int, int], Plazo]:
    if not informes:
        return {}
    filas = Plazo.objects.abiertos().filter(
        modelo=InformeDeSeguimiento._meta.label_lower,
        objeto__in=[i.pk for i in informes],
        tipo="conformidad_de_informe",
    )
    return {(plazo.objeto, plazo.institucion_id): plazo for plazo in filas}


def _de_informe(
    informe: InformeDeSeguimiento, partes: Partes, dadas: Dadas, plazos: Mapping[tuple[int, int], Plazo]
) -> list[Espera]:
    estado, hoy = EstadoDeInforme(informe.estado), informe.expediente.hoy()
    if estado == EstadoDeInforme.ESPERADO:
        return [_de_quien_presenta(informe)] if informe.corte < hoy else []
    if estado in (EstadoDeInforme.EN_ELABORACION, EstadoDeInforme.OBSERVADO):
        return [_de_quien_presenta(informe)]
    if estado not in (EstadoDeInforme.PRESENTADO, EstadoDeInforme.CONFORME):
        return []
    clase = Clase.APROBACION if estado == EstadoDeInforme.PRESENTADO else Clase.FIRMA
    hechas = dadas.get((informe.pk, clase), set())
    if estado == EstadoDeInforme.PRESENTADO:
        hechas = hechas | {informe.presenta_id}
    return [
        _de_una_parte(informe, parte.institucion, plazos.get((informe.pk, pk)))
        for pk, parte in partes[informe.expediente_id].items()
        if pk not in hechas
    ]


def _de_quien_presenta(informe: InformeDeSeguimiento) -> Espera:
    observado = informe.estado == EstadoDeInforme.OBSERVADO
    return Espera(
        objeto=informe,
        institucion=informe.presenta,
        rol=TITULAR,
        lo_que=frase(
            lambda: (
                (_("Responder lo observado: %(informe)s") if observado else _("Presentar: %(informe)s"))
                % {"informe": informe}
            )
        ),
        el_porque=frase(
            lambda: (
                _("Otra parte pidió corregir algo: atienda cada observación y preséntelo otra vez.")
                if observado
                else _("Cubre hasta el corte, y sus cifras son las de ese día.")
            )
        ),
        desde=informe.asiento.fecha_hecho,
        hasta=None if observado else informe.vence,
    )


def _de_una_parte(informe: InformeDeSeguimiento, institucion: Institucion, plazo: Plazo | None) -> Espera:
    por_firmar = informe.estado == EstadoDeInforme.CONFORME
    return Espera(
        objeto=informe,
        institucion=institucion,
        rol=TITULAR,
        lo_que=frase(
            lambda: (
                (_("Firmar: %(informe)s") if por_firmar else _("Dar conformidad: %(informe)s"))
                % {"informe": informe}
            )
        ),
        el_porque=frase(
            lambda: (
                _("Las demás partes le dieron su conformidad: falta la firma de su institución.")
                if por_firmar
                else _("%(institucion)s lo presentó: dele su conformidad u obsérvelo.")
                % {"institucion": informe.presenta}
            )
        ),
        desde=informe.asiento.fecha_hecho,
        hasta=plazo.vence if plazo else None,
        frase_del_plazo=plazo.frase if plazo else "",
    )


def _por_corregir(observacion: ObservacionDeSeguimiento) -> Espera:
    return Espera(
        objeto=observacion,
        institucion=observacion.responsable,
        rol=TITULAR,
        lo_que=frase(lambda: _("Corregir la observación %(n)s") % {"n": observacion.numero}),
        el_porque=frase(
            lambda: (
                _("%(de)s: %(texto)s")
                % {"de": observacion.de_quien, "texto": recortado(observacion.texto, 300)}
            )
        ),
        desde=observacion.asiento.fecha_hecho,
        hasta=observacion.vence,
        puestos=(observacion.puesto_id,) if observacion.puesto_id else (),
    )


def _por_verificar(observacion: ObservacionDeSeguimiento, partes: Partes) -> list[Espera]:
    return [
        Espera(
            objeto=observacion,
            institucion=parte.institucion,
            rol=TITULAR,
            lo_que=frase(lambda: _("Verificar la corrección %(n)s") % {"n": observacion.numero}),
            el_porque=frase(
                lambda: (
                    _("%(quien)s dice que corrigió: %(respuesta)s")
                    % {"quien": observacion.corrige, "respuesta": recortado(observacion.respuesta, 300)}
                )
            ),
            desde=observacion.asiento.fecha_hecho,
        )
        for pk, parte in partes[observacion.expediente_id].items()
        if pk != observacion.responsable_id
    ]
