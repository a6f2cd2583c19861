"""V°B° of an area, approval and signature, each on the text that the page shows."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from convenios.aprobado import version_del_contenido
from convenios.forms import AprobacionForm, FirmaForm, VistoBuenoForm
from convenios.lectura import diferencia
from convenios.models import Adenda, Fase, Instrumento
from convenios.requeridos import Requerido, requeridos_de
from convenios.views.actos import ActuacionDeConvenio, instrumento_or_404
from convenios.views.texto_mostrado import texto_mostrado
from documentos.services import papel_de_la_ronda
from documentos.views.actos import acto, atender
from expedientes.forms import FormularioDeActo
from expedientes.models import Clase
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest
from flujo.acto import Acto
from flujo.errors import SinPermiso, TransicionNoDeclarada


@acto
def visar(request: MemberRequest, codigo: str, adenda: int | None = None) -> HttpResponse:
    """Give the V°B° of one area, `?institucion=7&area=Planeamiento`."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    _exigir(instrumento, Fase.APROBACION, _("Los vistos buenos se dan mientras el texto está en aprobación."))
    area, institucion = request.GET.get("area", ""), request.GET.get("institucion", "")
    pedido = next(
        (
            r
            for r in requeridos_de([instrumento])[instrumento.llave]
            if (r.clase, r.materia, str(r.institucion.pk)) == (Clase.VISTO_BUENO, area, institucion)
        ),
        None,
    )
    if pedido is None:
        raise Http404
    actuacion = ActuacionDeConvenio(
        objeto=instrumento,
        permiso=needs("visar"),
        form=partial(VistoBuenoForm, area=area),
        titulo=pedido.nombre,
        boton=_("Dar el %(visto_bueno)s") % {"visto_bueno": pedido.nombre},
        hecho=_("Quedó registrado el %(visto_bueno)s.") % {"visto_bueno": pedido.nombre},
        ayuda=str(LIGADO) % {"que": _("Su visto bueno")},
        plantilla="convenios/aprobar.html",
        ancla="#aprobaciones",
        institucion_id=pedido.institucion.pk,
    )
    return atender(request, actuacion, partial(_lo_que_se_aprueba, pedido))


@acto
def aprobar(request: MemberRequest, codigo: str, adenda: int | None = None) -> HttpResponse:
    """Approve the text for one party; what changed since its last approval is shown first."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    _exigir(instrumento, Fase.APROBACION, _("Las partes aprueban mientras el texto está en aprobación."))
    institucion = _por_quien(request, instrumento, "aprobar")
    pedido = next(
        (
            r
            for r in requeridos_de([instrumento])[instrumento.llave]
            if r.clase == Clase.APROBACION and r.institucion.pk == institucion
        ),
        None,
    )
    actuacion = ActuacionDeConvenio(
        objeto=instrumento,
        permiso=needs("aprobar"),
        form=AprobacionForm,
        titulo=_("Aprobar el texto"),
        boton=_("Aprobar este texto"),
        hecho=_("La aprobación quedó registrada."),
        ayuda=str(LIGADO) % {"que": _("Su aprobación")},
        plantilla="convenios/aprobar.html",
        ancla="#aprobaciones",
        institucion_id=institucion,
    )
    return atender(request, actuacion, partial(_lo_que_se_aprueba, pedido))


@acto
def firmar(request: MemberRequest, codigo: str, adenda: int | None = None) -> HttpResponse:
    """Sign the text that every party approved: in person its paper, which has a page of its own; or record here, from a
    document, that somebody did."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    _exigir(instrumento, Fase.FIRMA, _("Se firma cuando todas las partes aprobaron el texto."))
    institucion = _por_quien(request, instrumento, "firmar")
    if request.GET.get("por") != "documento":
        return _a_su_lugar(request, instrumento, institucion)
    actuacion = ActuacionDeConvenio(
        objeto=instrumento,
        permiso=needs("firmar"),
        form=FirmaForm,
        titulo=_("Firmar"),
        boton=_("Registrar la firma"),
        hecho=_("La firma quedó registrada."),
        ayuda=_("Queda registrada según el documento, con quién firmó y quién lo registra."),
        plantilla="convenios/aprobar.html",
        ancla="#aprobaciones",
        institucion_id=institucion,
    )
    return atender(request, actuacion, partial(_lo_que_se_aprueba, None))


def _a_su_lugar(request: MemberRequest, instrumento: Instrumento, institucion: int | None) -> HttpResponse:
    """On to the place of the paper that this person signs. Raises PermissionDenied when it is not theirs to sign."""
    acto = Acto(registra=request.user, institucion_id=institucion)
    try:
        capacidad = needs("firmar").capacidad(instrumento, acto)
    except SinPermiso as negativa:
        raise PermissionDenied(str(negativa)) from negativa
    clase = "adenda" if isinstance(instrumento, Adenda) else "convenio"
    papel = papel_de_la_ronda(instrumento, clase)
    lugares = papel.lugares() if papel else []
    campo = next((lugar["campo"] for lugar in lugares if lugar["puesto_id"] == capacidad.puesto_id), None)
    if papel is None:
        messages.info(request, _("El papel que se firma se está componiendo. Aparecerá aquí en un momento."))
        return redirect("documentos:papeles", codigo=instrumento.expediente.codigo)
    if campo is None:
        messages.warning(
            request,
            _(
                "El papel se compuso antes de que su puesto firmara por su institución: pida que vuelva a revisión."
            ),
        )
        return redirect("documentos:firmas", codigo=instrumento.expediente.codigo, papel=papel.pk)
    return redirect("documentos:firmar", codigo=instrumento.expediente.codigo, papel=papel.pk, campo=campo)


LIGADO = _l(
    "%(que)s vale para este texto exacto: si el texto cambia, deja de contar hasta que se dé otra vez."
)


def _lo_que_se_aprueba(pedido: Requerido | None, form: FormularioDeActo) -> dict[str, Any]:
    """The text; before it, what changed since the last time that the same party said yes."""
    contexto = texto_mostrado(form)
    if pedido is None or pedido.caduca is None:
        return contexto
    instrumento: Instrumento = form.objeto
    antes = version_del_contenido(instrumento, pedido.caduca)
    if antes is None or instrumento.version is None:
        return contexto
    cambios = diferencia(list(antes.clausulas.all()), list(instrumento.version.clausulas.all()))
    return contexto | {"anterior": pedido.caduca, "aprobo": antes, "cambios": cambios}


def _por_quien(request: MemberRequest, instrumento: Instrumento, facultad: str) -> int | None:
    """For which party: the one that the link names, else the person's own where it is but one."""
    pedida = request.GET.get("institucion", "")
    if pedida.isascii() and pedida.isdigit() and len(pedida) < 10:
        return int(pedida)
    permiso, quien = needs(facultad), Acto(registra=request.user)
    return permiso.capacidad(instrumento, quien).institucion_id if permiso(instrumento, quien) else None


def _exigir(instrumento: Instrumento, fase: Fase, frase: str) -> None:
    if instrumento.fase != fase:
        raise TransicionNoDeclarada(frase)
