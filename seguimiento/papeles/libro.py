"""The book of actas of a body on paper: its index, with the hash of each signed file."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.papeles import Clase, Dueno, registrar_clase
from documentos.permissions import incorporar
from expedientes.models import Expediente
from seguimiento.models import Organo
from seguimiento.queries.libro import Entrada, entradas_de
from seguimiento.services.actas.libro import LIBRO


def _organos(expediente: Expediente) -> QuerySet[Organo]:
    return (
        Organo.objects.filter(expediente=expediente)
        .select_related("expediente", "asiento")
        .order_by("numero")
    )


def _en_el_libro(organo: Organo) -> list[Entrada]:
    return [e for e in entradas_de(organo) if e.acta.libro]


def _datos(organo: Organo) -> dict[str, Any]:
    with translation.override("es"):
        return {
            "organo": {"nombre": organo.nombre, "sigla": organo.sigla, "fundamento": organo.fundamento},
            "constituido_el": organo.constituido_el,
            "folios": max((e.acta.folio_hasta or 0 for e in _en_el_libro(organo)), default=0),
            "entradas": [_entrada(e) for e in _en_el_libro(organo)],
        }


def _entrada(entrada: Entrada) -> dict[str, Any]:
    acta = entrada.acta
    return {
        "orden": acta.libro,
        "numero": acta.numero_dicho,
        "sesion": acta.sesion.nombre,
        "celebrada_el": acta.sesion.fecha,
        "aprobada_el": acta.aprobada_el,
        "forma": str(acta.get_forma_display()),
        "fuera_de_orden": acta.fuera_de_orden,
        "folio_desde": acta.folio_desde,
        "folio_hasta": acta.folio_hasta,
        "incorporada_el": acta.incorporada_el,
        "sha256": entrada.sha256,
        "codigo": entrada.codigo,
        "rectificada_por": [
            f"Acta {r.acta.numero_dicho}: {r.parrafo.texto}"[:400] for r in entrada.rectificaciones
        ],
    }


def _momento(organo: Organo) -> dt.datetime:
    """When the last thing was written in it."""
    entradas = _en_el_libro(organo)
    momentos: list[dt.datetime] = [organo.asiento.registrado_at]
    momentos += [e.acta.asiento.registrado_at for e in entradas]
    momentos += [
        r.ejecutado_en.registrado_at
        for e in entradas
        for r in e.rectificaciones
        if r.ejecutado_en is not None
    ]
    return max(momentos)


def _de_quien(organo: Organo) -> Dueno:
    miembros = organo.miembros_al(organo.expediente.hoy()) or list(organo.miembros.all())
    preside = next((m for m in miembros if m.cargo == "presidencia"), miembros[0])
    return Dueno(preside.institucion_id)


registrar_clase(
    Clase(
        clave=LIBRO,
        nombre=_("Libro de actas"),
        descripcion=_(
            "El índice del libro de un órgano: cada acta con sus folios, cómo se aprobó y el hash de lo firmado."
        ),
        plantilla="papeles/libro_de_actas.html",
        objetos=_organos,
        rotulo=lambda organo: organo.nombre,
        titulo=lambda organo: f"Libro de actas: {organo.nombre}",
        datos=_datos,
        momento=_momento,
        de_quien=_de_quien,
        pide=incorporar,
        falta=lambda organo: "" if _en_el_libro(organo) else _t("El libro todavía no tiene actas."),
    )
)
