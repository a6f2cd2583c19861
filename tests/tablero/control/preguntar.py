"""Asking a question of control as somebody, and what it is asked about."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from documentos.models import Documento
from documentos.services import incorporar_documento
from expedientes.models import Expediente
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from tablero.control import PREGUNTAS, Alcance, FiltrosDeControl
from tests.convenios.vida import DIA
from tests.factories import auditor, con_rol, hoy
from tests.tablero.test_cartera import Mesa

AYER = hoy() - DIA


class Control(Mesa):
    """The agreements of a ministry, its register, and an auditor of it by mandate."""

    def __init__(self) -> None:
        super().__init__()
        self.registro: Usuario = con_rol(self.propone, "registro", "Registro")
        self.registro_de_otra: Usuario = con_rol(self.otra, "registro", "Registro de la otra")
        self.auditora: Usuario = auditor(self.propone)


def respuesta(clave: str, usuario: Usuario, **filtros: Any) -> list[Any]:
    """What answers the question, with what the page shows of it, the first day first."""
    pregunta, alcance = PREGUNTAS[clave], Alcance(usuario, FiltrosDeControl(**filtros))
    return list(pregunta.con(pregunta.hallazgos(alcance), alcance).order_by("dia", "pk"))


def codigos(clave: str, usuario: Usuario, **filtros: Any) -> list[str]:
    """The case files of the answers."""
    filas = respuesta(clave, usuario, **filtros)
    por_id = Expediente.objects.in_bulk({f.expediente_pk for f in filas})
    return [por_id[f.expediente_pk].codigo for f in filas]


def incorporar(
    expediente: Expediente, quien: Usuario, contenido: bytes, *, de: Institucion | None = None, **datos: Any
) -> Documento:
    """A paper of these bytes, brought into a case file."""
    campos = {"tipo": "otro", "titulo": "Un papel", "fecha": dt.date(2016, 5, 2), **datos}
    return incorporar_documento(
        expediente,
        fichero=SimpleUploadedFile("papel.txt", contenido),
        acto=Acto(registra=quien, institucion_id=de.pk if de else None),
        **campos,
    )
