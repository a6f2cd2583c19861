"""What a verification found, as data that can be kept and read again. The words for people are in `frases`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class Resultado(StrEnum):
    """The indications of ETSI EN 319 102-1, 5.1.3, and that nothing could be checked. Only VALIDA is ever green."""

    VALIDA = "VALIDA"
    INDETERMINADA = "INDETERMINADA"
    INVALIDA = "INVALIDA"
    NO_COMPROBADA = "NO_COMPROBADA"


GRAVEDAD = tuple(Resultado)
"""From the best to the worst."""


def peor(*resultados: Resultado) -> Resultado:
    """The worst of them; VALIDA of none."""
    return max(resultados, key=GRAVEDAD.index, default=Resultado.VALIDA)


MOTIVOS = {
    "alterada": Resultado.INVALIDA,
    "firma_rota": Resultado.INVALIDA,
    "formato": Resultado.INVALIDA,
    "no_cubre": Resultado.INVALIDA,
    "cambio_despues": Resultado.INVALIDA,
    "cambio_prohibido": Resultado.INVALIDA,
    "revocada": Resultado.INVALIDA,
    "emisor_revocado": Resultado.INVALIDA,
    "tiempo_roto": Resultado.INVALIDA,
    "sin_certificado": Resultado.INDETERMINADA,
    "no_confiada": Resultado.INDETERMINADA,
    "caducada": Resultado.INDETERMINADA,
    "aun_no_vale": Resultado.INDETERMINADA,
    "sin_revocacion": Resultado.INDETERMINADA,
    "revocacion_vieja": Resultado.INDETERMINADA,
    "uso_indebido": Resultado.INDETERMINADA,
    "algoritmo_debil": Resultado.INDETERMINADA,
    "cadena": Resultado.INDETERMINADA,
    "condiciones": Resultado.INDETERMINADA,
    "tapa": Resultado.INDETERMINADA,
    "contenedor": Resultado.INDETERMINADA,
    "tiempo_no_confiado": Resultado.INDETERMINADA,
    "tiempo_futuro": Resultado.INDETERMINADA,
}
"""Why a signature is not valid, and what it is then.

