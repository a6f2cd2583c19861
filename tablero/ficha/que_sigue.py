"""«Qué sigue»: what the person can do now, what is missing, why something is not theirs to do, and what others owe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convenios.lectura import lo_exigido
from convenios.models import Convenio, Estado
from convenios.queries import Espera, OpinionRequerida
from convenios.services.texto import EDITABLES
from expedientes.facultades import Facultad
from expedientes.permissions import ROLES
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from flujo.models import ConEstado
from flujo.queries import Paso, frase_de_estado, pasos
from instituciones.models import TipoDeOpinion
from tablero.ficha.datos import Datos


@dataclass(frozen=True, kw_only=True)
class Accion:
    """A button and what is said beside it; without `href` it cannot be used, and `reason` or `checks` say why."""

    text: str
    href: str = ""
    kind: str = ""
    icon: str = ""
    note: str = ""
    reason: str = ""
    checks: Sequence[Mapping[str, Any]] = ()

    @property
    def id(self) -> str:
        """For the reason's element: the words of a button name it on its page."""
        return f"por-que-no-{slugify(self.text)}"


@dataclass(frozen=True, kw_only=True)
class QueSigue:
    frases: Sequence[tuple[str, str]]
    """In which capacity, and what the present state asks of it."""
    tareas: Sequence[Accion]
    """What waits for this person, first the most pressing."""
    bloqueadas: Sequence[Accion]
    acciones: Sequence[Accion]
    """What the person may do besides."""
    ajenas: Sequence[Accion]
    """Steps from here that are somebody else's, each with the sentence that says whose."""
    de_otros: Sequence[Mapping[str, str]]
    """What others owe."""


def que_sigue(datos: Datos) -> QueSigue:
    propias = [] if datos.convenio is None else list(_del_convenio(datos, datos.convenio))
    propias += [*_por_revisar(datos), *_del_expediente(datos)]
    return QueSigue(
        frases=list(_frases(datos)),
        tareas=[a for grupo, a in propias if grupo == "tarea"],
        bloqueadas=[a for grupo, a in propias if grupo == "bloqueada"],
        acciones=sorted((a for grupo, a in propias if grupo == "accion"), key=lambda a: "danger" in a.kind),
        ajenas=[a for grupo, a in propias if grupo == "ajena"],
        de_otros=[
            _de_otro(e, datos) for e in datos.esperas if not _es_mia(e, datos) and _la_conoce(e, datos)
        ],
    )


Clasificada = tuple[str, Accion]


def _del_convenio(datos: Datos, convenio: Convenio) -> Iterator[Clasificada]:
    yield from _opiniones(datos, convenio)
    yield from _observaciones(datos, convenio)
    for paso in pasos(convenio, Acto(registra=datos.usuario)):
        if paso.nombre != "observar":
            yield _de_paso(paso, convenio, datos, "convenios:paso")
    yield from _preparacion(datos, convenio)


def _por_revisar(datos: Datos) -> Iterator[Clasificada]:
    """What others recorded from a paper for the person's own party. Nobody has to: contesting is optional."""
    if len(datos.por_revisar) == 1:
        texto = _("Revisar un acto registrado por documento")
        yield (
            "accion",
            _accion(datos, texto, "convenios:contestar", datos.por_revisar[0].pk, icon="paperclip"),
        )
    elif datos.por_revisar:
        texto = _("Revisar los actos registrados por documento")
        yield "accion", _accion(datos, texto, "tablero:historia", icon="paperclip")


def _del_expediente(datos: Datos) -> Iterator[Clasificada]:
    """The steps of the case file itself, for whoever has its custody."""
    if datos.puede("custodiar"):
        for paso in pasos(datos.expediente, Acto(registra=datos.usuario)):
            if paso.puede:
                yield "accion", _accion(datos, paso.etiqueta, "tablero:paso", paso.nombre)


