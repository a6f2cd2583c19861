"""What anybody who holds a paper is told of it: by its code, or by its very bytes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from documentos.firmas.campos import SELLO
from documentos.models import Archivo, Firma, Papel
from documentos.models.papel import ALFABETO, LARGO_DE_CODIGO
from documentos.papeles import clase_de
from documentos.queries.firmas import hallada_de, halladas_de
from documentos.services.firmas.lugares import objeto_de
from expedientes.models import Visibilidad
from tablero.transparencia.publicados import publicados

CODIGO = re.compile(rf"[{ALFABETO}]{{{LARGO_DE_CODIGO}}}")


@dataclass(frozen=True, kw_only=True)
class LugarVerificado:
    """One place to sign, without the names of persons: posts and institutions sign, and the holder has the paper."""

    puesto: str
    institucion: str
    firma: Firma | None
    hallada: Mapping[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class Verificado:
    """A paper as far as everybody may know of it. `titulo` is empty where the agreement is not published."""

    papel: Papel
    clase: str
    titulo: str
    actual: Archivo
    lugares: Sequence[LugarVerificado]
    sellos: Sequence[Mapping[str, Any]]
    """The seals and timestamps of the system that the last check found."""
    resultado: str
    estado: str
    """``vigente``, ``sustituido`` by a newer paper of the same, or ``de_otro_texto``: what it says has changed."""


def leer_codigo(escrito: str) -> str:
    """A code as it is kept, however it was typed; empty for what is none."""
    limpio = re.sub(r"[\s\-–]", "", escrito).upper()
    return limpio if CODIGO.fullmatch(limpio) else ""


def por_codigo(codigo: str) -> Verificado | None:
    return _verificado(Papel.objects.filter(codigo=codigo))


def por_hash(sha256: str) -> Verificado | None:
    """The paper that these very bytes are, or once were."""
    return _verificado(
        Papel.objects.filter(Q(archivo__sha256=sha256) | Q(revisiones__archivo__sha256=sha256)).distinct()
    )


def _verificado(papeles: Any) -> Verificado | None:
    papel = papeles.filter(es_borrador=False).select_related("archivo", "expediente").first()
    if papel is None or not papel.esta_compuesto:
        return None
    actual = papel.archivo_actual()
    comprobacion = actual.comprobaciones.order_by("-id").first()
    halladas = halladas_de(comprobacion)
    firmas = {firma.campo: firma for firma in papel.firmas.all()}
    es_publico = (
        papel.visibilidad == Visibilidad.COMPARTIDA
        and publicados().filter(expediente=papel.expediente).exists()
    )
    return Verificado(
        papel=papel,
        clase=str(clase_de(papel.clase).nombre),
        titulo=papel.titulo if es_publico else "",
        actual=actual,
        lugares=[
            LugarVerificado(
                puesto=lugar["puesto"],
                institucion=lugar["institucion"],
                firma=firmas.get(lugar["campo"]),
                hallada=hallada_de(firmas.get(lugar["campo"]), lugar["campo"], halladas),
            )
            for lugar in papel.lugares()
        ],
        sellos=[
            hallada for hallada in halladas if hallada["es_sello_de_tiempo"] or hallada["campo"] == SELLO
        ],
        resultado=comprobacion.resultado if comprobacion else "NO_COMPROBADA",
        estado=_estado(papel),
    )


def _estado(papel: Papel) -> str:
    mas_nuevo = Papel.objects.filter(
        clase=papel.clase, modelo=papel.modelo, objeto=papel.objeto, es_borrador=False, pk__gt=papel.pk
    )
    if mas_nuevo.exists():
        return "sustituido"
    firmable = clase_de(papel.clase).firmable
    if firmable and papel.contenido_hash != (firmable.contenido(objeto_de(papel)) or ""):
        return "de_otro_texto"
    return "vigente"
