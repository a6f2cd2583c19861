"""Which institution a register means: found by its tax id, its acronym or its name, or registered with the row."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError

from convenios.importacion.llano import llano
from convenios.importacion.registro import FilaDeRegistro, ParteDeRegistro
from flujo.acto import Acto, Capacidad
from instituciones.models import Institucion
from instituciones.models.institucion import TipoDeInstitucion
from instituciones.paises import id_fiscal_valido
from instituciones.services.escritura import esperar_turno
from instituciones.services.instituciones import registrar_instituciones


class Directorio:
    """Every institution by what a register may call it, read once for an import, with those that it registers.

    Where two share a name, the one registered first is meant.
    """

    def __init__(self, de: Institucion) -> None:
        self.de = de
        self._por_llave: dict[tuple[str, str], Institucion] = {}
        self._nuevas: list[Institucion] = []
        self._leidas: set[int] = set()
        self.ponerse_al_dia()

    def ponerse_al_dia(self) -> bool:
        """Read those that others registered since it was read. Whether there were any."""
        # not those with a later id: whoever took the earlier one may have been the last to finish
        faltan = set(Institucion.objects.values_list("pk", flat=True)) - self._leidas
        for institucion in Institucion.objects.filter(pk__in=faltan).order_by("-esta_activa", "id"):
            self._recordar(institucion)
        self._leidas |= faltan
        return bool(faltan)

    def esperar_a_quien_registra(self, filas: Sequence[FilaDeRegistro]) -> None:
        """Where these rows name somebody whom nobody knows, have no other import register until the transaction ends,
        and read what the one before registered.

        Nothing in the database tells two of one name without tax id from one that was registered twice: homonyms are
        legitimate, and whoever knows of them registers them on their page.
        """
        if any(self.hallar(parte) is None for fila in filas for parte in fila.partes):
            esperar_turno("directorio")
            self.ponerse_al_dia()

    def hallar(self, parte: ParteDeRegistro) -> Institucion | None:
        """The institution that is meant, None when nobody knows it. One of that name with another tax id is another."""
        halladas = (self._por_llave.get(llave) for llave in _llaves_de_parte(parte))
        return next((i for i in halladas if i and not self._es_otra(i, parte)), None)

    def _es_otra(self, institucion: Institucion, parte: ParteDeRegistro) -> bool:
        if not (institucion.id_fiscal and parte.id_fiscal):
            return False
        dicho = _solo_cifras(self._id_fiscal(parte))
        return dicho not in ("", _solo_cifras(institucion.id_fiscal))

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
        self._leidas |= {nueva.pk for nueva in self._nuevas}
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
        yield "id_fiscal", _solo_cifras(id_fiscal)
    if sigla:
        yield "sigla", llano(sigla)
    yield "nombre", llano(nombre)


def _solo_cifras(id_fiscal: str) -> str:
    """A tax id without the points and dashes with which some write it."""
    return "".join(c for c in id_fiscal.upper() if c.isalnum())