def _de_paso(paso: Paso, objeto: ConEstado, datos: Datos, direccion: str) -> Clasificada:
    if not paso.puede:
        grupo = "bloqueada" if any(f.impedimento == paso.impedimento for f in datos.facultades) else "ajena"
        return grupo, Accion(text=paso.etiqueta, reason=paso.impedimento)
    if paso.falta:
        return "bloqueada", Accion(text=paso.etiqueta, checks=lo_exigido(paso))
    href = _direccion(datos, direccion, paso.nombre)
    if maquina_de(objeto).fichas[paso.destino].final:
        return "accion", Accion(text=paso.etiqueta, href=href, kind="quiet danger")
    return "tarea", Accion(text=paso.etiqueta, href=href, icon="arrow-right", note=paso.ayuda)


def _opiniones(datos: Datos, convenio: Convenio) -> Iterator[Clasificada]:
    if convenio.estado != Estado.EN_EVALUACION:
        return
    plazos = {(e.institucion.pk, e.materia): _plazo(e) for e in datos.esperas if e.materia}
    for requerida in datos.opiniones:
        opinion = requerida.nombre.lower()
        nota = plazos.get((requerida.institucion.pk, requerida.tipo), "")
        if datos.puede(f"opinar:{requerida.tipo}", requerida.institucion.pk):
            yield _de_la_oficina(datos, requerida, nota)
        elif requerida.vigente is None and datos.puede("por_documento"):
            yield (
                "accion",
                Accion(
                    text=_("Registrar desde un documento la %(opinion)s de %(institucion)s")
                    % {"opinion": opinion, "institucion": requerida.institucion},
                    href=f"{_opinar(datos, requerida)}&por=documento",
                    icon="paperclip",
                ),
            )


def _de_la_oficina(datos: Datos, requerida: OpinionRequerida, nota: str) -> Clasificada:
    opinion = requerida.nombre.lower()
    if requerida.vigente:
        texto = _("Cambiar la %(opinion)s") % {"opinion": opinion}
        return "accion", Accion(text=texto, href=_opinar(datos, requerida), icon="file-pen")
    if requerida.caduca:
        texto = _("Ratificar la %(opinion)s") % {"opinion": opinion}
        nota = " ".join([_("El texto cambió después de que la diera: ya no cuenta."), nota])
        return "tarea", Accion(
            text=texto,
            href=_direccion(datos, "convenios:ratificar", requerida.caduca.pk),
            icon="git-compare",
            note=nota,
        )
    texto = _("Dar la %(opinion)s") % {"opinion": opinion}
    if requerida.contestada:
        nota = " ".join([_("Su institución contestó la que se registró por documento: no cuenta."), nota])
    return "tarea", Accion(text=texto, href=_opinar(datos, requerida), icon="file-pen", note=nota)


def _observaciones(datos: Datos, convenio: Convenio) -> Iterator[Clasificada]:
    if datos.puede("editar", de_la_proponente=True):
        for observacion in datos.observaciones:
            if observacion.respondida_el is None:
                yield (
                    "tarea",
                    Accion(
                        text=_("Responder la observación de %(institucion)s")
                        % {"institucion": observacion.institucion},
                        href=_direccion(datos, "convenios:responder", observacion.pk),
                        icon="file-pen",
                        note=str(observacion),
                    ),
                )
    if convenio.estado in (Estado.EN_EVALUACION, Estado.OBSERVADO) and datos.puede("observar"):
        yield "accion", _accion(datos, _("Observar el texto"), "convenios:observar", icon="circle-alert")


def _preparacion(datos: Datos, convenio: Convenio) -> Iterator[Clasificada]:
    if convenio.estado not in EDITABLES:
        return
    if datos.puede("editar"):
        texto = _("Cambiar el texto") if convenio.version else _("Escribir el primer texto")
        yield "accion", _accion(datos, texto, "convenios:editar", icon="pencil")
    if convenio.estado in (Estado.CONTACTO, Estado.SOLICITUD) and datos.puede("editar"):
        yield (
            "accion",
            _accion(
                datos, _("Acreditar personería y facultades"), "convenios:requisitos", icon="shield-check"
            ),
        )
    if datos.puede("designar"):
        yield "accion", _accion(datos, _("Designar un puesto"), "convenios:designaciones", icon="users")


