"""A kind's template and its data become the bytes of a paper."""

import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf
from django.template.loader import render_to_string
from django.utils import translation

from documentos.composicion.accesible import sanear
from documentos.composicion.campos import Campo, poner_campos
from documentos.composicion.hoja import Adjunto, Caja, imprimir
from documentos.composicion.qr import dibujo

IDIOMA = "es"
"""Papers are what the law asks for, in the language in which the parties wrote."""
DATOS = "papel.json"


def componer(plantilla: str, datos: str, *, codigo: str = "") -> bytes:
    """The PDF of a paper. `datos` is its canonical JSON, `codigo` how its verification code is written, empty for
    drafts, which have no field to sign in.

    Same arguments, same bytes. Raises ComposicionRehusada.
    """
    sobre: dict[str, Any] = json.loads(datos)
    direccion = f"{sobre['verificacion']}{codigo.replace('-', '')}/"
    with translation.override(IDIOMA):
        html = render_to_string(
            plantilla,
            {
                "sobre": sobre,
                "datos": sobre["datos"],
                "codigo": codigo,
                "direccion": direccion,
                "qr": dibujo(direccion, f"Código QR que lleva a {direccion}") if codigo else "",
            },
        )
    impreso = imprimir(
        html,
        momento=dt.datetime.fromisoformat(sobre["momento"]),
        adjunto=Adjunto(
            nombre=DATOS, descripcion="Datos con que se compuso este papel", contenido=datos.encode()
        ),
    )
    campos = [] if sobre["es_borrador"] else _campos(sobre["firmas"], impreso.cajas)
    return _acabar(impreso.pdf, campos, se_firma=not sobre["es_borrador"])


def _campos(firmas: Sequence[Mapping[str, Any]], cajas: Mapping[str, Caja]) -> list[Campo]:
    """A field for each place that is still to be signed, where the template drew its box."""
    return [
        Campo(
            firma["campo"],
            _descripcion(firma),
            cajas[firma["campo"]],
        )
        for firma in firmas
        if not firma["dada"]
    ]


def _descripcion(firma: Mapping[str, Any]) -> str:
    """What a screen reader says of a place to sign."""
    quien = ", ".join(filter(None, (firma["nombre"], firma["puesto"])))
    return f"Firma de {quien}, por {firma['institucion']}"


def _acabar(pdf: bytes, campos: Sequence[Campo], *, se_firma: bool) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        sanear(documento)
        if se_firma:
            poner_campos(documento, campos)
        salida = io.BytesIO()
        documento.save(salida, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return salida.getvalue()
