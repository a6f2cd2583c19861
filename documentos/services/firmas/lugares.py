"""The places of a paper: which are signed, and what stands in the way of signing one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from documentos.models import Firma, Papel
from documentos.papeles import Firmable, clase_de
from flujo.acto import Acto, Capacidad, PorDocumento
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from flujo.services import releer
from instituciones.models import Institucion, Puesto, Usuario


class FirmadoMientrasTanto(CondicionesIncumplidas):
    """Somebody else signed the file first: what was prepared, or signed outside, no longer extends it."""


@dataclass(frozen=True, kw_only=True)
class Lugar:
    """A place to sign of one paper, with what the paper was made from as it now is."""

    papel: Papel
    campo: str
    dice: Mapping[str, Any]
    """What the paper's data says of the place."""
    firmable: Firmable
    objeto: Any
    institucion: Institucion
    puesto: Puesto
    """The post that signs in it today: that of the paper, or the one that came in its stead."""

    def acto(self, acto: Acto) -> Acto:
        """The same act, by the post and for the institution of this place."""
        return acto.con(institucion_id=self.institucion.pk, puesto_id=self.puesto.pk)

    def capacidad(self, acto: Acto) -> Capacidad:
        """In which capacity this person signs here. Raises SinPermiso."""
        return self.firmable.permiso(self.objeto).capacidad(self.objeto, self.acto(acto))


@dataclass(frozen=True, kw_only=True)
class Facultades:
    """What one person may do about one place: sign it, or record that whoever holds the post did, in a file that they
    bring or on paper."""

    firma: bool
    registra: bool

    def __bool__(self) -> bool:
        return self.firma or self.registra


def facultades_de(lugar: Lugar, usuario: Usuario) -> Facultades:
    quien = Acto(registra=usuario)
    return Facultades(
        firma=_permite(lambda: lugar.capacidad(quien)),
        registra=_permite(lambda: lugar.capacidad(quien.con(documento=SIN_LEER))),
    )


SIN_LEER = PorDocumento(sha256="0" * 64, referencia="-", decidio="-")
"""Stands for a signed file that has not been read yet, to ask whether somebody may record what it will say."""


def _permite(capacidad: Callable[[], Capacidad]) -> bool:
    try:
        capacidad()
    except SinPermiso:
        return False
    return True


def lugar_por_firmar(papel: Papel, campo: str) -> Lugar:
    """A place that can be signed now. Raises DatosInvalidos for none of that name, CondicionesIncumplidas in words."""
    lugar = lugar_de(papel, campo)
    if razon := por_que_no(papel, lugar.firmable, lugar.objeto):
        raise CondicionesIncumplidas(razon)
    firmados = set(Firma.objects.filter(papel=papel).values_list("campo", flat=True))
    if campo in firmados:
        raise CondicionesIncumplidas(_("Ese lugar ya está firmado."))
    if lugar.firmable.en_orden:
        for antes in papel.lugares():
            if antes["campo"] == campo:
                break
            if antes["campo"] not in firmados:
                raise CondicionesIncumplidas(
                    _("Se firma en orden: falta la firma de %(puesto)s, por %(institucion)s.") % antes
                )
    return lugar


def lugar_de(papel: Papel, campo: str) -> Lugar:
    """Raises DatosInvalidos when the paper has no such place."""
    firmable = clase_de(papel.clase).firmable
    dice = next((lugar for lugar in papel.lugares() if lugar["campo"] == campo), None)
    if firmable is None or dice is None:
        raise DatosInvalidos(_("Ese papel no tiene ese lugar para firmar. Vuelva a abrir la página."))
    objeto = objeto_de(papel)
    puesto = firmable.puesto_de_hoy(objeto, dice["institucion_id"], dice["puesto_id"])
    return Lugar(
        papel=papel,
        campo=campo,
        dice=dice,
        firmable=firmable,
        objeto=objeto,
        institucion=Institucion.objects.get(pk=dice["institucion_id"]),
        puesto=Puesto.objects.get(pk=puesto),
    )


def objeto_de(papel: Papel) -> Any:
    """What the paper was made from, as it now is."""
    objeto = clase_de(papel.clase).objetos(papel.expediente).get(pk=papel.objeto)
    return releer(objeto, papel.expediente)


def por_que_no(papel: Papel, firmable: Firmable, objeto: Any) -> str:
    """Why this paper is not signed now, in a sentence; empty when it is."""
    if papel.es_borrador:
        return _(
            "Es un borrador: se firma el papel que se compone cuando todas las partes aprobaron el texto."
        )
    if not papel.esta_compuesto:
        return _("El papel todavía se está componiendo. Espere un momento y vuelva a abrir la página.")
    if razon := firmable.por_que_no(objeto):
        return razon
    if papel.contenido_hash != (firmable.contenido(objeto) or ""):
        return _(
            "El texto cambió después de componer este papel: esa ronda de firmas terminó. Firme el papel nuevo."
        )
    return ""
