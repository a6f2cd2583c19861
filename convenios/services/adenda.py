"""Opening an addendum, saying what it changes, and making it count."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from convenios import avisos, plazos_de_vigencia
from convenios.models import Adenda, Causa, Causal, ClaseDeAdenda, Convenio
from convenios.services.partes import incorporar_por_adenda
from convenios.services.texto import MAXIMO_DE_CLAUSULA
from convenios.vigencia import CORRE
from expedientes.permissions import PROPONENTE, needs
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TransicionNoDeclarada
from flujo.services import (
    asentar_acto,
    bloquear,
    crear,
    exigir_texto_mostrado,
    perform,
    releer,
    siguiente_id,
)
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import ya_hecho


@en_transaccion
def abrir_adenda(
    convenio: Convenio,
    *,
    clases: Sequence[str],
    acto: Acto,
    objeto: str = "",
    irroga_gasto: bool = False,
    efecto_desde: dt.date | None = None,
    efecto_hasta: dt.date | None = None,
    fin_nuevo: dt.date | None = None,
    es_regularizacion: bool = False,
    base_legal: str = "",
    parte_nueva: Institucion | None = None,
) -> Adenda:
    """Begin an addendum of a signed agreement, with the next ordinal. Raises SinPermiso, DatosInvalidos,
    CondicionesIncumplidas when the agreement admits none."""
    actual = releer(convenio, bloquear(convenio))
    if hecha := ya_hecho(Adenda, actual.expediente, "crear", acto):
        return hecha
    capacidad = needs("editar", de=PROPONENTE).capacidad(actual, acto)
    if actual.estado not in CORRE:
        raise CondicionesIncumplidas(_("El convenio está suscrito y no ha terminado."))
    ultimo = actual.adendas.aggregate(n=Max("ordinal"))["n"] or 0
    adenda = Adenda(
        convenio=actual,
        ordinal=ultimo + 1,
        irroga_gasto=irroga_gasto,
        **_terminos(
            clases, objeto, efecto_desde, efecto_hasta, fin_nuevo, es_regularizacion, base_legal, parte_nueva
        ),
    )
    _exigir_valida(adenda)
    return crear(
        adenda,
        acto=acto,
        capacidad=capacidad,
        clases=adenda.clases,
        ordinal=adenda.ordinal,
        fin_nuevo=fin_nuevo,
    ).objeto


@en_transaccion
def cambiar_adenda(
    adenda: Adenda,
    *,
    clases: Sequence[str],
    acto: Acto,
    objeto: str = "",
    efecto_desde: dt.date | None = None,
    efecto_hasta: dt.date | None = None,
    fin_nuevo: dt.date | None = None,
    es_regularizacion: bool = False,
    base_legal: str = "",
    parte_nueva: Institucion | None = None,
) -> Adenda:
    """Change what it changes, while its text may change. These are terms: what was given for the earlier ones is void.

    Raises SinPermiso, TextoCambiado, TransicionNoDeclarada, DatosInvalidos.
    """
    actual = releer(adenda, bloquear(adenda))
    if hecha := ya_hecho(Adenda, actual.expediente, "cambiar_adenda", acto):
        return hecha
    capacidad = needs("compartir", de=PROPONENTE).capacidad(actual, acto)
    exigir_texto_mostrado(actual, acto, obligatorio=actual.version_id is not None)
    if not actual.admite_cambios:
        raise TransicionNoDeclarada(_("En este estado la adenda ya no se cambia."))
    for campo, valor in _terminos(
        clases, objeto, efecto_desde, efecto_hasta, fin_nuevo, es_regularizacion, base_legal, parte_nueva
    ).items():
        setattr(actual, campo, valor)
    _exigir_valida(actual)
    if actual.version_id:
        actual.contenido_hash = Adenda.TERMINOS.hash(actual)
    actual.save()
    asiento = asentar_acto(
        actual,
        "cambiar_adenda",
        acto=acto,
        capacidad=capacidad,
        datos={
            "clases": actual.clases,
            "efecto_desde": efecto_desde,
            "efecto_hasta": efecto_hasta,
            "fin_nuevo": fin_nuevo,
            "es_regularizacion": es_regularizacion,
        },
    )
    avisos.al_cambiar_texto(actual, asiento, acto)
    return actual


@en_transaccion
def surtir_efecto(adenda: Adenda, *, acto: Acto, motivo: str = "") -> Adenda:
    """A signed addendum counts from its day, for each thing that it changes.

    A prórroga moves `fin_vigente` of its agreement, never `fin_original`; one of parties lets the new one in; one that
    resolves is a complete ground for ending it. Raises DatosInvalidos, and what `perform` raises.
    """
    actual = releer(adenda, bloquear(adenda))
    convenio = actual.convenio
    hecha: Adenda = perform(
        actual, "surtir_efecto", acto=acto, fin_anterior=convenio.fin_vigente, motivo=motivo
    ).objeto
    siguiente = acto.con(clave=None)
    if hecha.parte_nueva:
        incorporar_por_adenda(convenio.expediente, hecha.parte_nueva, acto=siguiente)
        convenio = releer(convenio, bloquear(convenio))
    if hecha.fin_nuevo and ClaseDeAdenda.PRORROGA in hecha.clases:
        _prorrogar(convenio, hecha.fin_nuevo)
    plazos_de_vigencia.seguir(convenio)
    if ClaseDeAdenda.RESOLUCION in hecha.clases:
        _resolver(convenio, hecha, siguiente)
    return hecha


def _prorrogar(convenio: Convenio, fin: dt.date) -> None:
    if convenio.inicio and fin < convenio.inicio:
        raise DatosInvalidos(_("El nuevo fin no puede ser anterior al inicio del convenio."))
    convenio.fin_vigente, convenio.es_indefinido = fin, False
    convenio.save(update_fields=["fin_vigente", "es_indefinido"])


def _resolver(convenio: Convenio, adenda: Adenda, acto: Acto) -> None:
    """The parties agreed to end it, in the addendum itself."""
    causal = Causal(id=siguiente_id(Causal), convenio=convenio, causa=Causa.MUTUO_ACUERDO, adenda=adenda)
    causal.asiento = asentar_acto(
        causal,
        "registrar_causal",
        acto=acto,
        capacidad=needs("numerar").capacidad(adenda, acto),
        datos={"convenio": convenio.pk, "causa": causal.causa, "adenda": adenda.pk},
    )
    causal.save(force_insert=True)


def _terminos(
    clases: Sequence[str],
    objeto: str,
    efecto_desde: dt.date | None,
    efecto_hasta: dt.date | None,
    fin_nuevo: dt.date | None,
    es_regularizacion: bool,
    base_legal: str,
    parte_nueva: Institucion | None,
) -> dict[str, object]:
    return {
        "clases": [c for c in ClaseDeAdenda.values if c in clases],
        "objeto": exigir_legible(_("el objeto"), objeto, maximo=MAXIMO_DE_CLAUSULA),
        "efecto_desde": efecto_desde,
        "efecto_hasta": efecto_hasta,
        "fin_nuevo": fin_nuevo,
        "es_regularizacion": es_regularizacion,
        "base_legal": exigir_legible(_("la base legal"), base_legal, maximo=300),
        "parte_nueva": parte_nueva,
    }


def _exigir_valida(adenda: Adenda) -> None:
    fin = adenda.convenio.fin_vigente
    if adenda.fin_nuevo and fin and adenda.fin_nuevo <= fin and ClaseDeAdenda.PRORROGA in adenda.clases:
        raise DatosInvalidos(
            _("Una prórroga alarga el convenio: su nuevo fin es posterior al vigente, %(dia)s.")
            % {"dia": f"{fin:%d/%m/%Y}"}
        )
    try:
        adenda.full_clean(exclude=["asiento", "estado", "version"])
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
