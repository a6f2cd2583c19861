"""Which institution a register means: found by its tax id, its acronym or its name, or registered with the row."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from convenios.importacion.llano import llano
from convenios.importacion.registro import ParteDeRegistro
from flujo.acto import Acto, Capacidad
from instituciones.models import Institucion
from instituciones.models.institucion import TipoDeInstitucion
from instituciones.paises import id_fiscal_valido
from instituciones.services.instituciones import registrar_institucion


class Directorio:
    """Every institution by what a register may call it, read once for an import, with those that it registers.

    Where two share a name, the one registered first is meant.
    """

    def __init__(self, de: Institucion) -> None:
        self.de = de
        self._por_llave: dict[tuple[str, str], Institucion] = {}
        self._nuevas: list[Institucion] = []
        for institucion in Institucion.objects.order_by("-esta_activa", "id"):
            self._recordar(institucion)

    def hallar(self, parte: ParteDeRegistro) -> Institucion | None:
        return next(
            (self._por_llave[llave] for llave in _llaves_de_parte(parte) if llave in self._por_llave), None
        )

    def hallar_o_registrar(self, parte: ParteDeRegistro, *, acto: Acto, capacidad: Capacidad) -> Institucion:
        """The institution that a row names. Raises DatosInvalidos for a name that cannot be one."""
        if hallada := self.hallar(parte):
            return hallada
        nueva = registrar_institucion(
            nombre=parte.nombre,
            sigla=parte.sigla,
            tipo=TipoDeInstitucion.OTRA,
            pais=self.de.pais,
            zona_horaria=self.de.zona_horaria,
            id_fiscal=self._id_fiscal(parte),
            acto=acto,
            capacidad=capacidad,
        )
        self._nuevas.append(nueva)
        self._recordar(nueva)
        return nueva

    def tomar_nuevas(self) -> list[int]:
        """Ids of those registered since this was asked last."""
        nuevas, self._nuevas = self._nuevas, []
        return [nueva.pk for nueva in nuevas]

    def olvidar_nuevas(self) -> None:
        """The row that named them did not enter, so they were not registered."""
        fuera = {nueva.pk for nueva in self._nuevas}
        self._por_llave = {llave: i for llave, i in self._por_llave.items() if i.pk not in fuera}
        self._nuevas = []

    def _id_fiscal(self, parte: ParteDeRegistro) -> str:
        """Empty when it is none of the importer's country: the cell is kept with the row all the same."""
        try:
            return id_fiscal_valido(self.de.pais, parte.id_fiscal) if parte.id_fiscal else ""
        except ValidationError:
            return ""

    def _recordar(self, institucion: Institucion) -> None:
        for llave in _llaves(institucion.id_fiscal, institucion.sigla, institucion.nombre):
            self._por_llave.setdefault(llave, institucion)


def _llaves_de_parte(parte: ParteDeRegistro) -> Iterable[tuple[str, str]]:
    yield from _llaves(parte.id_fiscal, parte.sigla, parte.nombre)
    yield "sigla", llano(parte.nombre)


def _llaves(id_fiscal: str, sigla: str, nombre: str) -> Iterable[tuple[str, str]]:
    if id_fiscal:
        yield "id_fiscal", "".join(c for c in id_fiscal.upper() if c.isalnum())
    if sigla:
        yield "sigla", llano(sigla)
    yield "nombre", llano(nombre)
