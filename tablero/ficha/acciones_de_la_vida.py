"""What the person can do with a signed agreement: number it, change it, bring it to its end."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from convenios import vigencia
from convenios.causales import Causa, quedarian
from convenios.models import ADENDA, Convenio, Estado
from convenios.requeridos import sin_numero
from convenios.services.registro import SE_NUMERA
from convenios.services.vida import EN_VIDA
from expedientes.que_sigue import Boton
from instituciones.models import Numeracion
from tablero.ficha.accion import Clasificada, accion_sobre
from tablero.ficha.datos import Datos

TERMINADO = frozenset({Estado.CONCLUIDO, Estado.EN_LIQUIDACION})


def del_registro(datos: Datos, convenio: Convenio) -> Iterator[Clasificada]:
    """The numbers that the registers still have to give."""
    if convenio.estado not in SE_NUMERA:
        return
    for institucion, reglas in sin_numero([convenio])[convenio.pk]:
        href = reverse("convenios:numerar", args=[datos.expediente.codigo, institucion.pk])
        if datos.puede("numerar", institucion.pk):
            texto = _("Dar el número de %(institucion)s") % {"institucion": institucion}
            yield "tarea", Boton(text=texto, href=href, icon="stamp")
        elif reglas.numera_con == Numeracion.PROPIO and datos.puede("por_documento"):
            texto = _("Registrar desde un documento el número de %(institucion)s") % {
                "institucion": institucion
            }
            yield "accion", Boton(text=texto, href=f"{href}?por=documento", icon="paperclip")


def de_la_vida(datos: Datos, convenio: Convenio) -> Iterator[Clasificada]:
    """Addenda, grounds for ending, parties that leave, settlement and final report."""
    if convenio.estado in vigencia.CORRE and datos.puede("editar", de_la_proponente=True):
        texto = _("Preparar una %(adenda)s") % {"adenda": ADENDA.en(convenio.pais()).lower()}
        if convenio.pais() == "CO":
            texto = _("Preparar un otrosí")
        yield "accion", _a(datos, texto, "nueva_adenda", icon="file-pen")
    if convenio.estado in EN_VIDA and datos.puede("mover", de_la_proponente=True):
        if convenio.estado == Estado.SUSPENDIDO:
            yield "tarea", accion_sobre(convenio, _("Reanudar"), "paso", "reanudar", icon="arrow-right")
        else:
            yield "accion", accion_sobre(convenio, _("Suspender"), "paso", "suspender", icon="clock")
    if convenio.estado in EN_VIDA and (datos.puede("separarse") or datos.puede("concluir")):
        yield "accion", _a(datos, _("Registrar una causa de término"), "causales", icon="log-out")
    if convenio.estado in EN_VIDA and datos.puede("concluir"):
        yield from _separaciones(datos, convenio)
    if convenio.estado in TERMINADO and datos.puede("concluir") and not hasattr(convenio, "liquidacion"):
        yield "tarea", _a(datos, _("Registrar la liquidación"), "liquidar", icon="scale")
    if (
        convenio.estado in {*TERMINADO, Estado.CERRADO}
        and convenio.informe_final_id is None
        and convenio.informe_final_papel_id is None
        and datos.puede("incorporar_documento")
    ):
        yield "accion", _a(datos, _("Incorporar el informe final"), "informe_final", icon="file-text")


def de_la_publicacion(datos: Datos, convenio: Convenio) -> Iterator[Clasificada]:
    """Keeping the agreement from the public, for a party that does not do so yet."""
    reservan = {r.institucion_id for r in datos.reservas}
    if convenio.estado != Estado.NO_SUSCRITO and any(
        datos.puede("reservar", p.institucion_id) and p.institucion_id not in reservan for p in datos.partes
    ):
        yield "accion", _a(datos, _("Reservar el convenio"), "reservar", icon="lock")


def _separaciones(datos: Datos, convenio: Convenio) -> Iterator[Clasificada]:
    """The parties whose notice has taken effect, where enough others are left to go on."""
    hoy = datos.expediente.hoy()
    for causal in convenio.causales.en_pie().filter(causa=Causa.SEPARACION).select_related("institucion"):
        if causal.efecto_el and causal.efecto_el <= hoy and quedarian(causal, convenio) >= 2:
            texto = _("Registrar que %(institucion)s ya no es parte") % {"institucion": causal.institucion}
            yield "tarea", _a(datos, texto, "separar", causal.pk, icon="log-out")


def _a(datos: Datos, texto: str, nombre: str, *args: int, icon: str = "") -> Boton:
    return Boton(
        text=texto, href=reverse(f"convenios:{nombre}", args=[datos.expediente.codigo, *args]), icon=icon
    )
