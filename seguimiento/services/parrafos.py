"""The paragraphs of an acta while it is written, by several people at once and without losing a word of anybody.

Nothing here is logged: circulating the acta logs its hash. What is typed comes as what changed, so that one statement
writes it; a change that was made from an older version is not written, and whoever made it merges the two.
"""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Length, Now
from django.utils.translation import gettext as _

from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.textos import exigir_visible
from flujo.transaccion import en_transaccion
from seguimiento.models import Acta, Acuerdo, ClaseDeParrafo, Efecto, Parrafo
from seguimiento.permissions import SECRETARIA
from seguimiento.services.sitios import (
    Sitio,
    exigir_sitio,
    mientras_se_escribe,
    orden_en,
    ya_no_se_escribe,
)

MAXIMO = 20_000
"""Characters of a paragraph."""
PARRAFOS = 2_000
"""Paragraphs of an acta, those that were taken out included."""
CLASES = frozenset(ClaseDeParrafo.values)


@dataclass(frozen=True, kw_only=True)
class Empalme:
    """What changed of a text: from character `desde` on (code points, from 0), `quita` of them give way to `pone`."""

    desde: int
    quita: int = 0
    pone: str = ""


@dataclass(frozen=True, kw_only=True)
class Guardado:
    """What came of a change: the version that it made; or, when it was made from another than the present one, that
    present one with its text, and nothing was written (`choca`)."""

    version: int
    choca: bool = False
    texto: str = ""
    retirado: bool = False


@en_transaccion
def agregar_parrafo(
    acta: Acta,
    *,
    clave: UUID,
    sitio: Sitio,
    acto: Acto,
    clase: str = ClaseDeParrafo.DELIBERACION,
    texto: str = "",
) -> Parrafo:
    """Begin a paragraph, with its agreement when it is one. The same `clave` again gives the same paragraph, with
    whatever it says by now.

    Raises SinPermiso, CondicionesIncumplidas when the acta is no longer written, DatosInvalidos.
    """
    exigir_que_escriba(acta, acto)
    if ya := Parrafo.objects.filter(clave=clave).first():
        return _suyo(acta, ya)
    _exigir_clase(clase)
    _exigir_texto(texto, len(texto))
    exigir_sitio(acta, sitio)
    if acta.parrafos.count() >= PARRAFOS:
        raise DatosInvalidos(
            _("El acta ya tiene %(n)s párrafos, el máximo. Junte algunos antes de agregar otro.")
            % {"n": f"{PARRAFOS:,}"}
        )
    nuevo = Parrafo(
        acta=acta,
        clave=clave,
        lugar=sitio.lugar,
        punto_id=sitio.punto_id,
        orden=orden_en(acta, sitio),
        clase=clase,
        texto=texto,
        escrito_por=acto.registra,
    )
    with mientras_se_escribe():
        Parrafo.objects.bulk_create([nuevo], ignore_conflicts=True)
        creado = _suyo(acta, Parrafo.objects.get(clave=clave))
        if clase == ClaseDeParrafo.ACUERDO:
            Acuerdo.objects.bulk_create([Acuerdo(acta=acta, parrafo_id=creado.pk)], ignore_conflicts=True)
    return creado


@en_transaccion
def cambiar_parrafo(acta: Acta, clave: UUID, *, version: int, empalme: Empalme, acto: Acto) -> Guardado:
    """Change the text, in one statement. Of a paragraph that is by now another, or was taken out, nothing is written.

    Raises SinPermiso, CondicionesIncumplidas when the acta is no longer written, DatosInvalidos.
    """
    exigir_que_escriba(acta, acto)
    _exigir_empalme(empalme)
    cambia = len(empalme.pone) - empalme.quita
    este = acta.parrafos.filter(clave=clave, version=version, retirado=False).annotate(largo=Length("texto"))
    with mientras_se_escribe():
        escrito = este.filter(largo__gte=empalme.desde + empalme.quita, largo__lte=MAXIMO - cambia).update(
            texto=Func(
                F("texto"),
                Value(empalme.pone),
                Value(empalme.desde + 1),
                Value(empalme.quita),
                function="OVERLAY",
                output_field=TextField(),
            ),
            **_marcas(acto),
        )
    if escrito:
        return Guardado(version=version + 1)
    actual = parrafo_de(acta, clave)
    if actual.version == version and not actual.retirado:
        _exigir_texto(empalme.pone, len(actual.texto) + cambia)
        raise DatosInvalidos(_("El cambio cae fuera del párrafo. Vuelva a abrir la página."))
    return replace(_presente(actual), choca=True)


@en_transaccion
def retirar_parrafo(acta: Acta, clave: UUID, *, version: int, acto: Acto, retirado: bool = True) -> Guardado:
    """Take a paragraph out, or put it back. What somebody else changed meanwhile is not taken out, and an agreement
    that was voted stays: it is what happened.

    Raises as `cambiar_parrafo`, and CondicionesIncumplidas for such an agreement.
    """
    exigir_que_escriba(acta, acto)
    parrafo = parrafo_de(acta, clave)
    if parrafo.retirado == retirado:
        return _presente(parrafo)
    if retirado:
        _exigir_sin_votar(parrafo)
    with mientras_se_escribe():
        escrito = acta.parrafos.filter(clave=clave, version=version).update(
            retirado=retirado, **_marcas(acto)
        )
    return replace(_presente(parrafo_de(acta, clave)), choca=not escrito)


