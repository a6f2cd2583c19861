"""What the papers of an agreement and of an addendum have in common: parties, text, conditions, signatures."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios.lectura import condiciones_a_la_vista
from convenios.models import Fase, Instrumento, Moneda, VersionDeTexto
from convenios.ordinales import ordinal
from convenios.requeridos import requeridos_de
from convenios.services import firmar
from documentos.papeles import Dueno, Firmable, Lugar
from expedientes.models import Aprobacion, Clase, Metodo
from expedientes.oficinas import Oficina, oficinas_de, partes_de
from expedientes.permissions import RolDesignado, needs
from instituciones.models import Calidad, Institucion, Persona, Puesto
from instituciones.paises import ID_FISCAL

FINALES = frozenset({Fase.FIRMA, Fase.SUSCRITO})
"""The phases in which the text no longer changes: what is composed then is no draft."""


def falta_el_texto(instrumento: Instrumento) -> str:
    return "" if instrumento.version else _("Todavía no hay un texto compartido del que componerlo.")


def es_borrador(instrumento: Instrumento) -> bool:
    return instrumento.fase not in FINALES


def momento(instrumento: Instrumento) -> dt.datetime:
    """The later of when its text was shared and when it came into its present state."""
    momentos: list[dt.datetime] = [instrumento.asiento.registrado_at]
    if instrumento.version:
        momentos.append(instrumento.version.asiento.registrado_at)
    return max(momentos)


def de_las_partes(instrumento: Instrumento) -> Dueno:
    """Everybody's; it stands under the proposing party, who is listed first."""
    return Dueno(partes_de(instrumento.expediente)[0].institucion_id)


def partes(instrumento: Instrumento) -> list[dict[str, Any]]:
    """The parties that have not left, the proposing one first, each with the posts that sign for it."""
    lugares: dict[int, list[Lugar]] = defaultdict(list)
    for lugar in firmantes(instrumento):
        lugares[lugar.institucion_id].append(lugar)
    hoy = instrumento.expediente.hoy()
    return [
        {
            **identificacion(parte.institucion),
            "firman": [
                {"puesto": lugar.puesto, "nombre": lugar.nombre} for lugar in lugares[parte.institucion_id]
            ],
        }
        for parte in partes_de(instrumento.expediente)
        if parte.hasta is None or parte.hasta >= hoy
    ]


def identificacion(institucion: Institucion) -> dict[str, Any]:
    """How a paper names an institution, with what its country calls the number by which it is taxed."""
    return {
        "nombre": institucion.nombre,
        "sigla": institucion.sigla if institucion.sigla != institucion.nombre else "",
        "clase_de_id_fiscal": ID_FISCAL[institucion.pais][0],
        "id_fiscal": institucion.id_fiscal,
        "domicilio": institucion.domicilio,
    }


def del_texto(instrumento: Instrumento) -> dict[str, Any]:
    """The text as it now is: clauses, conditions and contributions, with its parties."""
    version = instrumento.version
    if version is None:
        raise ValueError("a paper of a text is not asked for before there is one")
    return {
        "version": version.n,
        "hash_del_texto": version.hash,
        "partes": partes(instrumento),
        "clausulas": clausulas(version),
        "condiciones": condiciones(version),
        **aportes(version),
    }


def clausulas(version: VersionDeTexto) -> list[dict[str, Any]]:
    return [
        {"n": n, "ordinal": ordinal(n), "titulo": clausula.titulo, "texto": clausula.texto}
        for n, clausula in enumerate(version.clausulas.all(), 1)
    ]


def condiciones(version: VersionDeTexto) -> list[dict[str, str]]:
    """What the text agrees on besides the contributions, which have their own table."""
    return [
        {"que": str(dato["term"]), "valor": str(dato["value"])}
        for dato in condiciones_a_la_vista(version)
        if "value" in dato
    ]


