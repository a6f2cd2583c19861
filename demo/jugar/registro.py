"""The case of a whole register: received, its columns said, taken in, put in order, and received again."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from django.core.files.base import ContentFile
from django.db import connection

from auditoria.models import Asiento
from convenios.models import Convenio, EstadoDeImportacion, Importacion, PorRegularizar, Resultado
from convenios.services import importaciones, regularizar
from demo.escenario import Ficha
from demo.jugar.guion import Guion
from demo.registro import NOMBRE, libro

CADA = 5.0
"""Seconds between two lines that tell how far an import is."""


@dataclass(frozen=True)
class CasoDeRegistro(Guion):
    """The steps of an import, as the pages and the command do them. `avisar` hears how far a long one is."""

    avisar: Callable[[str], None] | None = None

    def situacion(self) -> str:
        """How many agreements the first file made, and how many facts of them are still to be put in order."""
        hechos = self._importacion(self.pasos[0]).filas.filter(resultado=Resultado.CREADA)
        convenios = Convenio.objects.filter(filas_importadas__in=hechos).distinct()
        faltan = PorRegularizar.objects.filter(convenio__in=convenios, resuelto_el__isnull=True)
        return f"{NOMBRE}: {convenios.count()} convenios, {faltan.count()} datos por regularizar"

    def _ya_jugado(self, paso: Ficha) -> bool:
        """An import that was cut off has begun and has not ended: it is gone on with."""
        if paso["hace"] != "seguir":
            return super()._ya_jugado(paso)
        en_marcha = (EstadoDeImportacion.POR_REVISAR, EstadoDeImportacion.EN_CURSO)
        return self._importacion_de(paso).estado not in en_marcha

    def _recibir(self, paso: Ficha) -> None:
        importaciones.recibir(self._proponente, ContentFile(libro(), name=NOMBRE), acto=self._acto(paso))

    def _columnas(self, paso: Ficha) -> None:
        importaciones.mapear(self._importacion_de(paso), paso["columnas"], acto=self._acto(paso))

    def _empezar(self, paso: Ficha) -> None:
        importaciones.empezar_importacion(self._importacion_de(paso), acto=self._acto(paso))

    def _seguir(self, paso: Ficha) -> None:
        """Until it has ended, whether this process takes the rows in or another that was faster."""
        importacion = self._importacion_de(paso)
        with self._diciendo_cuanto(importacion):
            while not self._ya_jugado(paso):
                importaciones.seguir_importacion(importacion)
                if not self._ya_jugado(paso):
                    time.sleep(CADA)

    def _regularizar(self, paso: Ficha) -> None:
        pendiente = PorRegularizar.objects.get(
            convenio__numeros__numero=paso["convenio"],
            convenio__numeros__institucion=self._proponente,
            dato=paso["dato"],
            resuelto_el__isnull=True,
        )
        regularizar(pendiente, self._dia_si_dice(paso, "fecha"), acto=self._acto(paso))

    def _importacion_de(self, paso: Ficha) -> Importacion:
        """The import that a step is about: that of the file which an earlier step received."""
        return self._importacion({"id": paso["del_paso"]})

    def _importacion(self, recibido: Ficha) -> Importacion:
        asiento = Asiento.objects.get(clave=self._clave(recibido), accion="recibir")
        return Importacion.objects.select_related("institucion").get(pk=asiento.objeto)

    @contextmanager
    def _diciendo_cuanto(self, importacion: Importacion) -> Iterator[None]:
        """Tell every few seconds how many rows have come in, as whoever looks at its page sees them."""
        if self.avisar is None:
            yield
            return
        termino = Event()
        hilo = Thread(target=_contar, args=(importacion, termino, self.avisar), daemon=True)
        hilo.start()
        try:
            yield
        finally:
            termino.set()
            hilo.join()


def _contar(importacion: Importacion, termino: Event, avisar: Callable[[str], None]) -> None:
    """Runs beside the import, on a connection of its own."""
    try:
        while not termino.wait(CADA):
            avisar(f"{importacion.filas.count()} de {importacion.informe['filas']} filas")
    finally:
        connection.close()
