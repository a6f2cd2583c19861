"""Opening an addendum and saying what it changes. Its page is `tablero`'s; its text and acts are as the agreement's."""

from functools import partial
from typing import cast

from django.http import HttpResponse
from django.utils.translation import gettext as _

from convenios.forms import AdendaForm
from convenios.lectura import frase_de_pronunciamiento
from convenios.models import ADENDA, Adenda
from convenios.views.actos import ActuacionDeConvenio, convenio_or_404, instrumento_or_404
from documentos.views.actos import acto, atender
from expedientes.models import Aprobacion
from expedientes.permissions import PROPONENTE, needs
from expedientes.puerta import MemberRequest
from expedientes.queries import aprobaciones_vigentes
from flujo.errors import TransicionNoDeclarada
from instituciones.models import Institucion


@acto
def nueva(request: MemberRequest, codigo: str) -> HttpResponse:
    """Begin an addendum: what it changes, from when, and whether it comes late."""
    convenio = convenio_or_404(request, codigo)
    etiqueta = ADENDA.en(convenio.pais())
    actuacion = ActuacionDeConvenio(
        objeto=convenio,
        permiso=needs("editar", de=PROPONENTE),
        form=partial(AdendaForm, instituciones=_que_faltan(codigo)),
        titulo=_("Nueva %(adenda)s") % {"adenda": etiqueta.lower()},
        boton=_("Abrir la %(adenda)s") % {"adenda": etiqueta.lower()},
        hecho=_("Quedó abierta en borrador: ahora escriba su texto."),
        ayuda=_("Sigue el mismo camino que el convenio: opiniones, aprobación de cada parte y firma."),
        ancla="#adendas",
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def cambiar(request: MemberRequest, codigo: str, adenda: int) -> HttpResponse:
    """Change what an addendum changes, after having read what that voids."""
    una = cast(Adenda, instrumento_or_404(request, codigo, adenda))
    if not una.admite_cambios:
        raise TransicionNoDeclarada(_("En este estado la adenda ya no se cambia."))
    visibles = aprobaciones_vigentes(una) & Aprobacion.objects.visible_to(request.user)
    anuladas = list(visibles.select_related("institucion", "puesto"))
    actuacion = ActuacionDeConvenio(
        objeto=una,
        permiso=needs("compartir", de=PROPONENTE),
        form=partial(AdendaForm, instituciones=_que_faltan(codigo), adenda=una),
        titulo=_("Cambiar lo que la adenda modifica"),
        boton=_("Guardar"),
        hecho=_("Quedó cambiado."),
        plantilla="convenios/partes.html",
        admite_papel=False,
    )
    return atender(
        request, actuacion, lambda form: {"consecuencias": [frase_de_pronunciamiento(a) for a in anuladas]}
    )


def _que_faltan(codigo: str) -> list[Institucion]:
    """The institutions that are no party yet."""
    return list(
        Institucion.objects.filter(esta_activa=True).exclude(participaciones__expediente__codigo=codigo)
    )