def aportes(version: VersionDeTexto) -> dict[str, Any]:
    """What each party gives, and the sum of each currency."""
    filas = list(version.aportes.select_related("institucion"))
    totales: dict[str, Decimal] = defaultdict(Decimal)
    for fila in filas:
        totales[fila.moneda] += fila.monto
    return {
        "aportes": [
            {
                "institucion": str(fila.institucion),
                "anio": fila.anio,
                "fuente": fila.fuente,
                "descripcion": fila.descripcion,
                "es_valorizado": fila.es_valorizado,
                "moneda": fila.moneda,
                "monto": fila.monto,
            }
            for fila in filas
        ],
        "totales": [
            {"moneda": moneda, "nombre": str(Moneda(moneda).label), "monto": totales[moneda]}
            for moneda in sorted(totales)
        ],
    }


def firmantes(instrumento: Instrumento) -> list[Lugar]:
    """Who signs, the parties in their order. Of a signed text, who signed it and how."""
    if instrumento.fase == Fase.SUSCRITO:
        return [_ya_firmo(firma) for firma in _firmas(instrumento)]
    oficinas = [o for o in oficinas_de(instrumento.expediente) if o.rol == RolDesignado.FIRMANTE]
    puestos = Puesto.objects.in_bulk({o.puesto_id for o in oficinas})
    personas = Persona.objects.in_bulk({o.persona_id for o in oficinas if o.persona_id})
    return [
        _por_firmar(oficina, parte.institucion, puestos, personas)
        for parte in partes_de(instrumento.expediente)
        for oficina in oficinas
        if oficina.institucion_id == parte.institucion_id
    ]


def _por_firmar(
    oficina: Oficina, institucion: Institucion, puestos: dict[int, Puesto], personas: dict[int, Persona]
) -> Lugar:
    encargado = oficina.calidad in (Calidad.ENCARGADO, Calidad.SUBROGANTE)
    return Lugar(
        institucion_id=institucion.pk,
        institucion=institucion.nombre,
        rol=str(RolDesignado.FIRMANTE.label),
        puesto=puestos[oficina.puesto_id].nombre,
        puesto_id=oficina.puesto_id,
        nombre=str(personas[oficina.persona_id]) if oficina.persona_id else "",
        calidad=str(Calidad(oficina.calidad).label).lower() if encargado and oficina.calidad else "",
    )


def _firmas(instrumento: Instrumento) -> Sequence[Aprobacion]:
    return [
        requerido.vigente
        for requerido in requeridos_de([instrumento])[instrumento.llave]
        if requerido.clase == Clase.FIRMA and requerido.vigente
    ]


def decidio(asiento: Asiento) -> str:
    """Who decided, as the paper says from which an act was recorded; empty when nobody wrote it or it was erased."""
    privado: dict[str, Any] = json.loads(asiento.personal) if asiento.personal else {}
    return str(privado.get("decidio", ""))


def _ya_firmo(firma: Aprobacion) -> Lugar:
    por_documento = firma.metodo == Metodo.POR_DOCUMENTO
    return Lugar(
        institucion_id=firma.institucion_id,
        institucion=firma.institucion.nombre,
        rol=str(RolDesignado.FIRMANTE.label),
        puesto=str(firma.puesto or ""),
        puesto_id=firma.puesto_id,
        nombre=str(firma.persona or ""),
        dada={
            "como": "Firmado según un documento" if por_documento else "Firma registrada en el sistema",
            "fecha": firma.fecha_hecho,
            "papel": firma.documento_sha256,
            "quien": decidio(firma.asiento),
        },
    )


def firmable(por_firmar: Callable[[], Iterable[Instrumento]]) -> Firmable:
    """How an agreement or an addendum is signed: while it is, by the posts that were designated, in any order."""
    return Firmable(
        permiso=lambda _instrumento: needs("firmar"),
        contenido=lambda instrumento: instrumento.contenido_hash,
        por_que_no=_por_que_no_se_firma,
        registrar=lambda instrumento, acto: firmar(instrumento, acto=acto),
        por_firmar=por_firmar,
    )


def _por_que_no_se_firma(instrumento: Instrumento) -> str:
    if instrumento.fase == Fase.SUSCRITO:
        return _("Ya está suscrito: no le falta ninguna firma.")
    if instrumento.fase != Fase.FIRMA:
        return _("La ronda de firmas terminó: el texto volvió a revisarse o no se suscribió.")
    return ""
