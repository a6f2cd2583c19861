"""The papers of a copy: those that came in and those that were composed, in one order, with the evidence of each."""

import datetime as dt
import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from documentos import almacen
from documentos.models import Archivo, Documento, Firma, FirmaRehusada, Papel
from documentos.nombres import extension_de
from documentos.puerta import folios
from tablero.copia.alcance import Alcance
from tablero.copia.empaque import Empaque
from tablero.copia.indice import Evidencia, Indice, Renglon

POR_TRAMO = 100
JSON = "application/json"


@dataclass(frozen=True)
class Papeles:
    """The papers of one copy, as of the log's row `hasta`."""

    empaque: Empaque
    alcance: Alcance
    indice: Indice
    hasta: int

    def total(self) -> int:
        return self.alcance.documentos(self.hasta).count() + self.alcance.papeles(self.hasta).count()

    def escribir(self) -> Iterator[int]:
        """Write them one after the other, each followed by its evidence, and enter all of it into the index; how many
        papers were written so far."""
        documentos: Iterator[Documento | Papel] = self.alcance.documentos(self.hasta).iterator(POR_TRAMO)
        papeles: Iterator[Documento | Papel] = self.alcance.papeles(self.hasta).iterator(POR_TRAMO)
        for orden, uno in enumerate(heapq.merge(documentos, papeles, key=_numero), 1):
            if isinstance(uno, Documento):
                self._documento(uno, orden)
            else:
                self._papel(uno, orden)
            yield orden

    def _documento(self, documento: Documento, orden: int) -> None:
        self._incorporar(
            documento,
            documento.archivo,
            orden=orden,
            clase=documento.tipo,
            extension=extension_de(documento.nombre),
            produccion=documento.fecha,
            incorporacion=documento.incorporado_el,
            referencia=documento.referencia,
            nombre=documento.nombre,
        )

    def _papel(self, papel: Papel, orden: int) -> None:
        archivo = Archivo.objects.get(pk=papel.actual)  # type: ignore[attr-defined]  # annotated by the Alcance
        zona = ZoneInfo(papel.expediente.zona_horaria)
        comprobacion = archivo.comprobaciones.order_by("-id").first()
        self._incorporar(
            papel,
            archivo,
            orden=orden,
            clase=papel.clase,
            extension="pdf",
            produccion=dt.datetime.fromisoformat(papel.momento).astimezone(zona).date(),  # type: ignore[attr-defined]
            incorporacion=papel.asiento.registrado_at.astimezone(zona).date(),
            referencia=papel.codigo_en_grupos,
            nombre=papel.nombre_de_archivo,
            firmas=self._firmas(papel),
            comprobacion=comprobacion.resultado if comprobacion else "",
        )
        if comprobacion:
            self._informe(
                f"evidencias/{orden:05d}-comprobacion.json",
                comprobacion.informe,
                clase="comprobacion",
                papel=papel,
                momento=comprobacion.repetida_at,
                dice=[comprobacion.resultado],
            )
        for n, rehusada in enumerate(self.alcance.rehusadas(papel, self.hasta), 1):
            self._rehusada(papel, rehusada, f"evidencias/{orden:05d}-rehusado-{n:03d}")

    def _incorporar(
        self,
        uno: Documento | Papel,
        archivo: Archivo,
        *,
        orden: int,
        clase: str,
        extension: str,
        produccion: dt.date,
        incorporacion: dt.date,
        **propio: Any,
    ) -> None:
        """Write the bytes of a paper, where they are handed out, and its row of the index; `propio` is what that row
        says of its kind alone."""
        fichero = _nombre(orden, produccion, clase, extension)
        falta = self._escribir(fichero, archivo)
        self.indice.agregar(
            Renglon(
                orden=orden,
                codigo=codigo_de(uno),
                clase=clase,
                titulo=uno.titulo,
                institucion=str(uno.institucion),
                visibilidad=uno.visibilidad,
                produccion=produccion.isoformat(),
                incorporacion=incorporacion.isoformat(),
                folios=None if falta else _folios(archivo),
                medio=archivo.medio,
                tamano=archivo.tamano,
                sha256=archivo.sha256,
                asiento=uno.asiento.n,
                archivo="" if falta else fichero,
                falta=falta,
                **propio,
            )
        )

    def _firmas(self, papel: Papel) -> list[dict[str, object]]:
        """The places that were signed."""
        firmas = Firma.objects.filter(papel=papel, asiento__n__lte=self.hasta)
        return [
            {
                "campo": firma.campo,
                "via": firma.via,
                "institucion": str(firma.institucion),
                "puesto": str(firma.puesto),
                "fecha": firma.fecha_hecho,
                "certificado": firma.certificado,
                "custodia": firma.custodia,
                "escaneo": self._escaneo(firma),
            }
            for firma in firmas.select_related("institucion", "puesto").order_by("campo")
        ]

    def _escaneo(self, firma: Firma) -> str:
        """The code of the scan of a place that was signed by hand, where the reader may read it."""
        if firma.documento_id is None:
            return ""
        escaneo = self.alcance.documentos(self.hasta).filter(pk=firma.documento_id).first()
        return codigo_de(escaneo) if escaneo else ""

    def _rehusada(self, papel: Papel, rehusada: FirmaRehusada, base: str) -> None:
        archivo, nombre = rehusada.archivo, f"{base}.pdf"
        falta = self._escribir(nombre, archivo)
        self.indice.agregar(
            Evidencia(
                clase="rehusado",
                de=codigo_de(papel),
                momento=rehusada.traida_at,
                dice=rehusada.razones,
                medio=archivo.medio,
                tamano=archivo.tamano,
                sha256=archivo.sha256,
                asiento=rehusada.asiento.n,
                archivo="" if falta else nombre,
                falta=falta,
            )
        )
        self._informe(
            f"{base}.json",
            rehusada.informe,
            clase="informe",
            papel=papel,
            momento=rehusada.traida_at,
            dice=rehusada.razones,
            asiento=rehusada.asiento.n,
        )

    def _informe(
        self,
        nombre: str,
        texto: str,
        *,
        clase: str,
        papel: Papel,
        momento: dt.datetime,
        dice: list[str],
        asiento: int | None = None,
    ) -> None:
        """Write a report as it was kept: canonical JSON that names, as `sha256`, the file that was examined."""
        fichero = self.empaque.agregar(nombre, [texto.encode()])
        self.indice.agregar(
            Evidencia(
                clase=clase,
                de=codigo_de(papel),
                momento=momento,
                dice=dice,
                medio=JSON,
                tamano=fichero.tamano,
                sha256=fichero.sha256,
                asiento=asiento,
                archivo=nombre,
                falta="",
            )
        )

    def _escribir(self, nombre: str, archivo: Archivo) -> str:
        """Write some bytes by their pieces; why they are not handed out, empty when they are."""
        if falta := _falta(archivo):
            return falta
        with almacen.abrir(archivo.sha256) as contenido:
            self.empaque.agregar(nombre, contenido.chunks(almacen.BLOQUE))
        return ""


def _numero(uno: Documento | Papel) -> int:
    return uno.asiento.n


def codigo_de(uno: Documento | Papel) -> str:
    letra = "P" if isinstance(uno, Papel) else "D"
    return f"{uno.expediente.codigo}-{letra}{uno.asiento.n:05d}"


def _nombre(orden: int, dia: dt.date, clase: str, extension: str) -> str:
    """A name of its own that every system accepts, in the order of the papers."""
    limpia = extension if extension.isascii() and extension.isalnum() else "bin"
    return f"papeles/{orden:05d}-{dia.isoformat()}-{clase}.{limpia}"


def _folios(archivo: Archivo) -> int | None:
    with almacen.abrir(archivo.sha256) as contenido:
        return folios.contar(contenido, archivo.medio)


def _falta(archivo: Archivo) -> str:
    """Why some bytes are not handed out; empty when they are."""
    if archivo.esta_infectado:
        return f"Está infectado ({archivo.amenaza}) y no se entrega."
    try:
        if almacen.esta_integro(archivo.sha256):
            return ""
    except FileNotFoundError:
        return "Sus bytes no están en el almacén."
    return "Los bytes del almacén no son los que se incorporaron."
