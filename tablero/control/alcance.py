"""Of which case files a question is asked, and as of which day.

The cut-off is the end of a day in each case file's own time zone: what the log had not recorded by then does not count,
whenever it happened.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import LessThanOrEqual

from auditoria.canonico import huella
from auditoria.models import Asiento
from convenios.models import Convenio, Fase, NumeroDeConvenio, PorRegularizar
from expedientes.models import Designacion, Expediente, ExpedienteQuerySet
from expedientes.visibilidad import expedientes_de_control
from instituciones.fechas import dia_en, hoy_en
from instituciones.models import Numeracion, ReglasDeInstitucion, Usuario
from tablero.listado import encontrados, participaciones_de

Filas = Any
"""A queryset, each row with what it is annotated with: no type knows of that."""
TODO = Q()
CADENA = "cadena"
"""The path to the case file of a row of the log."""
SUSCRITOS = [str(estado) for estado, fase in Convenio.FASES.items() if fase == Fase.SUSCRITO]
"""The states of an agreement that was signed."""


@dataclass(frozen=True, kw_only=True)
class FiltrosDeControl:
    """What the address asks for. Without `corte`, what is known now."""

    q: str = ""
    institucion: str = ""
    registro: str = ""
    tipo: str = ""
    desde: dt.date | None = None
    hasta: dt.date | None = None
    corte: dt.date | None = None


@dataclass(frozen=True)
class Alcance:
    """What one account asks of, and as of when."""

    usuario: Usuario
    filtros: FiltrosDeControl

    @property
    def corte(self) -> dt.date | None:
        return self.filtros.corte

    @cached_property
    def huella(self) -> str:
        """The same for the same question of the same scope: what is new is told against it."""
        return huella(asdict(self.filtros))

    def visibles(self) -> ExpedienteQuerySet:
        """Every case file that the account may ask about, whatever the filters say."""
        return Expediente.objects.filter(expedientes_de_control(self.usuario)).en_listas()

    def expedientes(self) -> ExpedienteQuerySet:
        """Those that it does ask about."""
        filtros = self.filtros
        filas = encontrados(self.visibles(), q=filtros.q, institucion=filtros.institucion)
        if filtros.tipo:
            filas = filas.filter(convenio__tipo=filtros.tipo)
        if filtros.registro:
            filas = filas.filter(pk__in=_registrados_por(filtros.registro))
        return filas

    def de(self, filas: "QuerySet[Any]", ruta: str) -> Filas:
        """Of these rows, those of the case files that are asked about; `ruta` is the path to theirs.

        Each says as `expediente_pk` which one that is, and as `zona` in which time zone it lives.
        """
        expedientes = self.expedientes().order_by()
        if ruta == CADENA:
            suyo = Expediente.objects.filter(cadena=OuterRef(CADENA)).order_by()
            return filas.filter(cadena__in=expedientes.values(CADENA)).annotate(
                expediente_pk=Subquery(suyo.values("pk")), zona=Subquery(suyo.values("zona_horaria"))
            )
        return filas.filter(**{f"{ruta}__in": expedientes.values("pk")}).annotate(
            expediente_pk=F(ruta), zona=F(f"{ruta}__zona_horaria")
        )

    def registrado(self, momento: Any = "asiento__registrado_at", zona: Any = "zona") -> Q:
        """Whether a moment of the log is not after the cut-off, where the case file lives."""
        if self.corte is None:
            return TODO
        return Q(LessThanOrEqual(dia_en(_expresion(momento), _expresion(zona)), Value(self.corte)))

    def dia(self, zona: Any = "zona") -> Any:
        """The day as of which it is asked: the cut-off, or today where the case file lives."""
        return hoy_en(_expresion(zona)) if self.corte is None else Value(self.corte)

    def llego(self, modelo: type[Model], estados: Sequence[str], zona: Any = "zona") -> Q:
        """Whether a row of `modelo` that has reached one of these states had done so by the cut-off."""
        if self.corte is None:
            return TODO
        return Q(Exists(self._asientos(modelo, zona).filter(hasta__in=estados)))

    def consta(self, modelo: type[Model], accion: str, zona: Any = "zona") -> Q:
        """Whether what the log calls so of a row of `modelo` is not something that it recorded after the cut-off."""
        if self.corte is None:
            return TODO
        despues = Asiento.objects.filter(
            ~self.registrado("registrado_at", OuterRef(zona)), **_de(modelo), accion=accion
        )
        return ~Q(Exists(despues))

    def estado_al(self, modelo: type[Model], zona: Any = "zona") -> Any:
        """In which state a row of `modelo` was by the cut-off, as the log says; its state, when there is none."""
        if self.corte is None:
            return F("estado")
        ultimo = self._asientos(modelo, zona).filter(hasta__isnull=False).order_by("-n")
        return Subquery(ultimo.values("hasta")[:1])

    def se_sabia(self, *datos: str, convenio: str = "pk") -> Q:
        """Whether none of these facts of an older agreement was completed after the cut-off."""
        if self.corte is None:
            return TODO
        despues = PorRegularizar.objects.filter(
            convenio=OuterRef(convenio), dato__in=datos, resuelto_el__gt=self.corte
        )
        return ~Q(Exists(despues))

    def suscritos(self) -> Filas:
        """The agreements that were signed by the cut-off."""
        filas = self.de(Convenio.objects.filter(estado__in=SUSCRITOS), "expediente")
        return filas.filter(self.llego(Convenio, SUSCRITOS))

    def designada(self, dia: Any) -> Q:
        """Whether a designation is in force on that day, as far as it was recorded by the cut-off."""
        zona = "expediente__zona_horaria"
        sigue = Q(hasta__isnull=True) | Q(hasta__gte=dia)
        if self.corte is not None:
            sigue |= ~self.consta(Designacion, "terminar_designacion", zona)
        return self.consta(Designacion, "designar", zona) & Q(desde__lte=dia) & sigue

    def _asientos(self, modelo: type[Model], zona: Any) -> "QuerySet[Asiento]":
        """The rows of the log on a row of `modelo`, by the cut-off."""
        return Asiento.objects.filter(self.registrado("registrado_at", OuterRef(zona)), **_de(modelo))


def _de(modelo: type[Model]) -> dict[str, Any]:
    return {"modelo": str(modelo._meta.label_lower), "objeto": OuterRef("pk")}


def _expresion(campo: Any) -> Any:
    return F(campo) if isinstance(campo, str) else campo


def _registrados_por(institucion: str) -> "QuerySet[Any]":
    """The case files of the agreements that those institutions number, or did."""
    numero = NumeroDeConvenio.objects.filter(
        convenio__expediente=OuterRef("expediente"), institucion=OuterRef("institucion")
    )
    numera = ReglasDeInstitucion.objects.filter(institucion=OuterRef("institucion")).exclude(
        numera_con=Numeracion.NINGUNO
    )
    return participaciones_de(institucion).filter(Exists(numero) | Exists(numera)).values("expediente")
