"""What an agreement or an addendum requires from whom: opinions, V°B°, approvals, signatures; and what is given.

Given means: the last pronouncement of that office, favourable, on the very content that stands now.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from auditoria.canonico import huella
from convenios.permissions import OFICINA
from expedientes.models import Aprobacion, Clase, Designacion, Participacion, esta_contestada
from expedientes.oficinas import oficinas_de, partes_de
from expedientes.permissions import RolDesignado
from instituciones.models import Institucion, ReglasDeInstitucion, TipoDeOpinion

if TYPE_CHECKING:
    from convenios.models import Convenio
    from convenios.models.instrumento import Instrumento, Llave

CON_APROBACIONES = frozenset({"aprobacion", "firma"})
CON_FIRMAS = frozenset({"firma"})
"""Phases (`convenios.models.Fase`) in which approvals and signatures are owed."""
SIN_PEDIDOS = frozenset({"suscrito", "desistido"})
"""Those in which nobody owes anything any more: what was given for the text as it is stays in sight."""
FALTAS = (
    _l("La %(que)s de %(institucion)s es desfavorable."),
    _l("La %(que)s de %(institucion)s es de otro texto: ya no cuenta."),
    _l("Falta la %(que)s de %(institucion)s."),
)
FALTAS_DE_VISTO_BUENO = (
    _l("El %(que)s de %(institucion)s es desfavorable."),
    _l("El %(que)s de %(institucion)s es de otro texto: ya no cuenta."),
    _l("Falta el %(que)s de %(institucion)s."),
)
"""What is said of one that is unfavourable, of one that is stale, of one that nobody gave."""
DISPENSABLE = TipoDeOpinion.JURIDICA
"""The opinion for which a standard model with its checklist may stand."""
PLAZO_SIN_REGLAS = 7
"""Business days that a party has to approve and to sign when its rules do not say (its rules' default for opinions)."""


@dataclass(frozen=True, kw_only=True)
class Requerido:
    """Something that one party owes: the one in force, the stale one, the one recorded from a paper that its party
    contests, or none yet."""

    institucion: Institucion
    clase: str
    materia: str
    """Which opinion, or which area's V°B°."""
    rol: str
    dias: int
    vigente: Aprobacion | None
    caduca: Aprobacion | None
    contestada: Aprobacion | None
    puestos: tuple[int, ...] = ()
    """The very posts that may give it, where it is not anybody's who holds the role: an area, a signatory."""
    se_dispensa: bool = False
    """Whether its institution's rules let a standard model with its checklist stand for it."""
    dispensa: Aprobacion | None = None
    """The checklist that stands for it on the very content that stands now, when nobody gave it."""

    @property
    def esta_dado(self) -> bool:
        """Whether it is given and favourable, or not needed."""
        return self.vigente.es_favorable if self.vigente else self.dispensa is not None

    @property
    def se_debe(self) -> bool:
        """Whether somebody still has to give it."""
        return self.vigente is None and self.dispensa is None

    @property
    def se_opuso(self) -> bool:
        """Whether its last word, on this content or an earlier one, is against: nothing stands for its next one."""
        ultima = self.vigente or self.caduca
        return ultima is not None and not ultima.es_favorable

    @property
    def por_que_no_hace_falta(self) -> str:
        """«No hace falta: modelo estándar (Convenio marco, Perú, versión 1), lista de comprobación de MIN.»"""
        if self.dispensa is None:
            return ""
        return _("No hace falta: modelo estándar (%(modelo)s), lista de comprobación de %(institucion)s.") % {
            "modelo": self.dispensa.lista.modelo,
            "institucion": self.institucion,
        }

    @property
    def dada(self) -> Aprobacion | None:
        """The last one that was given, whether it counts or not."""
        return self.vigente or self.caduca or self.contestada

    @property
    def tipo(self) -> str:
        return self.materia

    @property
    def nombre(self) -> str:
        """«Opinión jurídica», «V°B° de Planeamiento», «Aprobación», «Firma»."""
        match self.clase:
            case Clase.OPINION:
                return str(TipoDeOpinion(self.materia).label)
            case Clase.VISTO_BUENO:
                return _("V°B° de %(area)s") % {"area": self.materia}
            case Clase.APROBACION:
                return _("Aprobación")
            case _:
                return _("Firma")

    @property
    def ocasion(self) -> str:
        """What tells it apart from whatever else is owed for the same text."""
        puesto = self.puestos[0] if self.clase == Clase.FIRMA else None
        return ocasion(self.institucion.pk, self.clase, self.materia, puesto)

    @property
    def frase_de_lo_que_falta(self) -> str:
        frases = FALTAS_DE_VISTO_BUENO if self.clase == Clase.VISTO_BUENO else FALTAS
        cual = 0 if self.vigente else 1 if self.caduca else 2
        return str(frases[cual]) % {"que": _en_frase(self.nombre), "institucion": self.institucion}


def ocasion(institucion_id: int, clase: str, materia: str, puesto_id: int | None = None) -> str:
    """The occasion of a deadline. The name of an area is long and free: it is told by its hash."""
    que = huella(materia)[:16] if clase == Clase.VISTO_BUENO else materia
    return f"{institucion_id}:{clase}:{que}:{puesto_id or ''}"


def _en_frase(nombre: str) -> str:
    return nombre if nombre.startswith("V°B°") else nombre[:1].lower() + nombre[1:]


def requeridos_de(instrumentos: Sequence["Instrumento"]) -> "Mapping[Llave, list[Requerido]]":
    """Everything that these instruments require, in the order in which it is asked for; of a signed one, what it got.

    A constant number of queries for any number of them.
    """
    if not instrumentos:
        return {}
    dadas = _dadas(instrumentos)
    reglas = reglas_de_las_partes(instrumentos)
    puestos = _puestos_de([i for i in instrumentos if i.fase in CON_APROBACIONES])
    return {
        instrumento.llave: [
            _requerido(instrumento, pedido, dadas)
            for pedido in (
                _lo_dado(instrumento, dadas)
                if instrumento.fase in SIN_PEDIDOS
                else _pedidos(instrumento, reglas[instrumento.llave], puestos)
            )
        ]
        for instrumento in instrumentos
    }


def opiniones_de(instrumentos: Sequence["Instrumento"]) -> "Mapping[Llave, list[Requerido]]":
    """The required opinions of each instrument."""
    return {
        llave: [r for r in lista if r.clase == Clase.OPINION]
        for llave, lista in requeridos_de(instrumentos).items()
    }


@dataclass(frozen=True, kw_only=True)
class _Pedido:
    institucion: Institucion
    clase: str
    rol: str
    dias: int
    materia: str = ""
    puestos: tuple[int, ...] = ()
    se_dispensa: bool = False


Puestos = Mapping[tuple[int, int, str, str], Sequence[int]]
"""Designated posts by case file, party, role and area."""


def _pedidos(
    instrumento: "Instrumento",
    reglas: Sequence[tuple[Institucion, ReglasDeInstitucion | None]],
    puestos: Puestos,
) -> Iterable[_Pedido]:
    expediente = instrumento.expediente.pk
    for institucion, suyas in reglas:
        for tipo in suyas.opiniones if suyas else ():
            if tipo != TipoDeOpinion.PRESUPUESTAL or instrumento.irroga_gasto:
                yield _Pedido(
                    institucion=institucion,
                    clase=Clase.OPINION,
                    materia=tipo,
                    rol=OFICINA[tipo],
                    dias=_dias(suyas),
                    se_dispensa=_se_dispensa(instrumento, suyas, tipo),
                )
    if instrumento.fase not in CON_APROBACIONES:
        return
    for institucion, suyas in reglas:
        for area in suyas.vistos_buenos if suyas else ():
            yield _Pedido(
                institucion=institucion,
                clase=Clase.VISTO_BUENO,
                materia=area,
                rol=RolDesignado.AREA.value,
                dias=_dias(suyas),
                puestos=tuple(puestos.get((expediente, institucion.pk, RolDesignado.AREA.value, area), ())),
            )
    for institucion, suyas in reglas:
        yield _Pedido(
            institucion=institucion,
            clase=Clase.APROBACION,
            rol=RolDesignado.COORDINADOR_TITULAR.value,
            dias=_dias(suyas),
        )
    for institucion, suyas in reglas if instrumento.fase in CON_FIRMAS else ():
        for puesto in puestos.get((expediente, institucion.pk, RolDesignado.FIRMANTE.value, ""), ()):
            yield _Pedido(
                institucion=institucion,
                clase=Clase.FIRMA,
                rol=RolDesignado.FIRMANTE.value,
                dias=_dias(suyas),
                puestos=(puesto,),
            )


def _lo_dado(instrumento: "Instrumento", dadas: "Dadas") -> list[_Pedido]:
    """What was given for the text as it is: opinions, V°B°, approvals and signatures, each in the order of its class.

    Of an agreement that is older than the system, nothing.
    """
    dados: dict[tuple[int, str, str, int | None], _Pedido] = {}
    for (llave, institucion, clase, materia, puesto), (dada, _contestada) in dadas.items():
        if llave != instrumento.llave or dada.hash_contenido != instrumento.contenido_hash:
            continue
        es_lista = clase == Clase.COMPROBACION
        que = Clase.OPINION if es_lista else Clase(clase)
        dados.setdefault(
            (institucion, que, materia, puesto),
            _Pedido(
                institucion=dada.institucion,
                clase=que,
                materia=materia,
                rol="",
                dias=0,
                puestos=(puesto,) if puesto else (),
                se_dispensa=materia == DISPENSABLE,
            ),
        )
    return sorted(dados.values(), key=lambda pedido: list(Clase).index(Clase(pedido.clase)))


def _se_dispensa(instrumento: "Instrumento", reglas: ReglasDeInstitucion | None, tipo: str) -> bool:
    exime = reglas is not None and reglas.exime_modelo_estandar
    return exime and tipo == DISPENSABLE and instrumento.tiene_modelo


def _puestos_de(instrumentos: Sequence["Instrumento"]) -> Puestos:
    """The posts that sign and those that give V°B°: several may sign for one party."""
    expedientes = {i.expediente.pk: i.expediente for i in instrumentos}
    puestos: dict[tuple[int, int, str, str], list[int]] = defaultdict(list)
    if len(expedientes) == 1:
        for pk, expediente in expedientes.items():
            for oficina in oficinas_de(expediente):
                suyos = puestos[pk, oficina.institucion_id, oficina.rol, oficina.area]
                if oficina.puesto_id not in suyos:
                    suyos.append(oficina.puesto_id)
    elif expedientes:
        filas = Designacion.objects.filter(
            expediente__in=expedientes, rol__in=(RolDesignado.FIRMANTE, RolDesignado.AREA)
        )
        for d in filas.order_by("id"):
            hoy = expedientes[d.expediente_id].hoy()
            if d.desde <= hoy and (d.hasta is None or d.hasta >= hoy):
                puestos[d.expediente_id, d.institucion_id, d.rol, d.area].append(d.puesto_id)
    return puestos


def _dias(reglas: ReglasDeInstitucion | None) -> int:
    return reglas.plazo_de_opinion if reglas else PLAZO_SIN_REGLAS


Dada = tuple[Aprobacion, bool]
"""The last pronouncement of an office, and whether its party contests it."""
Dadas = Mapping[tuple["Llave", int, str, str, int | None], Dada]


def _dadas(instrumentos: Sequence["Instrumento"]) -> "Dadas":
    """The last pronouncement by instrument, institution, class and matter; signatures also by post."""
    de_cada_modelo: dict[str, list[int]] = defaultdict(list)
    for instrumento in instrumentos:
        modelo, pk = instrumento.llave
        de_cada_modelo[modelo].append(pk)
    cuales = Q()
    for modelo, pks in de_cada_modelo.items():
        cuales |= Q(modelo=modelo, objeto__in=pks)
    filas = Aprobacion.objects.filter(cuales).select_related(
        "institucion", "puesto", "persona", "suple_a", "lista"
    )
    dadas: dict[tuple[Llave, int, str, str, int | None], Dada] = {}
    for fila in filas.annotate(esta_contestada=esta_contestada()).order_by("id"):
        puesto = fila.puesto_id if fila.clase == Clase.FIRMA else None
        llave = (fila.modelo, fila.objeto), fila.institucion_id, fila.clase, fila.materia, puesto
        dadas[llave] = fila, fila.esta_contestada
    return dadas


def _requerido(instrumento: "Instrumento", pedido: _Pedido, dadas: "Dadas") -> Requerido:
    puesto = pedido.puestos[0] if pedido.clase == Clase.FIRMA else None
    llave = instrumento.llave, pedido.institucion.pk, pedido.clase, pedido.materia, puesto
    ultima, contestada = dadas.get(llave, (None, False))
    de_este_texto = ultima is not None and ultima.hash_contenido == instrumento.contenido_hash
    vigente = ultima if de_este_texto and not contestada else None
    se_opuso = ultima is not None and not (ultima.es_favorable or contestada)
    return Requerido(
        institucion=pedido.institucion,
        clase=pedido.clase,
        materia=pedido.materia,
        rol=pedido.rol,
        dias=pedido.dias,
        puestos=pedido.puestos,
        se_dispensa=pedido.se_dispensa,
        dispensa=None if vigente or se_opuso else _dispensa(instrumento, pedido, dadas),
        vigente=vigente,
        caduca=ultima if not de_este_texto and not contestada else None,
        contestada=ultima if contestada else None,
    )


def _dispensa(instrumento: "Instrumento", pedido: _Pedido, dadas: "Dadas") -> Aprobacion | None:
    """The checklist that stands for an opinion: the last one, on this very content, uncontested."""
    if not pedido.se_dispensa:
        return None
    llave = instrumento.llave, pedido.institucion.pk, Clase.COMPROBACION, pedido.materia, None
    lista, contestada = dadas.get(llave, (None, False))
    es_de_este = lista is not None and lista.hash_contenido == instrumento.contenido_hash
    return lista if es_de_este and not contestada else None


def reglas_de_las_partes(
    instrumentos: Sequence["Instrumento"],
) -> "Mapping[Llave, list[tuple[Institucion, ReglasDeInstitucion | None]]]":
    """Each party still in the case file with its rules in force when the instrument entered its present state."""
    partes = partes_de_todos(instrumentos)
    reglas: dict[int, list[ReglasDeInstitucion]] = defaultdict(list)
    instituciones = {p.institucion_id for lista in partes.values() for p in lista}
    for fila in ReglasDeInstitucion.objects.filter(institucion__in=instituciones).order_by("desde"):
        reglas[fila.institucion_id].append(fila)
    return {
        instrumento.llave: [
            (parte.institucion, _al(reglas[parte.institucion_id], instrumento.asiento.fecha_hecho))
            for parte in partes[instrumento.expediente.pk]
            if _sigue(parte, instrumento.expediente.hoy())
        ]
        for instrumento in instrumentos
    }


def _al(reglas: Sequence[ReglasDeInstitucion], dia: dt.date) -> ReglasDeInstitucion | None:
    return next((r for r in reversed(reglas) if r.desde <= dia), None)


def _sigue(parte: Participacion, hoy: dt.date) -> bool:
    return parte.hasta is None or parte.hasta >= hoy


def partes_de_todos(instrumentos: Sequence["Instrumento"]) -> Mapping[int, list[Participacion]]:
    """The parties of each case file with their institutions, those that left included."""
    expedientes = {i.expediente.pk: i.expediente for i in instrumentos}
    if len(expedientes) == 1:
        return {pk: partes_de(expediente) for pk, expediente in expedientes.items()}
    partes: dict[int, list[Participacion]] = defaultdict(list)
    for parte in Participacion.objects.filter(expediente__in=expedientes).select_related("institucion"):
        partes[parte.expediente_id].append(parte)
    return partes


def sin_numero(convenio: "Convenio") -> list[Institucion]:
    """The parties whose rules number their agreements and that have not numbered this one yet."""
    con = set(convenio.numeros.values_list("institucion_id", flat=True))
    return [
        institucion
        for institucion, reglas in reglas_de_las_partes([convenio])[convenio.llave]
        if reglas and reglas.numera_con != "ninguno" and institucion.pk not in con
    ]
