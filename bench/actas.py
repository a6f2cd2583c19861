"""Minutes while the session runs: autosave writes by one statement, as large as what was typed."""

import datetime as dt
import re
from collections.abc import Iterator
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.medidas import Promesa, por_turnos
from demo.sembrar_trabajo import sembrar_plan
from expedientes.permissions import RolDesignado
from flujo.acto import Acto
from instituciones.models import Usuario
from seguimiento.models import Acta, ClaseDeParrafo
from seguimiento.permissions import Cargo
from seguimiento.services import (
    MiembroNuevo,
    agregar_punto,
    constituir_organo,
    convocar,
    iniciar,
    instalar,
    programar_sesion,
    registrar_llegada,
)
from seguimiento.services.parrafos import Empalme, agregar_parrafo, cambiar_parrafo
from seguimiento.services.sitios import Sitio

VUELTAS = 100
CORTO, LARGO = 200, 19_000
"""Characters of the paragraph in which one types."""
ESCRIBE = re.compile(r"^\s*(insert|update|delete)\b", re.IGNORECASE)


def medir() -> Iterator[Promesa]:
    """Every measured promise of the minutes."""
    acta, acto = _acta_en_sesion()
    corto, largo = _Parrafo(acta, acto, CORTO), _Parrafo(acta, acto, LARGO)
    with CaptureQueriesContext(connection) as contexto:
        largo.teclear()
    escrituras = [q["sql"] for q in contexto.captured_queries if ESCRIBE.match(q["sql"])]
    yield Promesa("acta, guardado continuo: sentencias que escriben", len(escrituras), 1, escrituras[0][:60])
    en_el_largo, en_el_corto = por_turnos(largo.teclear, corto.teclear, vueltas=VUELTAS)
    yield Promesa(
        f"acta, guardado continuo: en un párrafo de {LARGO:,} caracteres / en uno de {CORTO}",
        en_el_largo / en_el_corto,
        1.5,
        f"{en_el_largo * 1000:.2f} ms y {en_el_corto * 1000:.2f} ms",
    )
    yield Promesa(
        f"acta, guardado continuo: caracteres que se mandan por una palabra / los {LARGO:,} del párrafo",
        len(escrituras[0]) / LARGO,
        0.1,
        f"{len(escrituras[0])} caracteres de SQL",
    )


class _Parrafo:
    """A paragraph of so many characters in which a word is typed again and again, and taken out."""

    def __init__(self, acta: Acta, acto: Acto, largo: int) -> None:
        self.acta, self.acto, self.clave = acta, acto, uuid4()
        punto = acta.sesion.puntos.order_by("orden")[0]
        parrafo = agregar_parrafo(
            acta,
            clave=self.clave,
            sitio=Sitio(punto_id=punto.pk),
            clase=ClaseDeParrafo.DELIBERACION,
            texto="Se dijo. " * (largo // 9),
            acto=acto,
        )
        self.version, self.esta = parrafo.version, False

    def teclear(self) -> None:
        empalme = (
            Empalme(desde=9, quita=len("palabra "), pone="")
            if self.esta
            else Empalme(desde=9, quita=0, pone="palabra ")
        )
        hecho = cambiar_parrafo(self.acta, self.clave, version=self.version, empalme=empalme, acto=self.acto)
        self.version, self.esta = hecho.version, not self.esta


def _acta_en_sesion() -> tuple[Acta, Acto]:
    """An acta that is being written, of a body of the two parties of a synthetic case file."""
    plan = sembrar_plan(1)
    expediente = plan.expediente
    puestos = [
        d.puesto
        for d in expediente.designaciones.filter(rol=RolDesignado.COORDINADOR_TITULAR)
        .select_related("puesto__institucion")
        .order_by("id")
    ]
    quienes = [Usuario.objects.get(persona__ocupaciones__puesto=puesto) for puesto in puestos]
    acto = Acto(registra=quienes[0])
    organo = constituir_organo(
        expediente,
        nombre="Comité sintético",
        constituido_el=expediente.hoy() - dt.timedelta(days=30),
        reglas={"aviso": 0, "aviso_extraordinaria": 0},
        miembros=[
            MiembroNuevo(puesto=puesto, cargo=Cargo.MIEMBRO if n else Cargo.PRESIDENCIA)
            for n, puesto in enumerate(puestos)
        ],
        acto=acto,
    )
    sesion = programar_sesion(organo, fecha=expediente.hoy(), hora=dt.time(0, 0), lugar="Sala", acto=acto)
    agregar_punto(sesion, titulo="Avance", acto=acto)
    sesion = convocar(sesion, acto=acto)
    for miembro in organo.miembros.select_related("puesto", "institucion"):
        registrar_llegada(sesion, miembro, acto=acto)
    sesion = iniciar(instalar(sesion, acto=acto), acto=acto)
    return sesion.acta, acto
