"""«Qué sigue» of whatever has a lifecycle in a case file: what its state asks of somebody, and which steps lead on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from expedientes.facultades import facultades_de
from expedientes.oficinas import partes_de
from expedientes.permissions import ROLES
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from flujo.models import ConEstado
from flujo.queries import frase_de_estado, pasos
from instituciones.models import Usuario


@dataclass(frozen=True, kw_only=True)
class Boton:
    """A button of «Qué sigue»; without `href` it cannot be used, and `reason` or `checks` say why."""

    text: str
    href: str = ""
    kind: str = ""
    icon: str = ""
    note: str = ""
    reason: str = ""
    checks: Sequence[Mapping[str, Any]] = ()

    @property
    def id(self) -> str:
        return f"por-que-no-{slugify(self.text)}"


@dataclass(kw_only=True)
class QueSigue:
    """What the person may do with an object, what is missing, and what is somebody else's."""

    frases: list[tuple[str, str]] = field(default_factory=list)
    tareas: list[Boton] = field(default_factory=list)
    bloqueadas: list[Boton] = field(default_factory=list)
    ofrecidas: list[Boton] = field(default_factory=list)
    salidas: list[Boton] = field(default_factory=list)
    ajenas: list[Boton] = field(default_factory=list)
    de_otros: list[Mapping[str, str]] = field(default_factory=list)

    @property
    def acciones(self) -> list[Boton]:
        """What may be done and nobody waits for, the ways out last."""
        return [*self.ofrecidas, *self.salidas]


@dataclass(frozen=True, kw_only=True)
class Vida:
    """What a lifecycle is for, so that its steps stand where people look for them."""

    se_busca: Collection[str] = ()
    """The ends that the work is for. What leads to another is a way out: offered last, and only once it is open."""
    aparte: Collection[str] = ()
    """Steps that may be taken and that nobody waits for."""
    los_completa_su_acto: Collection[str] = ()
    """Steps whose conditions the act on their page completes: a party's yes, an observation."""
    los_da_otro_acto: Collection[str] = ()
    """Steps that another act takes as a rule, the last signature: offered where nothing of them is missing."""


def que_sigue(objeto: ConEstado, usuario: Usuario, vida: Vida) -> QueSigue:
    """The steps from here as this person sees them, each at `paso/<name>/` below the object's own address."""
    resultado = QueSigue(frases=_frases(objeto, usuario))
    pagina: str = objeto.get_absolute_url()  # type: ignore[attr-defined]  # whatever has steps to offer has a page
    for paso in pasos(objeto, Acto(registra=usuario)):
        es_salida = maquina_de(objeto).fichas[paso.destino].final and paso.destino not in vida.se_busca
        href = f"{pagina}paso/{paso.nombre}/"
        if paso.form is None or (paso.falta and paso.nombre in vida.los_da_otro_acto):
            continue
        if not paso.puede:
            resultado.ajenas.append(Boton(text=paso.etiqueta, reason=paso.impedimento))
        elif paso.falta and paso.nombre not in vida.los_completa_su_acto:
            if not es_salida:
                resultado.bloqueadas.append(Boton(text=paso.etiqueta, checks=paso.exigido))
        elif es_salida:
            resultado.salidas.append(Boton(text=paso.etiqueta, href=href, kind="quiet danger"))
        elif paso.nombre in vida.aparte:
            resultado.ofrecidas.append(Boton(text=paso.etiqueta, href=href, kind="quiet"))
        else:
            resultado.tareas.append(Boton(text=paso.etiqueta, href=href, icon="arrow-right", note=paso.ayuda))
    return resultado


def _frases(objeto: ConEstado, usuario: Usuario) -> list[tuple[str, str]]:
    """Once for each capacity; to whoever has none, what the state says to everybody."""
    expediente = objeto.raiz()
    nombres = {p.institucion_id: str(p.institucion) for p in partes_de(expediente)}
    frases: list[tuple[str, str]] = []
    for facultad in facultades_de(usuario, expediente):
        como = _("%(rol)s de %(institucion)s") % {
            "rol": ROLES[facultad.rol].etiqueta.en(expediente.pais()),
            "institucion": nombres.get(facultad.institucion_id or 0, ""),
        }
        frase = (como, facultad.impedimento or frase_de_estado(objeto, facultad.rol))
        if frase not in frases:
            frases.append(frase)
    return frases or [("", frase_de_estado(objeto))]
