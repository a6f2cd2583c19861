"""The desk: what waits for me, and what I wait for from whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from django.db.models import F, Model

from convenios.models import Adenda, Convenio, Fase
from convenios.queries import esperas_de as esperas_de_instrumentos
from expedientes.espera import Espera
from expedientes.facultades import suplencias_de
from expedientes.mirada import mirada_de
from expedientes.models import Designacion
from expedientes.oficinas import Oficina
from expedientes.permissions import ABIERTO, ANULADO, RolDesignado
from expedientes.vacantes import para_quien_queda
from expedientes.visibilidad import designaciones_propias, expedientes_visibles
from flujo.declaracion import MAQUINAS
from instituciones.fechas import hoy_en
from instituciones.models import Suplencia, Usuario
from planes.cierres import SE_MIDE
from planes.models import PlanAnual
from planes.queries import esperas_de as esperas_de_planes
from seguimiento.models import (
    Acta,
    Compromiso,
    EstadoDeInforme,
    InformeDeSeguimiento,
    ObservacionDeSeguimiento,
    Reunion,
    Sesion,
)
from seguimiento.queries import con_lo_que_se_muestra
from seguimiento.queries import esperas_de as esperas_de_seguimiento
from seguimiento.queries.esperas.actas import con_lo_que_espera, esperas_de_actas
from seguimiento.queries.esperas.informes import esperas_de_informes
from seguimiento.queries.esperas.sesiones import ESPERAN
from tablero.contactos import Contacto, contactos_de

MAXIMO = 300
"""Things of one kind looked at for one desk: agreements and plans, the last moved first; commitments, soonest due
first. More than anybody works on at once."""
PLANES_A_LA_VISTA = 5


@dataclass(frozen=True)
class Escritorio:
    """What waits for the person, for the person's institutions and for others; whom they meant to contact; and whether
    there is more to look at."""

    esperan_de_mi: list[Espera]
    esperan_de_los_mios: list[Espera]
    espero_de_otros: list[Espera]
    contactos: list[Contacto]
    contactos_de_los_mios: list[Contacto]
    hay_mas: bool
    planes: list[PlanAnual]
    """Those that run, the last moved first: read to know what waits in them."""


def escritorio_de(usuario: Usuario) -> Escritorio:
    """The desk of an account. A constant number of queries, whatever it has to do."""
    planes = _planes_de(usuario)
    instrumentos = _de_los_instrumentos(usuario)
    del_trabajo = _de_los_planes(planes), _del_seguimiento(usuario), _de_los_informes(usuario)
    trabajo = para_quien_queda(list(chain.from_iterable(suyas for suyas, _hay_mas in del_trabajo)))
    esperas = sorted([*instrumentos[0], *trabajo], key=attrgetter("orden"))
    mios, propias = _cargos(usuario, {e.expediente.pk for e in esperas})
    mirada = mirada_de(usuario)
    puestos, asisto = set(mirada.puestos), set(mirada.instituciones)
    concedidos = {(c.institucion_id, c.rol) for c in mirada.concedidos}
    de_mi, de_los_mios, de_otros = [], [], []
    for espera in esperas:
        expediente, institucion = espera.expediente.pk, espera.institucion.pk
        es_mia = (
            bool(puestos & set(espera.puestos))
            if espera.puestos
            else (expediente, institucion, espera.rol) in mios or (institucion, espera.rol) in concedidos
        )
        if es_mia:
            de_mi.append(espera)
        elif institucion in asisto or (expediente, institucion) in propias:
            de_los_mios.append(espera)
        else:
            de_otros.append(espera)
    return Escritorio(
        de_mi,
        de_los_mios,
        de_otros,
        *contactos_de(usuario),
        any(hay_mas for _suyas, hay_mas in (instrumentos, *del_trabajo)),
        [plan for plan in planes if plan.estado in SE_MIDE][:PLANES_A_LA_VISTA],
    )


def _de_los_instrumentos(usuario: Usuario) -> tuple[list[Espera], bool]:
    """What waits in agreements and addenda, and whether there are more than were looked at."""
    convenios = list(
        Convenio.objects.filter(expedientes_visibles(usuario, "expediente__"))
        .exclude(estado__in=_finales(Convenio))
        .exclude(expediente__estado=ANULADO)
        .select_related("expediente", "version", "asiento")
        .order_by("-expediente__movido_at")[: MAXIMO + 1]
    )
    vistos = convenios[:MAXIMO]
    return esperas_de_instrumentos([*vistos, *_adendas_en_tramite(vistos)]), len(convenios) > MAXIMO


def _planes_de(usuario: Usuario) -> list[PlanAnual]:
    """The annual plans in which something may wait, and one more when there are more than are looked at."""
    return list(
        PlanAnual.objects.filter(expedientes_visibles(usuario, "expediente__"), expediente__estado=ABIERTO)
        .exclude(estado__in=_finales(PlanAnual))
        .select_related("expediente", "version", "asiento", "propuesto_por")
        .order_by("-expediente__movido_at", "-pk")[: MAXIMO + 1]
    )


def _de_los_planes(planes: list[PlanAnual]) -> tuple[list[Espera], bool]:
    """What waits in annual plans and their actions, and whether there are more than were looked at."""
    return esperas_de_planes(planes[:MAXIMO]), len(planes) > MAXIMO


def _del_seguimiento(usuario: Usuario) -> tuple[list[Espera], bool]:
    """What waits in commitments, in meetings that were held and whose ayuda memoria is still open, and in sessions."""
    suyos = Compromiso.objects.visible_to(usuario).abiertos().filter(expediente__estado=ABIERTO)
    compromisos = list(con_lo_que_se_muestra(suyos).order_by("dia", "pk")[: MAXIMO + 1])
    reuniones = list(
        Reunion.objects.visible_to(usuario)
        .por_cerrar()
        .filter(expediente__estado=ABIERTO, fecha__lte=hoy_en(F("expediente__zona_horaria")))
        .select_related("expediente", "convoca", "asiento")
        .order_by("fecha", "pk")[: MAXIMO + 1]
    )
    sesiones = list(
        Sesion.objects.visible_to(usuario)
        .filter(expediente__estado=ABIERTO, estado__in=ESPERAN)
        .select_related("expediente", "organo", "asiento")
        .order_by("fecha", "pk")[: MAXIMO + 1]
    )
    actas = list(
        con_lo_que_espera(Acta.objects.visible_to(usuario).filter(expediente__estado=ABIERTO))[: MAXIMO + 1]
    )
    hay_mas = max(len(compromisos), len(reuniones), len(sesiones), len(actas)) > MAXIMO
    esperas = esperas_de_seguimiento(compromisos[:MAXIMO], reuniones[:MAXIMO], sesiones[:MAXIMO])
    return [*esperas, *esperas_de_actas(actas[:MAXIMO])], hay_mas


def _de_los_informes(usuario: Usuario) -> tuple[list[Espera], bool]:
    """What waits in follow-up reports whose period is over or that are under way, and in observations."""
    suyos = InformeDeSeguimiento.objects.visible_to(usuario).por_terminar()
    informes = list(
        suyos.filter(expediente__estado=ABIERTO)
        .exclude(estado=EstadoDeInforme.ESPERADO, corte__gte=hoy_en(F("expediente__zona_horaria")))
        .select_related("expediente", "asiento", "presenta", "version")
        .defer("cifras", "version__contenido")
        .order_by("vence", "pk")[: MAXIMO + 1]
    )
    observaciones = list(
        ObservacionDeSeguimiento.objects.visible_to(usuario)
        .por_verificar_o_corregir()
        .filter(expediente__estado=ABIERTO)
        .select_related("expediente", "asiento", "institucion", "responsable", "puesto")
        .order_by("vence", "pk")[: MAXIMO + 1]
    )
    hay_mas = max(len(informes), len(observaciones)) > MAXIMO
    return esperas_de_informes(informes[:MAXIMO], observaciones[:MAXIMO]), hay_mas


def _finales(modelo: type[Model]) -> list[str]:
    """The states in which nothing more is expected of it."""
    return [e for e, ficha in MAQUINAS[modelo._meta.label_lower].fichas.items() if ficha.final]


def _adendas_en_tramite(convenios: list[Convenio]) -> list[Adenda]:
    """Addenda of these agreements on which something may wait."""
    por_pk = {c.pk: c for c in convenios}
    abiertas = [e for e, fase in Adenda.FASES.items() if fase not in (Fase.SUSCRITO, Fase.DESISTIDO)]
    filas = Adenda.objects.filter(convenio__in=por_pk, estado__in=abiertas)
    adendas = list(filas.select_related("version", "asiento"))
    for adenda in adendas:
        adenda.convenio = por_pk[adenda.convenio_id]
    return adendas


def _cargos(
    usuario: Usuario, expedientes: Iterable[int]
) -> tuple[set[tuple[int, int, str]], set[tuple[int, int]]]:
    """(case file, institution, role) that the person exercises today, substitutions applied; and the parties."""
    propias = list(
        designaciones_propias(usuario)
        .filter(expediente__in=expedientes)
        .values_list("expediente_id", "institucion_id", "rol", "puesto_id")
    )
    suplidos = _suplencias([e for e, _i, rol, _p in propias if rol in RolDesignado.unicos()])
    cargos: set[tuple[int, int, str]] = set()
    for expediente, institucion, rol, puesto in propias:
        suplencia = suplidos.get((expediente, puesto))
        if not (rol == RolDesignado.COORDINADOR_TITULAR and suplencia):
            cargos.add((expediente, institucion, rol))
        if rol == RolDesignado.COORDINADOR_ALTERNO and any(
            clave[0] == expediente and s.suplente_id == puesto for clave, s in suplidos.items()
        ):
            cargos.add((expediente, institucion, RolDesignado.COORDINADOR_TITULAR.value))
    return cargos, {(expediente, institucion) for expediente, institucion, _r, _p in propias}


def _suplencias(expedientes: list[int]) -> dict[tuple[int, int], Suplencia]:
    """Running substitutions by (case file, absent post)."""
    filas = Designacion.objects.filter(
        expediente__in=expedientes, rol__in=RolDesignado.unicos()
    ).select_related("expediente", "puesto")
    hoy = {d.expediente_id: d.expediente.hoy() for d in filas}
    corren: dict[int, list[Suplencia]] = defaultdict(list)
    for suplencia in Suplencia.objects.filter(
        ausente__in={d.puesto_id for d in filas}, anulada_at__isnull=True
    ):
        corren[suplencia.ausente_id].append(suplencia)
    por_expediente: dict[int, list[Oficina]] = defaultdict(list)
    for d in filas:
        dia = hoy[d.expediente_id]
        if d.desde <= dia and (d.hasta is None or d.hasta >= dia):
            ahora = next((s for s in corren[d.puesto_id] if s.desde <= dia <= s.hasta), None)
            por_expediente[d.expediente_id].append(_oficina(d, ahora))
    return {
        (expediente, puesto): suplencia
        for expediente, oficinas in por_expediente.items()
        for puesto, suplencia in suplencias_de(oficinas).items()
    }


def _oficina(designacion: Designacion, suplencia: Suplencia | None) -> Oficina:
    return Oficina(
        designacion_id=designacion.pk,
        rol=designacion.rol,
        institucion_id=designacion.institucion_id,
        puesto_id=designacion.puesto_id,
        ocupacion_id=None,
        calidad=None,
        persona_id=None,
        usuario_id=None,
        suplencia=suplencia,
    )
