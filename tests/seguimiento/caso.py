"""A case file of two parties without any agreement, as FECRECOOP and CORFO have, with whoever works in it."""

import datetime as dt
from typing import Any

from auditoria.models import Asiento
from expedientes.models import Expediente
from expedientes.services import abrir_expediente
from flujo.acto import Acto
from flujo.services import perform
from instituciones.models import Usuario
from seguimiento.lineas import leer_asistentes, leer_puntos
from seguimiento.models import Compromiso, Reunion
from seguimiento.services import (
    AyudaMemoria,
    anotar_compromiso,
    cerrar_ayuda_memoria,
    dar_por_cumplido,
    guardar_ayuda_memoria,
    programar_reunion,
)
from tests.factories import SISTEMA, conceder, cuentas, designados, hoy, institucion

DIA = dt.timedelta(days=1)


class Caso:
    """`titular`, `alterno`, `tecnico` and `asistente` are of `propone`; `contraparte` and `su_asistente` of `otra`."""

    def __init__(self) -> None:
        self.propone = institucion("Federación de Cooperativas", sigla="FED", tipo="federacion")
        self.otra = institucion("Corporación de Fomento", sigla="CORP", tipo="agencia_publica")
        self.expediente: Expediente = abrir_expediente(
            titulo="Relación entre FED y CORP",
            tipo="relacion",
            proponente=self.propone,
            otras=[self.otra],
            acto=Acto(registra=SISTEMA),
        )
        (
            (self.titular, self.d_titular),
            (self.alterno, self.d_alterno),
            (self.tecnico, self.d_tecnico),
            (self.contraparte, self.d_contraparte),
        ) = designados(
            self.expediente,
            [
                (self.propone, "coordinador_titular"),
                (self.propone, "coordinador_alterno"),
                (self.propone, "equipo_tecnico"),
                (self.otra, "coordinador_titular"),
            ],
        )
        self.asistente, self.su_asistente, self.personal, self.ajeno = cuentas(
            "Asistente", "Su asistente", "Personal", "Ajeno"
        )
        conceder(self.asistente, self.propone, "asistente")
        conceder(self.su_asistente, self.otra, "asistente")
        conceder(self.personal, self.propone, "personal")
        conceder(self.ajeno, institucion("Ajena"), "personal")

    def anotar(self, quien: Usuario | None = None, **campos: Any) -> Compromiso:
        """A commitment of the party that proposes, due in ten days, unless something else is said."""
        campos.setdefault("texto", "Enviar la propuesta del modelo")
        if "institucion" not in campos and "responsable" not in campos:
            campos["institucion"] = self.propone
        campos.setdefault("vence", hoy() + 10 * DIA)
        return anotar_compromiso(self.expediente, acto=Acto(registra=quien or self.titular), **campos)

    def mover(self, objeto: Any, paso: str, quien: Usuario | None = None, **datos: Any) -> Any:
        return perform(objeto, paso, acto=Acto(registra=quien or self.titular), **datos).objeto

    def cumplir(self, compromiso: Compromiso, quien: Usuario | None = None, **campos: Any) -> Compromiso:
        campos.setdefault("nota", "Se envió por correo.")
        campos.setdefault("cumplido_el", hoy())
        return dar_por_cumplido(compromiso, acto=Acto(registra=quien or self.titular), **campos)

    def programar(self, quien: Usuario | None = None, **campos: Any) -> Reunion:
        """A working meeting of today, unless something else is said."""
        campos.setdefault("titulo", "Colaboración estratégica")
        campos.setdefault("fecha", hoy())
        return programar_reunion(self.expediente, acto=Acto(registra=quien or self.titular), **campos)

    def escribir(self, reunion: Reunion, quien: Usuario | None = None, **campos: Any) -> Reunion:
        campos.setdefault("titulo", reunion.titulo)
        asistentes = leer_asistentes(
            reunion, campos.pop("asistentes", "Gerenta general, FED\nEjecutivo, CORP")
        )
        puntos = leer_puntos(campos.pop("puntos", "Modelo de financiamiento\n- Se revisará."))
        return guardar_ayuda_memoria(
            reunion,
            AyudaMemoria(asistentes=asistentes, puntos=puntos, **campos),
            acto=Acto(registra=quien or self.titular, hash_mostrado=reunion.hash_de_contenido()),
        )

    def cerrar(self, reunion: Reunion, quien: Usuario | None = None) -> Reunion:
        viva = Reunion.objects.get(pk=reunion.pk)
        return cerrar_ayuda_memoria(
            viva, acto=Acto(registra=quien or self.titular, hash_mostrado=viva.hash_de_contenido())
        )

    def acciones(self, objeto: Any) -> list[str]:
        """What the log says that was done to it, in order."""
        filas = Asiento.objects.filter(modelo=objeto._meta.label_lower, objeto=objeto.pk)
        return list(filas.order_by("n").values_list("accion", flat=True))
