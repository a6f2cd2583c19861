"""An import under way: for whom, what entered before, and who is who."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from convenios.importacion.celdas import Celda
from convenios.importacion.numeros import leer_numero
from convenios.importacion.registro import FilaDeRegistro
from convenios.models import Importacion
from convenios.services.importaciones.partes import Directorio
from expedientes.services.apertura import capacidad_de_abrir
from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.errors import SinPermiso
from instituciones.models import Institucion


class Tarea:
    """What is asked again and again while rows are taken in, and asked of the database once.

    `conocidas`: what entered of the source, identity → fingerprint and id of the agreement.
    """

    def __init__(
        self, importacion: Importacion, acto: Acto, conocidas: Mapping[str, tuple[str, int]]
    ) -> None:
        self.importacion, self.acto, self.directorio = importacion, acto, Directorio(importacion.institucion)
        self.conocidas: dict[str, tuple[str, int]] = {}
        self._por_numero: dict[str, set[str]] = defaultdict(set)
        self._nuestras: dict[int, bool] = {}
        self.capacidad: Capacidad = SISTEMA
        for identidad, (huella, convenio) in conocidas.items():
            self.recordar(identidad, huella, convenio)

    def renovar(self, filas: Sequence[FilaDeRegistro]) -> None:
        """Ask again, before these rows, what another person may have changed. Raises SinPermiso once the person may not
        go on: what is left waits for somebody who may."""
        if self.acto.registra:
            self.acto.registra.refresh_from_db(fields=["is_active"])
        self._nuestras.clear()
        self.capacidad = capacidad_de_abrir(self.institucion, self.acto)
        self.directorio.ponerse_al_dia()
        self.directorio.esperar_a_quien_registra(filas)

    @property
    def institucion(self) -> Institucion:
        return self.importacion.institucion

    def recordar(self, identidad: str, huella: str, convenio: int) -> None:
        """That row entered, as that agreement."""
        self.conocidas[identidad] = (huella, convenio)
        for numero in self.numeros_de(identidad):
            self._por_numero[numero].add(identidad)

    @staticmethod
    def numeros_de(identidad: str) -> list[str]:
        """What else a row may be called by: its number without the year that stands in another column."""
        _anio, dos_puntos, numero = identidad.partition(":")
        return [numero] if dos_puntos else []

    def clave_de(self, numero: str) -> str:
        """A number as identities are made of it, empty for what is none."""
        leido = leer_numero(Celda(1, numero, numero)).valor
        return leido.clave if leido else ""

    def del_registro(self, numero: str) -> int | None:
        """Id of the agreement that this register knows by a number, None when there is none or more than one."""
        clave = self.clave_de(numero)
        if clave in self.conocidas:
            return self.conocidas[clave][1]
        identidades = self._por_numero.get(clave, set())
        return self.conocidas[next(iter(identidades))][1] if len(identidades) == 1 else None

    def es_nuestra(self, institucion: Institucion) -> bool:
        """Whether the person may open a case file of that institution, asked once in each lot."""
        if institucion.pk not in self._nuestras:
            try:
                capacidad_de_abrir(institucion, self.acto)
            except SinPermiso:
                self._nuestras[institucion.pk] = False
            else:
                self._nuestras[institucion.pk] = self.acto.registra is not None
        return self._nuestras[institucion.pk]