@en_transaccion
def mover_parrafo(acta: Acta, clave: UUID, *, sitio: Sitio, acto: Acto) -> Parrafo:
    """Give a paragraph another place. Raises as `cambiar_parrafo`."""
    exigir_que_escriba(acta, acto)
    exigir_sitio(acta, sitio)
    parrafo = parrafo_de(acta, clave)
    if sitio.tras != clave:
        _escribir(
            acta,
            clave,
            acto,
            lugar=sitio.lugar,
            punto_id=sitio.punto_id,
            orden=orden_en(acta, sitio, sin=parrafo),
        )
    return parrafo_de(acta, clave)


@en_transaccion
def clasificar_parrafo(acta: Acta, clave: UUID, clase: str, *, acto: Acto) -> Parrafo:
    """Say that a paragraph is deliberation, an agreement or a commitment. Raises as `retirar_parrafo`."""
    exigir_que_escriba(acta, acto)
    _exigir_clase(clase)
    parrafo = parrafo_de(acta, clave)
    if parrafo.clase == clase:
        return parrafo
    _exigir_sin_votar(parrafo)
    with mientras_se_escribe():
        if parrafo.clase == ClaseDeParrafo.ACUERDO:
            parrafo.acuerdo.delete()
        _escribir(acta, clave, acto, clase=clase)
        if clase == ClaseDeParrafo.ACUERDO:
            Acuerdo.objects.bulk_create([Acuerdo(acta=acta, parrafo=parrafo)], ignore_conflicts=True)
    return parrafo_de(acta, clave)


def exigir_que_escriba(acta: Acta, acto: Acto) -> None:
    """Raises SinPermiso for whoever does not write this acta, CondicionesIncumplidas when nobody does any more."""
    SECRETARIA.capacidad(acta, acto)
    if not acta.se_escribe:
        raise CondicionesIncumplidas(ya_no_se_escribe())


def _escribir(acta: Acta, clave: UUID, acto: Acto, **campos: Any) -> None:
    with mientras_se_escribe():
        acta.parrafos.filter(clave=clave).update(**campos, **_marcas(acto))


def _marcas(acto: Acto) -> dict[str, Any]:
    """Every change makes a version: so everybody else hears of it."""
    return {"version": F("version") + 1, "escrito_por": acto.registra, "escrito_at": Now()}


def parrafo_de(acta: Acta, clave: UUID) -> Parrafo:
    """Raises DatosInvalidos for what is no paragraph of this acta."""
    parrafo = acta.parrafos.select_related("acuerdo").filter(clave=clave).first()
    if parrafo is None:
        raise DatosInvalidos(_("Ese párrafo no es de esta acta. Vuelva a abrir la página."))
    return parrafo


def _presente(parrafo: Parrafo) -> Guardado:
    return Guardado(version=parrafo.version, texto=parrafo.texto, retirado=parrafo.retirado)


def _suyo(acta: Acta, parrafo: Parrafo) -> Parrafo:
    if parrafo.acta_id != acta.pk:
        raise DatosInvalidos(_("Ese párrafo no es de esta acta. Vuelva a abrir la página."))
    return parrafo


def _exigir_sin_votar(parrafo: Parrafo) -> None:
    acuerdo = getattr(parrafo, "acuerdo", None)
    if acuerdo and acuerdo.votado_at is not None:
        raise CondicionesIncumplidas(
            _("Ese acuerdo ya se votó: queda en el acta, con el resultado de su votación.")
        )
    if acuerdo and acuerdo.efecto != Efecto.NINGUNO and parrafo.clase == ClaseDeParrafo.ACUERDO:
        raise CondicionesIncumplidas(_("Ese acuerdo tiene un efecto: quíteselo primero, donde se vota."))


def _exigir_clase(clase: str) -> None:
    if clase not in CLASES:
        raise DatosInvalidos(_("Un párrafo es deliberación, acuerdo o compromiso."))


def _exigir_empalme(empalme: Empalme) -> None:
    if not 0 <= empalme.desde <= MAXIMO or not 0 <= empalme.quita <= MAXIMO:
        raise DatosInvalidos(_("El cambio cae fuera del párrafo. Vuelva a abrir la página."))
    _exigir_texto(empalme.pone, len(empalme.pone))


def _exigir_texto(texto: str, largo: int) -> None:
    if largo > MAXIMO:
        raise DatosInvalidos(
            _("El párrafo tendría %(largo)s caracteres; el máximo es %(maximo)s. Divídalo en dos.")
            % {"largo": f"{largo:,}", "maximo": f"{MAXIMO:,}"}
        )
    exigir_visible(_("el párrafo"), texto, entero=False)
