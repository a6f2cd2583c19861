"""Lifecycles made up for a test: each a model that no table has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, TextChoices
from django.test.utils import isolate_apps

from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.declaracion import FichaDeEstado, Maquina, PermisoBase, paso, transition
from flujo.fields import FSMField
from flujo.models import ConEstado


@dataclass(frozen=True)
class Abierto(PermisoBase):
    """Open to some roles, as far as exploring goes."""

    roles: frozenset[str] = frozenset({"coordinador_titular"})
    frase: str = "quien coordina"

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        return SISTEMA


@dataclass(frozen=True)
class Paso:
    """A step to declare; several with one name are one transition from several states."""

    nombre: str
    desde: str
    hasta: str
    etiqueta: str = ""
    permiso: Any = Abierto()
    condiciones: Sequence[Callable[[Any], bool]] = ()
    form: str | None = None


def hacer_opciones(estados: Iterable[str]) -> Any:
    funcional: Any = TextChoices
    return funcional("Estado", {e.upper(): (e, e.capitalize().replace("_", " ")) for e in estados})


def hacer_modelo(
    inicial: str, estados: Sequence[str], pasos: Iterable[Paso], **atributos: Any
) -> type[Model]:
    """A model with that lifecycle, in an application of its own."""
    opciones = hacer_opciones(estados)
    campo = FSMField("estado", choices=opciones.choices, default=inicial, protected=True)
    metodos: dict[str, Any] = {}
    for declarado in pasos:
        metodo = metodos.get(declarado.nombre)
        if metodo is None:

            def metodo(self: Any) -> None: ...

            metodo.__name__ = declarado.nombre
        metodos[declarado.nombre] = transition(
            campo,
            source=declarado.desde,
            target=declarado.hasta,
            permission=declarado.permiso,
            conditions=declarado.condiciones,
            custom=paso(declarado.etiqueta or declarado.nombre.capitalize(), form=declarado.form),
        )(metodo)
    with isolate_apps("tests.taller"):
        meta = type("Meta", (), {"app_label": "taller"})
        base = atributos.pop("base", ConEstado)
        return type(
            "Ejemplo",
            (base,),
            {"__module__": __name__, "Meta": meta, "estado": campo, **metodos, **atributos},
        )


def hacer_maquina(
    inicial: str,
    estados: Sequence[str],
    pasos: Iterable[Paso],
    *,
    finales: Sequence[str] = (),
    cerrados: Sequence[str] = (),
    frases: Mapping[str, Mapping[str, str]] | None = None,
    **campos: Any,
) -> Maquina:
    """A lifecycle that is not registered. Every state speaks to everybody unless `frases` says otherwise."""
    modelo = hacer_modelo(inicial, estados, pasos)
    opciones = hacer_opciones(estados)
    return Maquina(
        modelo=modelo,
        campo="estado",
        estados=opciones,
        fichas={
            e: FichaDeEstado(
                significa=f"Está en {e}.",
                por_rol=(frases or {}).get(e, {"": "Espere."}),
                final=e in finales,
                abierto_a_entrada=e not in cerrados,
            )
            for e in estados
        },
        **campos,
    )


CONVENIO = (
    "contacto",
    [
        "contacto",
        "solicitud",
        "en_evaluacion",
        "observado",
        "en_aprobacion",
        "en_firma",
        "suscrito",
        "pendiente_de_entrada_en_vigor",
        "en_ejecucion",
        "suspendido",
        "concluido",
        "en_liquidacion",
        "cerrado",
        "archivado",
        "no_suscrito",
    ],
    [
        Paso("solicitar", "contacto", "solicitud", "Presentar la solicitud"),
        Paso("enviar", "solicitud", "en_evaluacion", "Enviar a evaluación"),
        *[
            Paso("no_suscribir", desde, "no_suscrito", "No suscribir")
            for desde in ("contacto", "solicitud", "en_evaluacion")
        ],
        Paso("pasar_a_aprobacion", "en_evaluacion", "en_aprobacion", "Pasar a aprobación"),
        *[
            Paso("observar", desde, "observado", "Observar")
            for desde in ("en_evaluacion", "en_aprobacion", "en_firma")
        ],
        Paso("devolver", "observado", "en_evaluacion", "Devolver a evaluación"),
        Paso("pasar_a_firma", "en_aprobacion", "en_firma", "Pasar a firma"),
        Paso("suscribir", "en_firma", "suscrito", "Declarar suscrito"),
        Paso("poner_en_ejecucion", "suscrito", "en_ejecucion", "Numerar y poner en ejecución"),
        Paso("numerar", "suscrito", "pendiente_de_entrada_en_vigor", "Numerar y esperar la entrada en vigor"),
        Paso(
            "entrar_en_vigor",
            "pendiente_de_entrada_en_vigor",
            "en_ejecucion",
            "Registrar la entrada en vigor",
        ),
        Paso("suspender", "en_ejecucion", "suspendido", "Suspender"),
        Paso("reanudar", "suspendido", "en_ejecucion", "Reanudar"),
        *[Paso("concluir", desde, "concluido", "Concluir") for desde in ("en_ejecucion", "suspendido")],
        Paso("liquidar", "concluido", "en_liquidacion", "Iniciar la liquidación"),
        Paso("cerrar_sin_liquidar", "concluido", "cerrado", "Cerrar sin liquidación"),
        Paso("cerrar", "en_liquidacion", "cerrado", "Cerrar"),
        Paso("archivar", "cerrado", "archivado", "Archivar"),
    ],
)
"""The whole lifecycle of an agreement, as large as the machines of this project get."""
