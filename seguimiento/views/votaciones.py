"""Who comes to a session and leaves it, and how each seat votes."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from documentos.views.actos import Actuacion, acto, atender
from documentos.views.por_documento import papeles_a_elegir
from expedientes.puerta import MemberRequest
from seguimiento.forms import AsistenciaForm, ListaForm, VotacionForm
from seguimiento.models import Sesion
from seguimiento.permissions import SECRETARIA
from seguimiento.queries.sesiones import nombres_de_hoy
from seguimiento.views.puertas import acuerdo_or_404, sesion_or_404
from seguimiento.views.sesiones import lo_que_rige


@acto
def asistencia(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """The list of members with «llegó» and «salió», one tap each, and the quórum at this moment."""
    sesion = sesion_or_404(request, codigo, numero, orden)
    actuacion = Actuacion(
        objeto=sesion,
        permiso=SECRETARIA,
        form=AsistenciaForm,
        titulo=_("Asistencia"),
        boton=_("Llegó"),
        hecho=_("Anotado."),
        ayuda=_("Un toque cuando alguien llega, otro cuando se va. La hora y el nombre se pueden corregir."),
        plantilla="seguimiento/sesiones/asistencia.html",
        admite_papel=False,
    )
    return atender(request, actuacion, lambda form: _quienes(sesion))


def _quienes(sesion: Sesion) -> dict[str, Any]:
    """Each member with whether it is there, its rows, and who exercises its post; then the guests."""
    filas = list(sesion.asistencias.select_related("institucion", "miembro").order_by("llega_at", "pk"))
    nombres = nombres_de_hoy(sesion)
    with sesion.expediente.recordando():
        regla = lo_que_rige(sesion)
        miembros = sesion.miembros()
    tomadas = {o.vota.pk for o in regla["mesa"].ocupadas} if regla["mesa"] else set()
    lista = []
    for miembro in miembros:
        suyas = [f for f in filas if f.miembro_id == miembro.pk]
        lista.append(
            {
                "miembro": miembro,
                "nombre": suyas[-1].nombre if suyas else nombres.get(miembro.puesto_id, ""),
                "presente": next((f for f in suyas if f.sale_at is None), None),
                "vota_ahora": miembro.pk in tomadas,
            }
        )
    return {
        "sesion": sesion,
        "lista": lista,
        "filas": filas,
        "hoy": sesion.expediente.hoy(),
        "en_su_dia": sesion.se_celebra_hoy,
        **regla,
    }


@acto
def lista(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """Keep the photographed list of attendance."""
    sesion = sesion_or_404(request, codigo, numero, orden)
    actuacion = Actuacion(
        objeto=sesion,
        permiso=SECRETARIA,
        form=partial(ListaForm, papeles=papeles_a_elegir(request.user, sesion.expediente)),
        titulo=_("Lista de asistencia firmada"),
        boton=_("Guardar la lista"),
        hecho=_("La lista quedó guardada."),
        ayuda=_("Una foto de la lista que firmaron los presentes, o un documento del expediente."),
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def votar(request: MemberRequest, codigo: str, numero: int, orden: int, acuerdo: int) -> HttpResponse:
    """The seats that are taken at an hour, with who votes in each; what it would come to is seen before it is saved."""
    uno = acuerdo_or_404(request, codigo, numero, orden, acuerdo)
    actuacion = Actuacion(
        objeto=uno.acta,
        permiso=SECRETARIA,
        form=partial(VotacionForm, acuerdo=uno),
        titulo=_("Votación"),
        boton=_("Guardar la votación"),
        hecho=_("La votación quedó registrada."),
        ayuda=_("Votan las plazas ocupadas a esa hora. El resultado lo dan las reglas del órgano."),
        plantilla="seguimiento/sesiones/votar.html",
        admite_papel=False,
        guarda=request.POST.get("accion") != "ver",
    )

    def contexto(form: Any) -> dict[str, Any]:
        return {
            "acuerdo": uno,
            "sesion": uno.acta.sesion,
            "mesa": form.mesa,
            "reglas": uno.acta.sesion.reglas,
        }

    return atender(request, actuacion, contexto)
