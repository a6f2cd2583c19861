"""What the person can do with a text on its way: opine, give a V°B°, approve, sign, observe, answer, write."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from convenios.direcciones import direccion
from convenios.models import Adenda, Estado, Fase, Instrumento
from convenios.requeridos import Requerido
from convenios.services.evaluacion import SE_OBSERVA, SE_OPINA
from expedientes.espera import Espera
from expedientes.models import Clase
from expedientes.que_sigue import Boton
from tablero.ficha.accion import Clasificada, accion_sobre
from tablero.ficha.datos import Datos


def opiniones(datos: Datos, instrumento: Instrumento) -> Iterator[Clasificada]:
    """Giving, ratifying or changing an opinion; recording from its paper one that came in."""
    if instrumento.fase not in SE_OPINA:
        return
    plazos = {(e.institucion.pk, e.materia): plazo_de(e) for e in datos.esperas if e.clase == Clase.OPINION}
    for requerida in datos.opiniones:
        opinion = requerida.en_frase
        nota = plazos.get((requerida.institucion.pk, requerida.materia), "")
        if requerida.dispensa:
            continue
        se_comprueba = requerida.se_dispensa and requerida.se_debe and not requerida.se_opuso
        if se_comprueba and datos.puede("comprobar", requerida.institucion.pk):
            yield "accion", _la_lista(datos, requerida)
        if datos.puede(f"opinar:{requerida.materia}", requerida.institucion.pk):
            yield _de_la_oficina(instrumento, requerida, nota)
        elif requerida.vigente is None and datos.puede("por_documento"):
            yield (
                "accion",
                Boton(
                    text=_("Registrar desde un documento la %(opinion)s de %(institucion)s")
                    % {"opinion": opinion, "institucion": requerida.institucion},
                    href=f"{_opinar(instrumento, requerida)}&por=documento",
                    icon="paperclip",
                ),
            )


def _la_lista(datos: Datos, requerida: Requerido) -> Boton:
    """The other way, where the text is a standard model: the page says whether it is."""
    pagina = reverse("convenios:comprobar", args=[datos.expediente.codigo])
    return Boton(
        text=_("Llenar la lista de comprobación del modelo estándar"),
        href=f"{pagina}?institucion={requerida.institucion.pk}",
        icon="circle-check",
    )


def _de_la_oficina(instrumento: Instrumento, requerida: Requerido, nota: str) -> Clasificada:
    opinion, href = requerida.en_frase, _opinar(instrumento, requerida)
    if requerida.vigente:
        texto = _("Cambiar la %(opinion)s") % {"opinion": opinion}
        return "accion", Boton(text=texto, href=href, icon="file-pen")
    if requerida.caduca:
        texto = _("Ratificar la %(opinion)s") % {"opinion": opinion}
        nota = " ".join([_("El texto cambió después de que la diera: ya no cuenta."), nota])
        return "tarea", accion_sobre(
            instrumento, texto, "ratificar", requerida.caduca.pk, icon="git-compare", note=nota
        )
    texto = _("Dar la %(opinion)s") % {"opinion": opinion}
    if requerida.contestada:
        nota = " ".join([_("Su institución contestó la que se registró por documento: no cuenta."), nota])
    return "tarea", Boton(text=texto, href=href, icon="file-pen", note=nota)


def aprobaciones(datos: Datos, instrumento: Instrumento) -> Iterator[Clasificada]:
    """Giving a V°B°, approving and signing; recording them from their paper."""
    plazos = {(e.institucion.pk, e.clase, e.materia, e.puestos): plazo_de(e) for e in datos.esperas}
    for requerido in datos.requeridos:
        if requerido.vigente or not _se_pide(instrumento, requerido):
            continue
        nota = plazos.get(
            (requerido.institucion.pk, requerido.clase, requerido.materia, requerido.puestos), ""
        )
        href = _pagina(instrumento, requerido)
        if _es_suyo(datos, requerido):
            texto, icono = _boton(requerido)
            if requerido.caduca:
                nota = " ".join([_("El texto cambió después de que lo diera: ya no cuenta."), nota])
            yield "tarea", Boton(text=texto, href=href, icon=icono, note=nota)
        elif _lo_registra(datos, requerido):
            yield (
                "accion",
                Boton(
                    text=_("Registrar desde un documento: %(que)s de %(institucion)s")
                    % {"que": requerido.nombre, "institucion": requerido.institucion},
                    href=f"{href}&por=documento",
                    icon="paperclip",
                ),
            )


FACULTAD = {Clase.VISTO_BUENO: "visar", Clase.APROBACION: "aprobar", Clase.FIRMA: "firmar"}
FASE = {Clase.VISTO_BUENO: Fase.APROBACION, Clase.APROBACION: Fase.APROBACION, Clase.FIRMA: Fase.FIRMA}


def _se_pide(instrumento: Instrumento, requerido: Requerido) -> bool:
    return FASE.get(Clase(requerido.clase)) == instrumento.fase


def _es_suyo(datos: Datos, requerido: Requerido) -> bool:
    """Whether this very person may give it: an area's and a signatory's only through their own post."""
    if requerido.puestos and not any(f.puesto_id in requerido.puestos for f in datos.facultades):
        return False
    return datos.puede(FACULTAD[Clase(requerido.clase)], requerido.institucion.pk)


def _lo_registra(datos: Datos, requerido: Requerido) -> bool:
    """Whether the person records this party's from its paper: its own assistant; another's only a V°B°."""
    propia = datos.puede("por_documento", requerido.institucion.pk)
    return propia or (requerido.clase == Clase.VISTO_BUENO and datos.puede("por_documento"))


def _pagina(instrumento: Instrumento, requerido: Requerido) -> str:
    consulta = {"institucion": requerido.institucion.pk}
    if requerido.clase == Clase.VISTO_BUENO:
        consulta |= {"area": requerido.materia}  # type: ignore[dict-item]
    return f"{direccion(instrumento, FACULTAD[Clase(requerido.clase)])}?{urlencode(consulta)}"


def _boton(requerido: Requerido) -> tuple[str, str]:
    match requerido.clase:
        case Clase.VISTO_BUENO:
            return _("Dar el %(visto_bueno)s") % {"visto_bueno": requerido.nombre}, "stamp"
        case Clase.APROBACION:
            return _("Aprobar el texto por %(institucion)s") % {
                "institucion": requerido.institucion
            }, "circle-check"
        case _:
            return _("Firmar por %(institucion)s") % {"institucion": requerido.institucion}, "signature"


def observaciones(datos: Datos, instrumento: Instrumento) -> Iterator[Clasificada]:
    """Answering what was observed, and observing."""
    if datos.puede("editar", de_la_proponente=True):
        for observacion in datos.observaciones:
            if observacion.respondida_el is None:
                yield (
                    "tarea",
                    Boton(
                        text=_("Responder la observación de %(institucion)s")
                        % {"institucion": observacion.institucion},
                        href=reverse("convenios:responder", args=[datos.expediente.codigo, observacion.pk]),
                        icon="file-pen",
                        note=str(observacion),
                    ),
                )
    if instrumento.fase in SE_OBSERVA and datos.puede("observar"):
        texto = _("No firmar, y decir por qué") if instrumento.fase == Fase.FIRMA else _("Observar el texto")
        yield "accion", accion_sobre(instrumento, texto, "observar", icon="circle-alert")


def preparacion(datos: Datos, instrumento: Instrumento) -> Iterator[Clasificada]:
    """Writing the text and what it agrees on; what each party proves; who stands for it."""
    if instrumento.admite_cambios and datos.puede("editar"):
        texto = _("Cambiar el texto") if instrumento.version_id else _("Escribir el primer texto")
        yield "accion", accion_sobre(instrumento, texto, "editar", icon="pencil")
    if instrumento.admite_cambios and instrumento.version_id and datos.puede("compartir"):
        yield (
            "accion",
            accion_sobre(instrumento, _("Plazo, vigencia y aportes"), "condiciones", icon="calendar"),
        )
    codigo = datos.expediente.codigo
    if isinstance(instrumento, Adenda):
        if instrumento.admite_cambios and datos.puede("compartir", de_la_proponente=True):
            href = reverse("convenios:cambiar_adenda", args=[codigo, instrumento.ordinal])
            yield "accion", Boton(text=_("Cambiar lo que modifica"), href=href, icon="file-pen")
        return
    if instrumento.estado in (Estado.CONTACTO, Estado.SOLICITUD) and datos.puede("editar"):  # type: ignore[attr-defined]
        href = reverse("convenios:requisitos", args=[codigo])
        yield "accion", Boton(text=_("Acreditar personería y facultades"), href=href, icon="shield-check")
    if instrumento.fase != Fase.DESISTIDO and datos.puede_designar:
        href = reverse("convenios:designaciones", args=[codigo])
        yield "accion", Boton(text=_("Designar un puesto"), href=href, icon="users")


def plazo_de(espera: Espera) -> str:
    """Until when, and how it was counted."""
    if espera.hasta is None:
        return ""
    hasta = _("Hasta el %(dia)s.") % {"dia": date_format(espera.hasta, "j b Y")}
    return f"{hasta} {espera.frase_del_plazo}." if espera.frase_del_plazo else hasta


def _opinar(instrumento: Instrumento, requerida: Requerido) -> str:
    return f"{direccion(instrumento, 'opinar', requerida.materia)}?institucion={requerida.institucion.pk}"
