"""What the page reads of a case file, once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from auditoria.models import Asiento
from convenios.models import Adenda, Convenio, Fase, Instrumento, Observacion, Reserva, VersionDeTexto
from convenios.models.instrumento import Llave
from convenios.permissions import Designar
from convenios.queries import esperas_de
from convenios.requeridos import Requerido, requeridos_de
from expedientes.espera import Espera
from expedientes.facultades import Facultad, facultades_de
from expedientes.models import Aprobacion, Clase, Expediente, Participacion, Visibilidad
from expedientes.oficinas import oficinas_de, partes_de
from expedientes.permissions import ABIERTO, ROLES, RolDesignado
from expedientes.queries import actos_por_revisar, partes_por_las_que_contesta
from expedientes.visibilidad import lados_propios, lee_todos_los_lados
from flujo.acto import Acto
from instituciones.models import Usuario
from tablero.ficha.trabajo import Trabajo, leer_trabajo

MAXIMO_DE_VERSIONES = 6
EN_TRAMITE = frozenset(set(Fase) - {Fase.SUSCRITO, Fase.DESISTIDO})


@dataclass(frozen=True, kw_only=True)
class Datos:
    """A case file as one account may see it at this moment."""

    expediente: Expediente
    usuario: Usuario
    convenio: Convenio | None
    adenda: Adenda | None
    """The addendum that the page is about, when it is not about the agreement itself."""
    partes: Sequence[Participacion]
    facultades: Sequence[Facultad]
    lados: Collection[int]
    """The parties whose internal matter the account may read."""
    lee_todo: bool
    requeridos: Sequence[Requerido]
    """What the agreement requires from whom: opinions, V°B°, approvals, signatures."""
    visibles: Collection[int]
    """Ids of the pronouncements that the account may read."""
    observaciones: Sequence[Observacion]
    versiones: Sequence[VersionDeTexto]
    esperas: Sequence[Espera]
    reservas: Sequence[Reserva]
    """What keeps the agreement from the public today or later."""
    trabajo: Trabajo | None
    """What is done together; on the page of an addendum, nothing of it."""
    del_trabajo: Sequence[Espera]
    """What waits in it for somebody."""
    por_revisar: Sequence[Asiento]
    """What others recently recorded from a paper for the parties for which the account may contest."""

    @property
    def instrumento(self) -> Instrumento | None:
        """What the page is about: the addendum, else the agreement."""
        return self.adenda or self.convenio

    @property
    def opiniones(self) -> Sequence[Requerido]:
        return [r for r in self.requeridos if r.clase == Clase.OPINION]

    def puede(self, acto: str, institucion_id: int | None = None, *, de_la_proponente: bool = False) -> bool:
        """Whether some capacity of the account opens this act today, for that party when one is named."""
        return any(
            acto in ROLES[f.rol].actos
            and not f.impedimento
            and institucion_id in (None, f.institucion_id)
            and (f.es_proponente or not de_la_proponente)
            for f in self.facultades
        )

    @property
    def puede_designar(self) -> bool:
        """Whether the account designates posts of some party: while one has no coordination, any of its posts does."""
        if self.puede("designar"):
            return True
        oficinas = oficinas_de(self.expediente)
        con = {o.institucion_id for o in oficinas if o.rol == RolDesignado.COORDINADOR_TITULAR}
        return any(
            Designar()(self.expediente, Acto(registra=self.usuario, institucion_id=p.institucion_id))
            for p in self.partes
            if p.institucion_id not in con
        )


def leer(expediente: Expediente, usuario: Usuario, adenda: Adenda | None = None) -> Datos:
    """A case file with its agreement; with `adenda`, one of its addenda instead of the agreement's own text."""
    convenio = Convenio.objects.select_related("version", "asiento").filter(expediente=expediente).first()
    partes = partes_de(expediente)
    lee_todo = lee_todos_los_lados(usuario, expediente)
    if convenio:
        convenio.expediente = expediente
    if adenda and convenio:
        adenda.convenio = convenio
    instrumento: Instrumento | None = adenda or convenio
    requeridos = requeridos_de([instrumento]) if instrumento and instrumento.version_id else {}
    trabajo = None if adenda else leer_trabajo(expediente)
    return Datos(
        expediente=expediente,
        usuario=usuario,
        convenio=convenio,
        adenda=adenda,
        partes=partes,
        facultades=list(facultades_de(usuario, expediente)),
        lados={p.institucion_id for p in partes} if lee_todo else lados_propios(usuario, expediente),
        lee_todo=lee_todo,
        requeridos=requeridos.get(instrumento.llave, []) if instrumento else [],
        visibles=_visibles(instrumento, usuario),
        observaciones=_observaciones(instrumento, usuario),
        versiones=_versiones(instrumento),
        esperas=_esperas(convenio, adenda, requeridos),
        reservas=_reservas(convenio),
        trabajo=trabajo,
        del_trabajo=trabajo.esperas() if trabajo and expediente.estado == ABIERTO else [],
        por_revisar=actos_por_revisar(expediente, usuario, partes_por_las_que_contesta(expediente, usuario)),
    )


def _esperas(
    convenio: Convenio | None, adenda: Adenda | None, requeridos: Mapping[Llave, list[Requerido]]
) -> list[Espera]:
    """What waits: on the page of an addendum in it, on that of the agreement in it and in its addenda on their way."""
    if convenio is None:
        return []
    if adenda:
        return esperas_de([adenda], requeridos=requeridos if adenda.version_id else None)
    en_tramite = [a for a in convenio.adendas.select_related("version", "asiento") if a.fase in EN_TRAMITE]
    for una in en_tramite:
        una.convenio = convenio
    if not en_tramite:
        return esperas_de([convenio], requeridos=requeridos if convenio.version_id else None)
    return esperas_de([convenio, *en_tramite])


def _reservas(convenio: Convenio | None) -> list[Reserva]:
    if convenio is None:
        return []
    por_pasar = Q(hasta__isnull=True) | Q(hasta__gte=convenio.expediente.hoy())
    return list(convenio.reservas.en_pie().filter(por_pasar).select_related("institucion"))


def _visibles(instrumento: Instrumento | None, usuario: Usuario) -> set[int]:
    if instrumento is None:
        return set()
    modelo, objeto = instrumento.llave
    filas = Aprobacion.objects.visible_to(usuario).filter(modelo=modelo, objeto=objeto)
    return set(filas.values_list("pk", flat=True))


def _observaciones(instrumento: Instrumento | None, usuario: Usuario) -> list[Observacion]:
    if instrumento is None:
        return []
    visibles = instrumento.observadas() & Observacion.objects.visible_to(usuario)
    return list(visibles.select_related("institucion", "version", "version_respuesta"))


def _versiones(instrumento: Instrumento | None) -> list[VersionDeTexto]:
    """The last shared versions, newest first."""
    if instrumento is None:
        return []
    compartidas = instrumento.textos().filter(visibilidad=Visibilidad.COMPARTIDA)
    return list(compartidas.select_related("institucion").order_by("-n")[:MAXIMO_DE_VERSIONES])
