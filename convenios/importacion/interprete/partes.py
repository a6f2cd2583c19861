"""Who is party to an agreement, who coordinates it, and what each puts in."""

from decimal import Decimal

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda
from convenios.importacion.interprete.lector import LectorDeFila
from convenios.importacion.listas import leer_parte, leer_partes, sin_contacto
from convenios.importacion.llano import llano, no_dice_nada
from convenios.importacion.montos import Monto, NotacionDeMontos, leer_monto
from convenios.importacion.origenes import Campo
from convenios.importacion.registro import (
    AporteDeRegistro,
    CargoDeRegistro,
    ParteDeRegistro,
    PorRegularizar,
)

PERSONA_FISICA = ("pessoa fisica", "pessoas fisicas", "persona natural", "persona fisica")


def es_persona(lector: LectorDeFila) -> bool:
    """Whether a party is a natural person: its kind says so, or its number is masked as those of people are."""
    clases = (llano(celda.texto) for _c, celda in lector.de(Campo.CLASE_DE_PARTE))
    numeros = (celda.texto for _c, celda in lector.de(Campo.ID_FISCAL))
    return any(c.startswith(PERSONA_FISICA) for c in clases) or any("*" in n for n in numeros)


def leer_todas_las_partes(lector: LectorDeFila) -> tuple[ParteDeRegistro, ...]:
    """Each party once, with the tax id that stands in a column of its own."""
    partes: dict[str, ParteDeRegistro] = {}
    for campo, leer in ((Campo.PARTE, leer_parte), (Campo.PARTES, leer_partes)):
        for columna, celda in lector.de(campo):
            nombres = lector.leer(celda, leer, PorRegularizar.PARTES) or ()
            for nombre in nombres:
                id_fiscal = nombre.id_fiscal or (_id_fiscal(lector, columna.de) if len(nombres) == 1 else "")
                partes.setdefault(
                    llano(nombre.nombre),
                    ParteDeRegistro(
                        nombre.nombre, lector.plan.origen.lado(columna.de), nombre.sigla, id_fiscal
                    ),
                )
    if len(partes) < (1 if lector.plan.origen.propia_implicita else 2):
        lector.regularizar(PorRegularizar.PARTES)
    return tuple(partes.values())


def leer_aportes(lector: LectorDeFila) -> tuple[AporteDeRegistro, ...]:
    """What each side puts in; a side that puts in nothing is left out."""
    aportes = []
    for columna, celda in lector.de(Campo.APORTE):
        monto = _monto(lector, celda)
        if monto and monto.cantidad and not monto.moneda:
            lector.dudar(columna.clave, _("No se sabe en qué moneda está; el aporte queda por regularizar."))
            lector.regularizar(PorRegularizar.APORTES, celda.texto)
        elif monto and monto.cantidad:
            lado = lector.plan.origen.lado(columna.de)
            aportes.append(AporteDeRegistro(columna.de, lado, monto.cantidad, monto.moneda))
    _comprobar_total(lector, aportes)
    return tuple(aportes)


def leer_cargos(lector: LectorDeFila) -> tuple[CargoDeRegistro, ...]:
    """Coordinators and representatives as text, without their addresses and telephones."""
    cargos = []
    for columna, celda in lector.de(Campo.CARGO):
        texto, habia = sin_contacto(celda.texto)
        if habia:
            lector.dudar(columna.clave, _("No se importan correos ni teléfonos de personas."))
        if not no_dice_nada(texto):
            cargos.append(CargoDeRegistro(columna.de, lector.plan.origen.lado(columna.de), texto))
    if not any(c.papel.startswith("titular") for c in cargos):
        lector.regularizar(PorRegularizar.COORDINADORES)
    return tuple(cargos)


def _id_fiscal(lector: LectorDeFila, de: str) -> str:
    """A generic register has one column of tax ids, that of the counterpart."""
    celda = lector.celda(f"{Campo.ID_FISCAL}:{de or 'contraparte'}")
    return celda.texto.strip() if celda and not no_dice_nada(celda.texto) else ""


def _monto(lector: LectorDeFila, celda: Celda) -> Monto | None:
    notacion = lector.plan.montos.get(celda.columna, NotacionDeMontos())
    return lector.leer(celda, lambda c: leer_monto(c, notacion), PorRegularizar.APORTES)


def _comprobar_total(lector: LectorDeFila, aportes: list[AporteDeRegistro]) -> None:
    for columna, celda in lector.de(Campo.TOTAL):
        total = _monto(lector, celda)
        suma = sum((a.cantidad for a in aportes), Decimal(0))
        if total and suma != total.cantidad and PorRegularizar.APORTES not in lector.por_regularizar:
            lector.dudar(
                columna.clave, _("El total no es la suma de los aportes, que es %(suma)s.") % {"suma": suma}
            )
