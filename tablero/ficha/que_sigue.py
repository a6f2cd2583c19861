"""«Qué sigue»: what the person can do now, what is missing, why something is not theirs to do, and what others owe."""

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from convenios.direcciones import direccion
from convenios.models import Convenio, Instrumento
from convenios.services.evaluacion import SE_OPINA
from expedientes.espera import Espera
from expedientes.facultades import Facultad
from expedientes.permissions import ANULADO, ROLES
from expedientes.que_sigue import Boton, QueSigue
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from flujo.models import ConEstado
from flujo.queries import Paso, frase_de_estado, pasos
from tablero.ficha.accion import Clasificada
from tablero.ficha.acciones_de_la_vida import de_la_publicacion, de_la_vida, del_registro
from tablero.ficha.acciones_del_texto import aprobaciones, observaciones, opiniones, plazo_de, preparacion
from tablero.ficha.datos import Datos


def que_sigue(datos: Datos) -> QueSigue:
    propias = [] if datos.instrumento is None else list(_del_instrumento(datos, datos.instrumento))
    if datos.adenda is None:
        propias += [*_del_trabajo(datos), *_por_revisar(datos), *_del_expediente(datos)]
    return QueSigue(
        frases=list(_frases(datos)),
        tareas=[a for grupo, a in propias if grupo == "tarea"],
        bloqueadas=[a for grupo, a in propias if grupo == "bloqueada"],
        ofrecidas=[a for grupo, a in propias if grupo == "accion" and "danger" not in a.kind],
        salidas=[a for grupo, a in propias if grupo == "accion" and "danger" in a.kind],
        ajenas=[a for grupo, a in propias if grupo == "ajena"],
        de_otros=[
            _de_otro(e, datos)
            for e in [*datos.esperas, *datos.del_trabajo]
            if not _es_mia(e, datos) and _la_conoce(e, datos)
        ],
    )


SIN_BOTON = frozenset({"observar", "suscribir", "suspender", "reanudar"})
"""Steps that other acts bring about: an observation, the last signature, a suspension and its end."""


def _del_instrumento(datos: Datos, instrumento: Instrumento) -> Iterator[Clasificada]:
    yield from opiniones(datos, instrumento)
    yield from aprobaciones(datos, instrumento)
    yield from observaciones(datos, instrumento)
    if isinstance(instrumento, Convenio):
        yield from del_registro(datos, instrumento)
    for paso in pasos(instrumento, Acto(registra=datos.usuario)):
        if paso.nombre not in SIN_BOTON:
            yield _de_paso(paso, instrumento, datos, direccion(instrumento, "paso", paso.nombre))
    yield from preparacion(datos, instrumento)
    if isinstance(instrumento, Convenio):
        yield from de_la_vida(datos, instrumento)
        yield from de_la_publicacion(datos, instrumento)


def _del_trabajo(datos: Datos) -> Iterator[Clasificada]:
    """What waits for the person in plans, meetings and commitments."""
    for espera in datos.del_trabajo:
        if _es_mia(espera, datos):
            yield "tarea", Boton(text=espera.que, href=espera.url, icon="arrow-right", note=espera.por_que)


def _por_revisar(datos: Datos) -> Iterator[Clasificada]:
    """What others recorded from a paper for the person's own party. Nobody has to: contesting is optional."""
    codigo = datos.expediente.codigo
    if len(datos.por_revisar) == 1:
        href = reverse("convenios:contestar", args=[codigo, datos.por_revisar[0].pk])
        texto = _("Revisar un acto registrado por documento")
        yield "accion", Boton(text=texto, href=href, icon="paperclip")
    elif datos.por_revisar:
        href = reverse("tablero:historia", args=[codigo])
        yield (
            "accion",
            Boton(text=_("Revisar los actos registrados por documento"), href=href, icon="paperclip"),
        )


def _del_expediente(datos: Datos) -> Iterator[Clasificada]:
    """The steps of the case file itself, for whoever has its custody; a relation may become an agreement."""
    codigo = datos.expediente.codigo
    if datos.convenio is None and datos.puede("mover", de_la_proponente=True):
        yield (
            "accion",
            Boton(text=_("Convertir en convenio"), href=reverse("convenios:convertir", args=[codigo])),
        )
    if datos.convenio is None and datos.puede_designar:
        href = reverse("convenios:designaciones", args=[codigo])
        yield "accion", Boton(text=_("Designar un puesto"), href=href, icon="users")
    if datos.puede("custodiar"):
        for paso in pasos(datos.expediente, Acto(registra=datos.usuario)):
            if paso.puede and not paso.falta:
                href = reverse("tablero:paso", args=[codigo, paso.nombre])
                yield "accion", Boton(text=paso.etiqueta, href=href)


def _de_paso(paso: Paso, objeto: ConEstado, datos: Datos, href: str) -> Clasificada:
    if not paso.puede:
        grupo = "bloqueada" if any(f.impedimento == paso.impedimento for f in datos.facultades) else "ajena"
        return grupo, Boton(text=paso.etiqueta, reason=paso.impedimento)
    if paso.falta:
        return "bloqueada", Boton(text=paso.etiqueta, checks=paso.exigido)
    if maquina_de(objeto).fichas[paso.destino].final:
        return "accion", Boton(text=paso.etiqueta, href=href, kind="quiet danger")
    return "tarea", Boton(text=paso.etiqueta, href=href, icon="arrow-right", note=paso.ayuda)


def _frases(datos: Datos) -> Iterator[tuple[str, str]]:
    """Once for each capacity; to whoever has none, what the state says to everybody."""
    esta_anulado = datos.expediente.estado == ANULADO
    maquina: ConEstado = datos.expediente if esta_anulado else datos.instrumento or datos.expediente
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
    if dada is None or datos.instrumento is None or datos.instrumento.fase not in SE_OPINA:
        return ""
    return _("Su %(opinion)s sobre este texto está dada: no le toca nada más por ahora.") % {
        "opinion": dada.en_frase
    }


def _como(facultad: Facultad, datos: Datos, nombres: Mapping[int, str]) -> str:
    como = _("%(rol)s de %(institucion)s") % {
        "rol": ROLES[facultad.rol].etiqueta.en(datos.expediente.pais()),
        "institucion": nombres.get(facultad.institucion_id or 0, ""),
    }
    return _("%(capacidad)s, en suplencia") % {"capacidad": como} if facultad.suplencia_id else como


def _es_mia(espera: Espera, datos: Datos) -> bool:
    """Whether it waits for one of the posts that the person holds here, or for a role that they have."""
    if espera.puestos:
        return any(f.puesto_id in espera.puestos and not f.impedimento for f in datos.facultades)
    return any(
        (f.institucion_id, f.rol) == (espera.institucion.pk, espera.rol) and not f.impedimento
        for f in datos.facultades
    )


def _la_conoce(espera: Espera, datos: Datos) -> bool:
    """Whether nothing of it is another party's internal matter: what answers the opinions tells of them."""
    dadas = [o.vigente for o in datos.opiniones if o.vigente]
    return not espera.es_interna or all(a.pk in datos.visibles for a in dadas)


def _de_otro(espera: Espera, datos: Datos) -> dict[str, str]:
    """What somebody else owes. Until when is told to its own party only."""
    rol = ROLES[espera.rol].etiqueta.en(datos.expediente.pais())
    return {
        "que": espera.que,
        "quien": f"{rol} · {espera.institucion}",
        "plazo": plazo_de(espera) if espera.institucion.pk in datos.lados else "",
    }
