"""What the log rows of the papers that the system makes say."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from documentos.models import Via
from documentos.papeles import CLASES
from documentos.services.firmas.razones import frase as frase_de_firma


def _pedir_papel(datos: Mapping[str, Any], _nombres: Any, _asiento: Asiento) -> str:
    clase = _clase_de_papel(datos["clase"])
    if datos["es_borrador"]:
        return _("Se pidió componer un borrador: %(clase)s.") % {"clase": clase}
    return _("Se pidió componer un papel: %(clase)s.") % {"clase": clase}


def _componer_papel(datos: Mapping[str, Any], _nombres: Any, _asiento: Asiento) -> str:
    return _("El sistema compuso un papel: %(clase)s, con hash %(hash)s…") % {
        "clase": _clase_de_papel(datos["clase"]),
        "hash": datos["sha256"][:12],
    }


def _sellar_papel(datos: Mapping[str, Any], _nombres: Any, _asiento: Asiento) -> str:
    return _("El sistema selló un papel: %(clase)s.") % {"clase": _clase_de_papel(datos["clase"])}


def _firmar_papel(datos: Mapping[str, Any], _nombres: Any, _asiento: Asiento) -> str:
    return _("Se firmó un papel: %(clase)s. Vía: %(via)s. Su archivo tiene ahora el hash %(hash)s…") % {
        "clase": _clase_de_papel(datos["clase"]),
        "via": _via(datos["via"]),
        "hash": datos["sha256"][:12],
    }


def _firmar_en_papel(datos: Mapping[str, Any], _nombres: Any, _asiento: Asiento) -> str:
    return _("Se declaró una firma en papel, con su escaneo y el lugar donde se custodia: %(donde)s.") % {
        "donde": datos["custodia"]
    }


def _fechar_papel(datos: Mapping[str, Any], _nombres: Any, _asiento: Asiento) -> str:
    return _("Un papel recibió un sello de tiempo de archivo: %(clase)s.") % {
        "clase": _clase_de_papel(datos["clase"])
    }


def _rehusar_firmado(datos: Mapping[str, Any], _nombres: Any, _asiento: Asiento) -> str:
    return _("Se rehusó un archivo que se trajo como firmado: %(razones)s") % {
        "razones": " ".join(frase_de_firma(razon) for razon in datos["razones"])
    }


def _via(clave: str) -> str:
    return str(Via(clave).label).lower() if clave in Via.values else clave


def _clase_de_papel(clave: str) -> str:
    return str(CLASES[clave].nombre) if clave in CLASES else clave


FRASES_DE_PAPELES = {
    ("documentos.papel", "pedir_papel"): _pedir_papel,
    ("documentos.papel", "componer_papel"): _componer_papel,
    ("documentos.papel", "sellar_papel"): _sellar_papel,
    ("documentos.papel", "firmar_papel"): _firmar_papel,
    ("documentos.papel", "firmar_en_papel"): _firmar_en_papel,
    ("documentos.papel", "fechar_papel"): _fechar_papel,
    ("documentos.papel", "rehusar_firmado"): _rehusar_firmado,
}
"""By the model and the action of the row."""
