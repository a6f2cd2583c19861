"""What the pages of the signatures of a paper ask."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from auditoria.models import Asiento
from documentos.models import Archivo, Comprobacion, Documento, Firma, Papel, TipoDeDocumento, Via
from documentos.services.firmas.lugares import Facultades, facultades_de, lugar_de, por_que_no
from documentos.services.firmas.razones import frase
from expedientes.models import Expediente
from expedientes.visibilidad import asientos_visibles
from instituciones.models import Usuario

NINGUNA = Facultades(firma=False, registra=False)
SE_MUESTRAN = 20
"""Refused files, of those of one paper."""


@dataclass(frozen=True, kw_only=True)
class FilaDeLugar:
    """One place of a paper: who is to sign it, or who did and how, and what the last check found of it."""

    dice: Mapping[str, Any]
    firma: Firma | None
    hallada: Mapping[str, Any] | None
    facultades: Facultades


@dataclass(frozen=True, kw_only=True)
class Rehusada:
    """A file that somebody brought back as signed and was refused: its bytes are evidence that nobody is handed."""

    traida_at: dt.datetime
    quien: str
    sha256: str
    razones: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Ronda:
    """A paper with its places and its last check, as one person sees them."""

    papel: Papel
    actual: Archivo | None
    lugares: Sequence[FilaDeLugar]
    comprobacion: Comprobacion | None
    por_que_no: str
    """Why it is not signed now, in a sentence; empty while it is."""
    rehusadas: Sequence[Rehusada]

    @property
    def faltan(self) -> int:
        return sum(1 for lugar in self.lugares if lugar.firma is None)


def ronda_de(papel: Papel, usuario: Usuario) -> Ronda:
    actual = papel.archivo_actual() if papel.esta_compuesto else None
    comprobacion = actual.comprobaciones.order_by("-id").first() if actual else None
    firmas = {
        f.campo: f
        for f in papel.firmas.select_related(
            "institucion", "puesto", "persona", "documento", "aprobacion__puesto", "aprobacion__suple_a"
        )
    }
    halladas = halladas_de(comprobacion)
    lugares = [lugar_de(papel, dice["campo"]) for dice in papel.lugares()]
    razon = por_que_no(papel, lugares[0].firmable, lugares[0].objeto) if lugares else ""
    return Ronda(
        papel=papel,
        actual=actual,
        lugares=[
            FilaDeLugar(
                dice=lugar.dice,
                firma=firmas.get(lugar.campo),
                hallada=hallada_de(firmas.get(lugar.campo), lugar.campo, halladas),
                facultades=NINGUNA if razon or lugar.campo in firmas else facultades_de(lugar, usuario),
            )
            for lugar in lugares
        ],
        comprobacion=comprobacion,
        por_que_no=razon,
        rehusadas=_rehusadas(papel, usuario),
    )


def lugar_propio(papel: Papel, usuario: Usuario) -> str:
    """The field of the place of a paper that this person has still to sign; empty when there is none."""
    firmados = set(papel.firmas.values_list("campo", flat=True))
    campos = [dice["campo"] for dice in papel.lugares() if dice["campo"] not in firmados]
    suyos = (campo for campo in campos if facultades_de(lugar_de(papel, campo), usuario).firma)
    return next(suyos, "")


def _rehusadas(papel: Papel, usuario: Usuario) -> list[Rehusada]:
    """The newest first, to whoever reads their rows of the log."""
    visibles = Asiento.objects.filter(asientos_visibles(usuario, papel.expediente))
    filas = papel.rehusadas.filter(asiento__in=visibles).select_related("archivo", "traida_por__persona")
    return [
        Rehusada(
            traida_at=fila.traida_at,
            quien=fila.traida_por.nombre_para_la_historia(),
            sha256=fila.archivo.sha256,
            razones=[frase(razon) for razon in fila.razones],
        )
        for fila in filas[:SE_MUESTRAN]
    ]


def halladas_de(comprobacion: Comprobacion | None) -> list[Mapping[str, Any]]:
    """The signatures of a file as its last check found them."""
    informe = json.loads(comprobacion.informe) if comprobacion else {"firmas": []}
    return list(informe["firmas"])


def hallada_de(
    firma: Firma | None, campo: str, halladas: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """What was found of a place's signature: in its own field, or, as a tool outside may have it, in one of that tool's
    own by the same certificate."""
    de_su_campo = (hallada for hallada in halladas if hallada["campo"] == campo)
    de_fuera = (
        hallada
        for hallada in halladas
        if firma and firma.via == Via.EXTERNA and hallada["huella"] == firma.certificado
    )
    return next(chain(de_su_campo, de_fuera), None)


def escaneos_de(expediente: Expediente, usuario: Usuario) -> list[Documento]:
    """The scans of signed papers that this person reads, newest first."""
    visibles = Documento.objects.visible_to(usuario).filter(expediente=expediente)
    return list(visibles.filter(tipo=TipoDeDocumento.ESCANEO).select_related("archivo")[:100])
