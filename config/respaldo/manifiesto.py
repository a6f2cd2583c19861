"""What a backup says of itself: of what moment and versions it is, what is in it and what is missing."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from auditoria.canonico import canonico
from config.respaldo.errores import Rehusado
from tablero.copia.manifiesto import MANIFIESTO, sellado

FORMATO = "convenios.respaldo"
VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Manifiesto:
    """`instantanea` is the moment of the database, `momento` the later one at which this was sealed. `hechos` are those
    of `config.respaldo.base.hechos`; `partes` is everything but the stored files, which `archivos.txt` lists; `faltan`
    are the stored files that could not be read, each with its sentence.
    """

    momento: dt.datetime
    instantanea: dt.datetime
    postgresql: int
    migraciones: Sequence[Sequence[str]]
    hechos: Mapping[str, Any]
    archivos: int
    faltan: Sequence[Mapping[str, str]]
    partes: Sequence[Mapping[str, Any]]
    motivo_sin_firma: str = ""
    motivo_sin_sello: str = ""

    def escribir(self, *, sin_sello: bool) -> Mapping[str, bytes]:
        """Its files by name: itself, its signature and its timestamp.

        With `sin_sello` only itself where the seal does not sign, and then it says why. Raises ImproperlyConfigured
        where it does not.
        """
        try:
            return sellado(lambda motivo: self._texto(motivo_sin_sello=motivo), self.momento)
        except ImproperlyConfigured as error:
            if not sin_sello:
                raise
            return {MANIFIESTO: self._texto(motivo_sin_firma=str(error))}

    def _texto(self, **motivos: str) -> bytes:
        return canonico({"formato": FORMATO, "version": VERSION, **vars(self), **motivos}).encode()

    @classmethod
    def leer(cls, texto: bytes) -> "Manifiesto":
        """Raises Rehusado for what is no manifest of ours, or one of another version."""
        try:
            datos = json.loads(texto)
            formato, version = datos.pop("formato"), datos.pop("version")
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            raise Rehusado("El manifiesto no se puede leer: el archivo está dañado.") from error
        if formato != FORMATO:
            raise Rehusado(f"El archivo no es un respaldo de Convenios: dice ser «{formato}».")
        if version != VERSION:
            raise Rehusado(
                f"El respaldo es de la versión {version} del formato y aquí se lee la {VERSION}: "
                "restáurelo con la versión de Convenios que lo hizo."
            )
        try:
            momentos = {cual: dt.datetime.fromisoformat(datos[cual]) for cual in ("momento", "instantanea")}
            leido = cls(**{**datos, **momentos})
            leido.exigir_forma()
            if leido._texto() != texto:
                raise ValueError("not canonical")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Rehusado("El manifiesto no dice lo que debe: el archivo está dañado.") from error
        return leido

    def exigir_forma(self) -> None:
        """Raises ValueError, KeyError, TypeError for fields that are not what they should be."""
        if type(self.postgresql) is not int or type(self.archivos) is not int:
            raise ValueError("numbers")
        _textos(self.motivo_sin_firma, self.motivo_sin_sello)
        for app, nombre in self.migraciones:
            _textos(app, nombre)
        for falta in self.faltan:
            _textos(falta["sha256"], falta["motivo"])
        for parte in self.partes:
            _textos(parte["nombre"], parte["sha256"])
            _ = parte["tamano"]
        if not all(isinstance(self.hechos[clave], dict) for clave in ("tablas", "cadenas")):
            raise ValueError("facts")
        _ = self.hechos["cierre"], self.hechos["cadenas"]["asientos"]


def _textos(*valores: object) -> None:
    if not all(isinstance(valor, str) for valor in valores):
        raise ValueError("text")
