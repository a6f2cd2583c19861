"""An agreement that is older than the system enters in the state in which it really stands."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from auditoria.insercion import insertar, numerar
from auditoria.models import Cadena
from convenios import plazos_de_vigencia
from convenios.clausula import ClausulaNueva
from convenios.models import Adenda, Convenio, NumeroDeConvenio, PorRegularizar
from convenios.services.convenio import MAXIMO_DE_OBJETO
from convenios.services.texto import Pacto, TextoNuevo, incorporar_textos, preparar_textos
from expedientes.models import Expediente, TipoDeExpediente
from expedientes.permissions import needs
from expedientes.services import Apertura, abrir_expedientes, terminar_de_abrir
from expedientes.services.apertura import ABRIR, capacidad_de_abrir
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import (
    Apunte,
    Nuevo,
    asentar_acto,
    bloquear,
    crear_varios,
)
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import exigir_valores, raiz_ya_abierta, recordar_raiz, ya_hecho


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
    if abierto := raiz_ya_abierta(Expediente, ABRIR, acto):
        return Convenio.objects.get(expediente=abierto)
    [convenio] = incorporar_existentes([(existente, acto)])
    recordar_raiz(convenio.expediente, ABRIR, acto)
    return convenio


@en_transaccion
def incorporar_existentes(
    existentes: Sequence[tuple[Existente, Acto]], *, de_registro: bool = False
) -> list[Convenio]:
    """Open a case file with each of these agreements, by its act, in the statements of one.

    `de_registro`: they come with a register, and their case files remember with which log row they entered. Raises what
    `incorporar_existente` raises; of several, what only the database sees is its own error (DataError, IntegrityError),
    and whoever brings several tries again with fewer: all enter, or none.
    """
    quienes = {(e.proponente.pk, acto.registra): (e.proponente, acto) for e, acto in existentes}
    capacidad_de = {quien: capacidad_de_abrir(*como) for quien, como in quienes.items()}
    capacidades = [capacidad_de[e.proponente.pk, acto.registra] for e, acto in existentes]
    expedientes = abrir_expedientes([_apertura(e, acto) for e, acto in existentes], capacidades)
    convenios = [_convenio(e, x) for (e, _acto), x in zip(existentes, expedientes, strict=True)]
    _exigir_validos(convenios)
    numerar(convenios)
    _escribir_lo_que_se_sabe(
        [
            Entra(e, convenio, acto.con(clave=None), capacidad)
            for (e, acto), convenio, capacidad in zip(existentes, convenios, capacidades, strict=True)
        ]
    )
    entraron = Cadena.objects.filter(pk=OuterRef("cadena")).values("cuenta")
    terminar_de_abrir(expedientes, **({"entro_con": Subquery(entraron)} if de_registro else {}))
    return convenios


@dataclass(frozen=True)
class Entra:
    """An agreement that is entering: what is known of it, its row, by which act and in which capacity."""

    existente: Existente
    convenio: Convenio
    acto: Acto
    capacidad: Capacidad


def _escribir_lo_que_se_sabe(entran: Sequence[Entra]) -> None:
    """The agreements, their texts, numbers, addenda, deadlines, and what is still to be put in order."""
    textos = preparar_textos([_texto(s) for s in entran if s.existente.clausulas])
    numeros = [apunte for s in entran for apunte in _numeros(s)]
    siguen: dict[int, list[Apunte]] = defaultdict(list)
    for apunte in [*(texto.apunte for texto in textos), *numeros]:
        siguen[apunte.objeto.convenio_id].append(apunte)
    registros = [apunte.objeto for apunte in numeros]
    numerar(registros)
    crear_varios(
        [
            Nuevo(
                objeto=s.convenio,
                acto=s.acto,
                capacidad=s.capacidad,
                datos={"tipo": s.existente.tipo},
                siguen=siguen[s.convenio.pk],
            )
            for s in entran
        ]
    )
    incorporar_textos(textos)
    insertar(registros)
    incorporar_adendas(
        [
            (s.convenio, ordinal, adenda, s.acto, s.capacidad)
            for s in entran
            for ordinal, adenda in enumerate(s.existente.adendas, 1)
        ]
    )
    insertar(
        [
            PorRegularizar(convenio_id=s.convenio.pk, dato=dato, decia=decia[:500])
            for s in entran
            for dato, decia in s.existente.por_regularizar.items()
        ]
    )
    plazos_de_vigencia.seguir_varios([s.convenio for s in entran])


def _texto(s: Entra) -> TextoNuevo:
    return TextoNuevo(
        instrumento=s.convenio,
        clausulas=s.existente.clausulas,
        pacto=s.existente.pacto or Pacto(),
        acto=s.acto,
        capacidad=s.capacidad,
    )


def _apertura(e: Existente, acto: Acto) -> Apertura:
    conocidos = [d for d in (e.abierto_el, e.suscrito_el, e.inicio, e.publicado_el) if d]
    return Apertura(
        titulo=e.titulo,
        tipo=TipoDeExpediente.CONVENIO,
        proponente=e.proponente,
        otras=e.otras,
        acto=acto,
        abierto_el=min([*conocidos, e.proponente.hoy()]),
    )


def _convenio(e: Existente, expediente: Expediente) -> Convenio:
    return Convenio(
        expediente=expediente,
        tipo=e.tipo,
        estado=e.estado,
        marco=e.marco,
        objeto=exigir_legible(_l("el objeto"), e.objeto, maximo=MAXIMO_DE_OBJETO),
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
        _exigir_validos([convenio])
        convenio.save()
        plazos_de_vigencia.seguir(convenio)
    actual.resuelto_el = expediente.hoy()
    actual.save(update_fields=["resuelto_el"])
    asentar_acto(
        actual, "regularizar", acto=acto, capacidad=capacidad, datos={"dato": actual.dato, "valor": valor}
    )
    return actual


FECHAS = frozenset({"suscrito_el", "inicio", "fin_original", "fin_vigente", "publicado_el"})
"""The facts of an agreement that are completed with a date."""


def _numeros(s: Entra) -> Iterator[Apunte]:
    """Its numbers, each by what the log is to say of it."""
    for institucion, numero in sorted(s.existente.numeros.items()):
        registro = NumeroDeConvenio(
            convenio=s.convenio,
            institucion_id=institucion,
            numero=exigir_legible(_l("el número"), numero, maximo=60),
            fecha=s.convenio.suscrito_el or s.convenio.expediente.hoy(),
        )
        datos = {"convenio": s.convenio.pk, "numero": registro.numero, "anio": None, "correlativo": None}
        yield Apunte(registro, "numerar", acto=s.acto, capacidad=s.capacidad, datos=datos)


def incorporar_adendas(entran: Sequence[tuple[Convenio, int, AdendaExistente, Acto, Capacidad]]) -> None:
    """Addenda that are older than the system, each with its agreement and ordinal. Their roots are locked, and who may
    is settled. Raises DatosInvalidos, and of several what the database raises."""
    adendas = [
        Adenda(
            convenio=convenio,
            ordinal=ordinal,
            clases=list(existente.clases),
            estado=existente.estado,
            objeto=exigir_legible(_l("el objeto"), existente.objeto, maximo=MAXIMO_DE_OBJETO),
            suscrito_el=existente.suscrito_el,
            efecto_desde=existente.efecto_desde,
            efecto_hasta=existente.efecto_hasta,
            fin_nuevo=existente.fin_nuevo,
        )
        for convenio, ordinal, existente, _acto, _capacidad in entran
    ]
    _exigir_validos(adendas)
    crear_varios(
        [
            Nuevo(
                objeto=adenda,
                acto=acto,
                capacidad=capacidad,
                datos={"ordinal": adenda.ordinal, "clases": adenda.clases},
            )
            for adenda, (_c, _o, _e, acto, capacidad) in zip(adendas, entran, strict=True)
        ]
    )


def _exigir_validos(instrumentos: Sequence[Convenio] | Sequence[Adenda]) -> None:
    """One alone is asked everything, in words. Of several only what is no value: the database judges the rest."""
    if len(instrumentos) > 1:
        exigir_valores(instrumentos, excepto=["estado"])
        return
    for instrumento in instrumentos:
        try:
            instrumento.full_clean(exclude=["asiento", "estado", "version"])
        except ValidationError as error:
            raise DatosInvalidos(*error.messages) from error