def _frases(datos: Datos) -> Iterator[tuple[str, str]]:
    """Once for each capacity; to whoever has none, what the state says to everybody."""
    maquina: ConEstado = datos.convenio or datos.expediente
    nombres = {p.institucion_id: str(p.institucion) for p in datos.partes}
    vistas: set[tuple[str, str]] = set()
    for facultad in datos.facultades:
        frase = facultad.impedimento or _ya_opino(facultad, datos) or frase_de_estado(maquina, facultad.rol)
        como = _como(facultad, datos, nombres)
        if (como, frase) not in vistas:
            vistas.add((como, frase))
            yield como, frase
    if not vistas:
        yield "", frase_de_estado(maquina)


def _ya_opino(facultad: Facultad, datos: Datos) -> str:
    """To an office whose opinion of the present text is given."""
    dada = next(
        (
            o
            for o in datos.opiniones
            if o.vigente and (o.institucion.pk, o.rol) == (facultad.institucion_id, facultad.rol)
        ),
        None,
    )
    if dada is None or datos.convenio is None or datos.convenio.estado != Estado.EN_EVALUACION:
        return ""
    return _("Su %(opinion)s sobre este texto está dada: no le toca nada más por ahora.") % {
        "opinion": dada.nombre.lower()
    }


def _como(facultad: Facultad, datos: Datos, nombres: Mapping[int, str]) -> str:
    como = _("%(rol)s de %(institucion)s") % {
        "rol": ROLES[facultad.rol].etiqueta.en(datos.expediente.pais()),
        "institucion": nombres.get(facultad.institucion_id or 0, ""),
    }
    return _("%(capacidad)s, en suplencia") % {"capacidad": como} if facultad.suplencia_id else como


def _es_mia(espera: Espera, datos: Datos) -> bool:
    return any(
        (f.institucion_id, f.rol) == (espera.institucion.pk, espera.rol) and not f.impedimento
        for f in datos.facultades
    )


def _la_conoce(espera: Espera, datos: Datos) -> bool:
    """Whether nothing of it is another party's internal matter: what answers an unfavourable opinion tells of it."""
    evalua = espera.convenio.estado == Estado.EN_EVALUACION and not espera.materia
    desfavorables = [o.vigente for o in datos.opiniones if o.vigente and not o.vigente.es_favorable]
    return not evalua or any(a.pk in datos.visibles for a in desfavorables)


def _de_otro(espera: Espera, datos: Datos) -> dict[str, str]:
    """What somebody else owes. Until when is told to its own party only."""
    rol = ROLES[espera.rol].etiqueta.en(datos.expediente.pais())
    return {
        "que": espera.que,
        "quien": f"{rol} · {espera.institucion}",
        "plazo": _plazo(espera) if espera.institucion.pk in datos.lados else "",
    }


def _plazo(espera: Espera) -> str:
    if espera.hasta is None:
        return ""
    hasta = _("Hasta el %(dia)s.") % {"dia": date_format(espera.hasta, "j b Y")}
    return f"{hasta} {espera.frase_del_plazo}." if espera.frase_del_plazo else hasta


def _opinar(datos: Datos, requerida: OpinionRequerida) -> str:
    tipo = str(TipoDeOpinion(requerida.tipo).value)
    return f"{_direccion(datos, 'convenios:opinar', tipo)}?institucion={requerida.institucion.pk}"


def _accion(datos: Datos, texto: str, direccion: str, *args: Any, icon: str = "") -> Accion:
    return Accion(text=texto, href=_direccion(datos, direccion, *args), icon=icon)


def _direccion(datos: Datos, nombre: str, *args: Any) -> str:
    return reverse(nombre, args=[datos.expediente.codigo, *args])
