"""One institution, its people, a case, and deadlines in it."""

import datetime as dt
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from auditoria.services import abrir_cadena
from instituciones.models import Institucion, Persona, Usuario
from notificaciones import destinatarios
from notificaciones.models import Envio, Plazo
from notificaciones.reglas import Calendario, FechaCalculada, fecha_fija
from notificaciones.services import abrir_plazos, preparar_plazo

LIMA = Calendario.de("PE")
numero = count(1)


def cadena() -> Any:
    return abrir_cadena(f"prueba:{next(numero)}")


def institucion() -> Institucion:
    return Institucion.objects.create(
        nombre=f"Federación {next(numero)}", tipo="federacion", pais="PE", cadena=cadena(), lecturas=cadena()
    )


def usuario(correo: str = "", **mas: Any) -> Usuario:
    n = next(numero)
    persona = Persona.objects.create(
        nombres="Rosa", apellidos=f"Quispe {n}", cadena=cadena(), lecturas=cadena()
    )
    return Usuario.objects.create(persona=persona, correo=correo or f"rosa{n}@demo.invalid", **mas)


def estado(envio: Envio) -> tuple[str, str]:
    envio.refresh_from_db()
    return envio.estado, envio.ultimo_error


def plazo(
    *, vence: dt.date | FechaCalculada, responde: Usuario | None = None, tipo: str = "opinion", **mas: Any
) -> Plazo:
    """An opinion due that day in Lima. `responde` is who `resolver` says is reminded."""
    parte = mas.pop("institucion", None) or institucion()
    preparado = preparar_plazo(
        **{
            "cadena": mas.pop("cadena", None) or cadena(),
            "modelo": "convenios.opinion",
            "objeto": next(numero),
            "tipo": tipo,
            "asunto": "Opinión jurídica",
            "referencia": "EXP-2026-0001 · Cooperación con Cooperativas de las Américas",
            "ruta": "/expedientes/EXP-2026-0001/",
            "institucion_id": parte.pk,
            "zona_horaria": "America/Lima",
            "calculo": vence if isinstance(vence, FechaCalculada) else fecha_fija(vence, calendario=LIMA),
            "calendario": LIMA,
            **mas,
        }
    )
    abrir_plazos([preparado])
    abierto = Plazo.objects.get(
        modelo=preparado.modelo, objeto=preparado.objeto, tipo=tipo, ocasion=preparado.ocasion
    )
    RESPONDEN[abierto.pk] = [responde.pk] if responde else []
    return abierto


RESPONDEN: dict[int, list[int]] = {}
PREGUNTADOS: list[tuple[int, str]] = []


def resolver(pares: Any) -> dict[int, list[int]]:
    """Answers for the layers above: who is reminded of each deadline of these tests."""
    PREGUNTADOS.extend((p.pk, destino.value) for p, destino in pares)
    return {p.pk: RESPONDEN[p.pk] for p, _destino in pares}


@pytest.fixture(autouse=True)
def tipos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(destinatarios, "_rutas", {})
    for tipo in ("opinion", "vencimiento", "informe"):
        destinatarios.registrar_destinatarios(tipo, "tests.notificaciones.conftest.resolver")
    RESPONDEN.clear()
    PREGUNTADOS.clear()


@pytest.fixture
def envio(db: None) -> Callable[..., Envio]:
    """Write one message to one account, as `perform()` would."""
    from notificaciones.avisos import PASO_PENDIENTE, encolar

    def escribir(para: Usuario | None = None, **mas: Any) -> Envio:
        objeto = next(numero)
        encolar(
            PASO_PENDIENTE,
            usuarios=[(para or usuario()).pk],
            modelo="convenios.convenio",
            objeto=objeto,
            cadena=cadena(),
            contexto={
                "titulo": "Emitir la opinión jurídica",
                "explicacion": "Lea el texto vigente y diga si es conforme.",
                "referencia": "EXP-2026-0001 · Cooperación",
                "ruta": "/expedientes/EXP-2026-0001/",
                "vence": "2026-03-26",
            },
            **mas,
        )
        return Envio.objects.get(modelo="convenios.convenio", objeto=objeto)

    return escribir
