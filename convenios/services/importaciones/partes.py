"""Which institution a register means: found by its tax id, its acronym or its name, or registered with the row."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError

from convenios.importacion.llano import llano
from convenios.importacion.registro import FilaDeRegistro, ParteDeRegistro
from flujo.acto import Acto, Capacidad
from instituciones.models import Institucion
from instituciones.models.institucion import TipoDeInstitucion
from instituciones.paises import id_fiscal_valido
from instituciones.services.instituciones import registrar_instituciones


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

    def registrar_las_que_faltan(
        self, filas: Sequence[FilaDeRegistro], *, acto: Acto, capacidad: Capacidad
    ) -> list[list[Institucion]]:
        """Register together the institutions that these rows name and nobody knows; for each row, those that it was the
        first to name. Raises DatosInvalidos for a name that cannot be one."""
        de_cada_una = [
            [self._anotar(parte) for parte in fila.partes if self.hallar(parte) is None] for fila in filas
        ]
        if self._nuevas:
            registrar_instituciones(self._nuevas, acto=acto, capacidad=capacidad)
        return de_cada_una

    def confirmar_nuevas(self) -> None:
        """The rows that named them entered."""
        self._nuevas = []

    def olvidar_nuevas(self) -> None:
        """The rows that named them did not enter, so they were not registered."""
        fuera = {id(nueva) for nueva in self._nuevas}
        self._por_llave = {llave: i for llave, i in self._por_llave.items() if id(i) not in fuera}
        self._nuevas = []

    def _anotar(self, parte: ParteDeRegistro) -> Institucion:
        nueva = Institucion(
            nombre=parte.nombre.strip(),
            sigla=parte.sigla.strip(),
            tipo=TipoDeInstitucion.OTRA,
            pais=self.de.pais,
            zona_horaria=self.de.zona_horaria,
            id_fiscal=self._id_fiscal(parte).strip(),
        )
        self._nuevas.append(nueva)
        self._recordar(nueva)
        return nueva

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
