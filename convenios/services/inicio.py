"""Beginning an agreement with all that its first page asks, in one transaction."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from convenios.clausula import ClausulaNueva
from convenios.models import Convenio
from convenios.services.convenio import abrir_convenio
from convenios.services.texto import guardar_borrador, guardar_version
from expedientes.models import Expediente
from expedientes.permissions import RolDesignado, needs
from expedientes.services import designar
from expedientes.services.apertura import ABRIR
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, SinPermiso
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion, Puesto
from instituciones.services.escritura import raiz_ya_abierta


@dataclass(frozen=True, kw_only=True)
class Inicio:
    """What somebody answered to begin an agreement."""

    proponente: Institucion
    otras: Sequence[Institucion]
    titulo: str
    tipo: str
    objeto: str
    irroga_gasto: bool
    abierto_el: dt.date | None
    titular: Puesto | None
    alterno: Puesto | None
    clausulas: Sequence[ClausulaNueva]


@en_transaccion
def ya_empezado(acto: Acto) -> Convenio | None:
    """The agreement that this very act began, when it is sent again; one that is still being begun is waited for.

    Raises DatosInvalidos when its key was used for something else.
    """
    expediente = raiz_ya_abierta(Expediente, ABRIR, acto)
    return (
        Convenio.objects.select_related("expediente").filter(expediente=expediente).first()
        if expediente
        else None
    )


@en_transaccion
def empezar(inicio: Inicio, *, acto: Acto) -> Convenio:
    """Open the case file and its agreement, designate one's own coordination, and keep the first text.

    The text is shared with the other parties when the person may share it, else it stays as a draft of the own party.
    Raises SinPermiso or DatosInvalidos; then nothing was made. Repeating the act makes nothing more.
    """
    if hecho := ya_empezado(acto):
        return hecho
    if not inicio.otras:
        raise DatosInvalidos(_("Elija al menos otra institución: un convenio es entre dos o más."))
    convenio = abrir_convenio(
        titulo=inicio.titulo,
        tipo=inicio.tipo,
        objeto=inicio.objeto,
        irroga_gasto=inicio.irroga_gasto,
        proponente=inicio.proponente,
        otras=inicio.otras,
        abierto_el=inicio.abierto_el,
        acto=acto,
    )
    siguiente = acto.con(clave=None)
    for puesto, rol in (
        # the titular last: from then on it is the coordination that designates
        (inicio.alterno, RolDesignado.COORDINADOR_ALTERNO),
        (inicio.titular, RolDesignado.COORDINADOR_TITULAR),
    ):
        if puesto:
            designar(convenio.expediente, puesto, rol, acto=siguiente)
    if inicio.clausulas:
        _guardar_texto(convenio, inicio.clausulas, siguiente)
    return convenio


def _guardar_texto(convenio: Convenio, clausulas: Sequence[ClausulaNueva], acto: Acto) -> None:
    motivo = _("Primer texto")
    if needs("compartir")(convenio, acto):
        guardar_version(convenio, clausulas, motivo=motivo, acto=acto)
    elif needs("editar")(convenio, acto):
        guardar_borrador(convenio, clausulas, motivo=motivo, acto=acto)
    else:
        raise SinPermiso(
            _(
                "El texto lo escribe quien coordina o asiste. Elija su propio puesto como coordinación, o deje el "
                "primer texto para más adelante."
            )
        )