What ETSI EN 319 102-1 leaves INDETERMINATE stays so: no chain to a trusted root (NO_CERTIFICATE_CHAIN_FOUND), a
certificate out of its time without proof of an earlier existence (OUT_OF_BOUNDS_NO_POE, 5.2.6 and 5.5), no fresh
revocation data (TRY_LATER). In one thing this is stricter: a certificate revoked before the moment that is proven is
INVALIDA, where the standard waits for a proof that it was signed after (REVOKED_NO_POE).
"""
PROBLEMAS = {
    "sin_firmas": Resultado.INDETERMINADA,
    "firma_desconocida": Resultado.INDETERMINADA,
    "no_empieza_como_lo_emitido": Resultado.INVALIDA,
    "cambio_sin_firma": Resultado.INVALIDA,
    "cambio_no_analizable": Resultado.INDETERMINADA,
    "cola_sin_firma": Resultado.INVALIDA,
    "firma_quitada": Resultado.INVALIDA,
    "contenido_sombra": Resultado.INDETERMINADA,
    "javascript": Resultado.INDETERMINADA,
    "ejecuta": Resultado.INDETERMINADA,
    "formulario_dinamico": Resultado.INDETERMINADA,
    "adjunto_ajeno": Resultado.INDETERMINADA,
    "dos_cosas": Resultado.INVALIDA,
    "danado": Resultado.INVALIDA,
    "con_clave": Resultado.NO_COMPROBADA,
    "demasiado": Resultado.NO_COMPROBADA,
    "memoria": Resultado.NO_COMPROBADA,
    "tiempo": Resultado.NO_COMPROBADA,
    "averia": Resultado.NO_COMPROBADA,
}
"""What is wrong with the file as a whole, and what it is then."""
CAMBIOS = ("ninguno", "firmas_y_validacion", "otros")
NIVELES = ("", "B-B", "B-T", "B-LT", "B-LTA")


@dataclass(frozen=True, kw_only=True)
class FirmaHallada:
    """One signature, or one timestamp over the whole file, as it was found.

    `momento_declarado` is what the signer's clock said; `momento_sellado` what an authority that is trusted here did.
    `cubre_hasta` is the offset at which the signed bytes end. `cambios` is what came into the file after it. `nivel`
    is the PAdES level (ETSI EN 319 142-1), empty for a timestamp and for what is no PAdES signature.
    """

    campo: str
    es_sello_de_tiempo: bool
    quien: str
    emisor: str
    serie: str
    huella: str
    identidades: tuple[str, ...]
    momento_declarado: dt.datetime | None
    momento_sellado: dt.datetime | None
    nivel: str
    cubre_hasta: int
    cubre_todo: bool
    cambios: str
    resultado: Resultado
    motivos: tuple[str, ...]

    def a_json(self) -> dict[str, Any]:
        """Plain data: moments in ISO 8601."""
        return {
            **asdict(self),
            "identidades": list(self.identidades),
            "momento_declarado": _en_texto(self.momento_declarado),
            "momento_sellado": _en_texto(self.momento_sellado),
            "resultado": str(self.resultado),
            "motivos": list(self.motivos),
        }

    @classmethod
    def de_json(cls, datos: Any) -> "FirmaHallada":
        """Raises ValueError for what is not the data of one."""
        _exigir_campos(cls, datos)
        for nombre in ("campo", "quien", "emisor", "serie", "huella"):
            _exigir(isinstance(datos[nombre], str))
        _exigir(type(datos["cubre_hasta"]) is int)
        _exigir(type(datos["es_sello_de_tiempo"]) is bool and type(datos["cubre_todo"]) is bool)
        _exigir(datos["cambios"] in CAMBIOS and datos["nivel"] in NIVELES)
        return cls(
            **{
                **datos,
                "identidades": _textos(datos["identidades"]),
                "momento_declarado": _en_momento(datos["momento_declarado"]),
                "momento_sellado": _en_momento(datos["momento_sellado"]),
                "resultado": Resultado(datos["resultado"]),
                "motivos": _textos(datos["motivos"]),
            }
        )


@dataclass(frozen=True, kw_only=True)
class Informe:
    """What was found in a file: its signatures, in the order in which they were made, and its own problems."""

    resultado: Resultado
    sha256: str
    tamano: int
    firmas: tuple[FirmaHallada, ...] = ()
    problemas: tuple[str, ...] = ()

    @classmethod
    def de(
        cls, *, sha256: str, tamano: int, firmas: Sequence[FirmaHallada], problemas: Sequence[str]
    ) -> "Informe":
        """The report whose result is the worst of what was found."""
        resultado = peor(*(f.resultado for f in firmas), *(PROBLEMAS[p] for p in problemas))
        return cls(
            resultado=resultado,
            sha256=sha256,
            tamano=tamano,
            firmas=tuple(firmas),
            problemas=tuple(problemas),
        )

    def a_json(self) -> dict[str, Any]:
        """Plain data, without sentences."""
        return {
            "resultado": str(self.resultado),
            "sha256": self.sha256,
            "tamano": self.tamano,
            "firmas": [firma.a_json() for firma in self.firmas],
            "problemas": list(self.problemas),
        }

    @classmethod
    def de_json(cls, datos: Any) -> "Informe":
        """Raises ValueError for what is not the data of one."""
        _exigir_campos(cls, datos)
        _exigir(isinstance(datos["sha256"], str) and type(datos["tamano"]) is int)
        _exigir(isinstance(datos["firmas"], list))
        return cls(
            resultado=Resultado(datos["resultado"]),
            sha256=datos["sha256"],
            tamano=datos["tamano"],
            firmas=tuple(FirmaHallada.de_json(firma) for firma in datos["firmas"]),
            problemas=_textos(datos["problemas"]),
        )


def _exigir(cierto: bool) -> None:
    if not cierto:
        raise ValueError("these are not the data of a verification")


def _exigir_campos(clase: type[Any], datos: Any) -> None:
    _exigir(isinstance(datos, dict) and set(datos) == {campo.name for campo in fields(clase)})


def _textos(valores: Any) -> tuple[str, ...]:
    _exigir(isinstance(valores, list) and all(isinstance(valor, str) for valor in valores))
    return tuple(valores)


def _en_texto(momento: dt.datetime | None) -> str | None:
    return None if momento is None else momento.isoformat()


def _en_momento(texto: Any) -> dt.datetime | None:
    if texto is None:
        return None
    _exigir(isinstance(texto, str))
    return dt.datetime.fromisoformat(texto)
