"""What the page reads of a case file, once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from auditoria.models import Asiento
from convenios.models import Convenio, Observacion, VersionDeTexto
from convenios.queries import Espera, OpinionRequerida, esperas_de, opiniones_de
from expedientes.facultades import Facultad, facultades_de
from expedientes.models import Aprobacion, Clase, Expediente, Participacion, Visibilidad
from expedientes.oficinas import partes_de
from expedientes.permissions import ROLES
from expedientes.queries import actos_por_revisar, partes_por_las_que_contesta
from expedientes.visibilidad import lados_propios, lee_todos_los_lados
from instituciones.models import Usuario

MAXIMO_DE_VERSIONES = 6


@dataclass(frozen=True, kw_only=True)
class Datos:
    """A case file as one account may see it at this moment."""

    expediente: Expediente
    usuario: Usuario
    convenio: Convenio | None
    partes: Sequence[Participacion]
    facultades: Sequence[Facultad]
    lados: Collection[int]
    """The parties whose internal matter the account may read."""
    lee_todo: bool
    opiniones: Sequence[OpinionRequerida]
    visibles: Collection[int]
    """Ids of the opinions that the account may read."""
    observaciones: Sequence[Observacion]
    versiones: Sequence[VersionDeTexto]
    esperas: Sequence[Espera]
    por_revisar: Sequence[Asiento]
    """What others recently recorded from a paper for the parties for which the account may contest."""

    def puede(self, acto: str, institucion_id: int | None = None, *, de_la_proponente: bool = False) -> bool:
        """Whether some capacity of the account opens this act today, for that party when one is named."""
        return any(
            acto in ROLES[f.rol].actos
            and not f.impedimento
            and institucion_id in (None, f.institucion_id)
            and (f.es_proponente or not de_la_proponente)
            for f in self.facultades
        )


def leer(expediente: Expediente, usuario: Usuario) -> Datos:
    convenio = Convenio.objects.select_related("version", "asiento").filter(expediente=expediente).first()
    partes = partes_de(expediente)
    lee_todo = lee_todos_los_lados(usuario, expediente)
    if convenio:
        convenio.expediente = expediente
    opiniones = opiniones_de([convenio]) if convenio and convenio.version_id else {}
    return Datos(
        expediente=expediente,
        usuario=usuario,
        convenio=convenio,
        partes=partes,
        facultades=list(facultades_de(usuario, expediente)),
        lados={p.institucion_id for p in partes} if lee_todo else lados_propios(usuario, expediente),
        lee_todo=lee_todo,
        opiniones=opiniones.get(convenio.pk, []) if convenio else [],
        visibles=_opiniones_visibles(convenio, usuario),
        observaciones=_observaciones(convenio, usuario),
        versiones=_versiones(convenio),
        esperas=esperas_de([convenio], opiniones=opiniones) if convenio else [],
        por_revisar=actos_por_revisar(expediente, usuario, partes_por_las_que_contesta(expediente, usuario)),
    )


def _opiniones_visibles(convenio: Convenio | None, usuario: Usuario) -> set[int]:
    if convenio is None:
        return set()
    filas = Aprobacion.objects.visible_to(usuario).filter(
        modelo=convenio._meta.label_lower, objeto=convenio.pk, clase=Clase.OPINION
    )
    return set(filas.values_list("pk", flat=True))


def _observaciones(convenio: Convenio | None, usuario: Usuario) -> list[Observacion]:
    if convenio is None:
        return []
    visibles = Observacion.objects.visible_to(usuario).filter(convenio=convenio)
    return list(visibles.select_related("institucion", "version", "version_respuesta"))


def _versiones(convenio: Convenio | None) -> list[VersionDeTexto]:
    """The last shared versions, newest first."""
    if convenio is None:
        return []
    compartidas = convenio.versiones.filter(visibilidad=Visibilidad.COMPARTIDA)
    return list(compartidas.select_related("institucion").order_by("-n")[:MAXIMO_DE_VERSIONES])
