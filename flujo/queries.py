"""What the pages ask of a lifecycle: which steps there are from here, who may, and in words what is still missing."""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auditoria.models import Asiento
from flujo.acto import Acto, Capacidad
from flujo.declaracion import Condicion, Permiso, Transicion, maquina_de
from flujo.errors import SinPermiso
from flujo.models import ConEstado
from flujo.services import estado_de


@dataclass(frozen=True, kw_only=True)
class Requisito:
    """One condition of a step as it stands now; `falta` says in sentences what exactly is missing."""

    frase: str
    cumplido: bool
    falta: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Paso:
    """One declared step from the state in which an object stands, as one person sees it.

    `capacidad` is in which capacity that person may take it, None when `impedimento` says why not.
    """

    nombre: str
    etiqueta: str
    ayuda: str
    form: str | None
    sobre_contenido: bool
    destino: str
    etiqueta_del_destino: str
    quien: str
    capacidad: Capacidad | None
    impedimento: str
    requisitos: Sequence[Requisito]

    @property
    def falta(self) -> list[str]:
        """A sentence for each thing that the step still lacks, whoever takes it."""
        return [frase for requisito in self.requisitos for frase in requisito.falta]

    @property
    def exigido(self) -> list[dict[str, Any]]:
        """What it demands, as `components/checklist.html` takes it: what is met, then each thing that is missing."""
        cumplido = [{"text": r.frase, "ok": True} for r in self.requisitos if r.cumplido]
        return cumplido + [{"text": frase, "ok": False} for frase in self.falta]

    @property
    def puede(self) -> bool:
        """Whether this person may, once nothing is missing."""
        return self.capacidad is not None

    @property
    def esta_listo(self) -> bool:
        """Whether `perform` would take the step now."""
        return self.puede and not self.falta


def pasos(objeto: ConEstado, acto: Acto) -> list[Paso]:
    """Every declared step from the present state of `objeto`, in the order of declaration of their targets.

    Conditions and permissions that several steps share are asked once.
    """
    maquina, pais = maquina_de(objeto), objeto.pais()
    requisito = functools.cache(functools.partial(_requisito, objeto=objeto))
    permiso = functools.cache(functools.partial(_permiso, objeto=objeto, acto=acto))
    with objeto.raiz().recordando():
        return [
            _paso(
                transicion,
                pais=pais,
                destino=maquina.etiqueta(transicion.target, pais),
                requisitos=[requisito(condicion) for condicion in transicion.conditions or ()],
                permiso=permiso(transicion.permission),
            )
            for transicion in maquina.salidas(estado_de(objeto))
        ]


def frase_de_estado(objeto: ConEstado, rol: str = "") -> str:
    """What somebody in that role has to do next, by the state's own sentence; "" is everybody else."""
    ficha = maquina_de(objeto).fichas[estado_de(objeto)]
    return str(ficha.por_rol.get(rol) or ficha.por_rol.get("") or ficha.significa)


def estados_recorridos(objeto: ConEstado) -> set[str]:
    """The states in which the object has stood, by its log."""
    filas = Asiento.objects.filter(modelo=objeto._meta.label_lower, objeto=objeto.pk, hasta__isnull=False)
    return set(filas.order_by().values_list("hasta", flat=True).distinct())


def _paso(
    transicion: Transicion,
    *,
    pais: str,
    destino: str,
    requisitos: Sequence[Requisito],
    permiso: tuple[Capacidad | None, str],
) -> Paso:
    capacidad, impedimento = permiso
    return Paso(
        nombre=transicion.name,
        etiqueta=transicion.custom["etiqueta"].en(pais),
        ayuda=str(transicion.custom["ayuda"]),
        form=transicion.custom["form"],
        sobre_contenido=transicion.custom["sobre_contenido"],
        destino=str(transicion.target),
        etiqueta_del_destino=destino,
        quien=transicion.permission.frase,
        capacidad=capacidad,
        impedimento=impedimento,
        requisitos=requisitos,
    )


def _requisito(condicion: Condicion[Any], objeto: ConEstado) -> Requisito:
    cumplido = condicion(objeto)
    return Requisito(
        frase=str(condicion.frase),
        cumplido=cumplido,
        falta=() if cumplido else tuple(condicion.falta(objeto)),
    )


def _permiso(permiso: Permiso, objeto: ConEstado, acto: Acto) -> tuple[Capacidad | None, str]:
    try:
        return permiso.capacidad(objeto, acto), ""
    except SinPermiso as negativa:
        return None, str(negativa)


def papel_del_asiento(asiento: Asiento) -> str | None:
    """The hash of the paper from which the act of a log row was recorded; None when it was done in person."""
    papel: str | None = json.loads(asiento.cuerpo)["datos"].get("documento")
    return papel
