"""An agreement that is older than the system enters in the state in which it really stands."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convenios import vigencia
from convenios.clausula import ClausulaNueva
from convenios.models import Adenda, Convenio, NumeroDeConvenio, PorRegularizar
from convenios.services.convenio import MAXIMO_DE_OBJETO
from convenios.services.texto import Pacto, incorporar_texto
from expedientes import busqueda
from expedientes.models import TipoDeExpediente
from expedientes.permissions import needs
from expedientes.services import abrir_expediente
from expedientes.services.apertura import capacidad_de_abrir
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear, crear, siguiente_id
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import ya_hecho


@dataclass(frozen=True, kw_only=True)
class AdendaExistente:
    """An addendum as a register tells it; what is not known stays None."""

    clases: Sequence[str]
    suscrito_el: dt.date | None = None
    efecto_desde: dt.date | None = None
    efecto_hasta: dt.date | None = None
    fin_nuevo: dt.date | None = None
    objeto: str = ""
    estado: str = "con_efecto"


@dataclass(frozen=True, kw_only=True)
class Existente:
    """What is known of an agreement that is older than the system. `por_regularizar` names what is not, with what the
    register said of it ("" when it said nothing)."""

    titulo: str
    tipo: str
    estado: str
    proponente: Institucion
    otras: Sequence[Institucion]
    objeto: str = ""
    irroga_gasto: bool = False
    marco: Convenio | None = None
    abierto_el: dt.date | None = None
    suscrito_el: dt.date | None = None
    publicado_el: dt.date | None = None
    inicio: dt.date | None = None
    fin_original: dt.date | None = None
    fin_vigente: dt.date | None = None
    es_indefinido: bool = False
    causa: str = ""
    concluido_el: dt.date | None = None
    cerrado_el: dt.date | None = None
    numeros: Mapping[int, str] = field(default_factory=dict)
    """By institution, as its register gave it."""
    clausulas: Sequence[ClausulaNueva] = ()
    pacto: Pacto | None = None
    adendas: Sequence[AdendaExistente] = ()
    por_regularizar: Mapping[str, str] = field(default_factory=dict)


@en_transaccion
def incorporar_existente(existente: Existente, *, acto: Acto) -> Convenio:
    """Open a case file with an agreement in the state in which it really stands.

    Open to whoever may open a case file of the proposing institution. Raises SinPermiso, DatosInvalidos for dates that
    contradict each other, TransicionNoDeclarada for a state in which nothing begins.
    """
    e = existente
    capacidad = capacidad_de_abrir(e.proponente, acto)
    conocidos = [d for d in (e.abierto_el, e.suscrito_el, e.inicio, e.publicado_el) if d]
    expediente = abrir_expediente(
        titulo=e.titulo,
        tipo=TipoDeExpediente.CONVENIO,
        proponente=e.proponente,
        otras=e.otras,
        acto=acto,
        abierto_el=min([*conocidos, e.proponente.hoy()]),
    )
    if hecho := Convenio.objects.filter(expediente=expediente).first():
        return hecho
    siguiente = acto.con(clave=None)
    convenio = Convenio(
        expediente=expediente,
        tipo=e.tipo,
        estado=e.estado,
        marco=e.marco,
        objeto=exigir_legible(_("el objeto"), e.objeto, maximo=MAXIMO_DE_OBJETO),
        irroga_gasto=e.irroga_gasto,
        suscrito_el=e.suscrito_el,
        publicado_el=e.publicado_el,
        inicio=e.inicio,
        fin_original=e.fin_original,
        fin_vigente=e.fin_vigente or (None if "fin_vigente" in e.por_regularizar else e.fin_original),
        es_indefinido=e.es_indefinido,
        causa=e.causa,
        concluido_el=e.concluido_el,
        cerrado_el=e.cerrado_el,
    )
    _exigir_valido(convenio)
    convenio = crear(convenio, acto=siguiente, capacidad=capacidad, tipo=e.tipo).objeto
    busqueda.renovar(expediente)
    if e.clausulas:
        incorporar_texto(convenio, e.clausulas, e.pacto or Pacto(), acto=siguiente, capacidad=capacidad)
    for institucion, numero in sorted(e.numeros.items()):
        _numerar(convenio, institucion, numero, siguiente, capacidad)
    for ordinal, adenda in enumerate(e.adendas, 1):
        incorporar_adenda(convenio, ordinal, adenda, siguiente, capacidad)
    PorRegularizar.objects.bulk_create(
        PorRegularizar(convenio=convenio, dato=dato, decia=decia[:500])
        for dato, decia in e.por_regularizar.items()
    )
    vigencia.seguir(convenio)
    return convenio


@en_transaccion
def regularizar(pendiente: PorRegularizar, valor: dt.date | None, *, acto: Acto) -> PorRegularizar:
    """Complete a fact that was not known: a date of the agreement, or that what was missing is settled otherwise.

    Raises SinPermiso, DatosInvalidos when the date contradicts the others or the fact is settled already.
    """
    expediente = bloquear(pendiente)
    if hecho := ya_hecho(PorRegularizar, expediente, "regularizar", acto):
        return hecho
    actual = PorRegularizar.objects.select_related("convenio__expediente").get(pk=pendiente.pk)
    capacidad = needs("editar").capacidad(actual, acto)
    if actual.resuelto_el:
        raise DatosInvalidos(_("Ese dato ya está regularizado."))
    convenio = actual.convenio
    if actual.dato in FECHAS:
        if valor is None:
            raise DatosInvalidos(_("Escriba la fecha."))
        setattr(convenio, actual.dato, valor)
        if actual.dato == "fin_original" and convenio.fin_vigente is None:
            convenio.fin_vigente = valor
        _exigir_valido(convenio)
        convenio.save()
        vigencia.seguir(convenio)
    actual.resuelto_el = expediente.hoy()
    actual.save(update_fields=["resuelto_el"])
    asentar_acto(
        actual, "regularizar", acto=acto, capacidad=capacidad, datos={"dato": actual.dato, "valor": valor}
    )
    return actual


FECHAS = frozenset({"suscrito_el", "inicio", "fin_original", "fin_vigente", "publicado_el"})
"""The facts of an agreement that are completed with a date."""


def _numerar(convenio: Convenio, institucion: int, numero: str, acto: Acto, capacidad: Capacidad) -> None:
    registro = NumeroDeConvenio(
        id=siguiente_id(NumeroDeConvenio),
        convenio=convenio,
        institucion_id=institucion,
        numero=exigir_legible(_("el número"), numero, maximo=60),
        fecha=convenio.suscrito_el or convenio.expediente.hoy(),
    )
    registro.asiento = asentar_acto(
        registro,
        "numerar",
        acto=acto,
        capacidad=capacidad,
        datos={"convenio": convenio.pk, "numero": registro.numero, "anio": None, "correlativo": None},
    )
    registro.save(force_insert=True)


def incorporar_adenda(
    convenio: Convenio, ordinal: int, existente: AdendaExistente, acto: Acto, capacidad: Capacidad
) -> None:
    """An addendum that is older than the system. Its root is locked, and who may is settled. Raises DatosInvalidos."""
    adenda = Adenda(
        convenio=convenio,
        ordinal=ordinal,
        clases=list(existente.clases),
        estado=existente.estado,
        objeto=exigir_legible(_("el objeto"), existente.objeto, maximo=MAXIMO_DE_OBJETO),
        suscrito_el=existente.suscrito_el,
        efecto_desde=existente.efecto_desde,
        efecto_hasta=existente.efecto_hasta,
        fin_nuevo=existente.fin_nuevo,
    )
    try:
        adenda.full_clean(exclude=["asiento", "estado", "version"])
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
    crear(adenda, acto=acto, capacidad=capacidad, ordinal=ordinal, clases=adenda.clases)


def _exigir_valido(convenio: Convenio) -> None:
    try:
        convenio.full_clean(exclude=["asiento", "estado", "version"])
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
