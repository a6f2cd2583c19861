"""Pages of the signatures of a paper: how far its round is, and the place that somebody signs."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from documentos.forms.firmas import (
    DeUnLugar,
    FirmaEnPapelForm,
    FirmarForm,
    PrepararFirmaForm,
    TraerFirmadoForm,
)
from documentos.models import Papel, PreparacionDeFirma
from documentos.queries.firmas import escaneos_de, ronda_de
from documentos.services.firmas.lugares import Facultades, Lugar, facultades_de, lugar_de, por_que_no
from expedientes.lecturas import anotar_lectura
from expedientes.models import Expediente
from expedientes.puerta import MemberRequest, expediente_or_404
from flujo.errors import DatosInvalidos, Negativa, ResultadoIncierto, SinPermiso
from instituciones.cuentas.segundo_factor import dio_segundo_factor, tiene_segundo_factor

CON_SEGUNDO_FACTOR = (PrepararFirmaForm.paso, FirmarForm.paso)


def papel_or_404(request: MemberRequest, expediente: Expediente, papel: int) -> Papel:
    """One composed or coming paper of a case file, if it is this person's to read."""
    visibles = Papel.objects.visible_to(request.user).select_related("archivo", "institucion")
    uno = get_object_or_404(visibles, expediente=expediente, pk=papel, es_borrador=False)
    uno.expediente = expediente
    return uno


@require_safe
def ronda(request: MemberRequest, codigo: str, papel: int) -> HttpResponse:
    """Who signed a paper and how, who is missing, and what every signature is worth."""
    expediente = expediente_or_404(request, codigo)
    uno = papel_or_404(request, expediente, papel)
    anotar_lectura(request.user, expediente, uno, "lista")
    with timezone.override(expediente.zona_horaria), expediente.recordando():
        return render(request, "documentos/firmas.html", {"ronda": ronda_de(uno, request.user)})


@never_cache
@sensitive_post_parameters("clave_del_certificado")
@require_http_methods(["GET", "HEAD", "POST"])
def firmar(request: MemberRequest, codigo: str, papel: int, campo: str) -> HttpResponse:
    """Sign one place, by whichever route is this person's; what a worker prepares appears on the same page."""
    expediente = expediente_or_404(request, codigo)
    uno = papel_or_404(request, expediente, papel)
    try:
        lugar = lugar_de(uno, campo)
    except DatosInvalidos as negativa:
        raise Http404 from negativa
    with expediente.recordando():
        facultades = facultades_de(lugar, request.user)
    if not facultades:
        raise PermissionDenied(_("Ese lugar lo firma %(puesto)s, por %(institucion)s.") % lugar.dice)
    formularios = _formularios(request, lugar, facultades)
    if request.method == "POST":
        form = formularios.get(request.POST.get("paso", ""))
        if form is None and request.POST.get("paso") == FirmaEnPapelForm.paso:
            raise PermissionDenied(
                _(
                    "La firma en papel de %(institucion)s la declara su asistente; si no tiene cuentas, el registro."
                )
                % lugar.dice
            )
        if form is None:
            messages.error(request, _("La página ya no ofrece eso. Vuelva a intentarlo desde aquí."))
            return redirect(request.path)
        if form.paso in CON_SEGUNDO_FACTOR and not _dio_segundo_factor(request):
            return redirect(_segundo_factor(request))
        if form.is_valid() and _se_hizo(form):
            messages.success(request, form.hecho)
            return redirect(request.path if form.paso == PrepararFirmaForm.paso else _ronda(uno))
    contexto = {
        "lugar": lugar,
        "papel": uno,
        "expediente": expediente,
        "formularios": formularios,
        "facultades": facultades,
        "preparacion": _preparacion(request, lugar),
        "por_que_no": por_que_no(uno, lugar.firmable, lugar.objeto),
        "dio_segundo_factor": _dio_segundo_factor(request),
        "tiene_segundo_factor": tiene_segundo_factor(request.user),
        "segundo_factor": _segundo_factor(request),
    }
    estado = 422 if request.method == "POST" else 200
    with timezone.override(expediente.zona_horaria):
        return render(request, "documentos/firmar.html", contexto, status=estado)


def _dio_segundo_factor(request: MemberRequest) -> bool:
    return dio_segundo_factor(get_authentication_records(request, request.user))


def _ronda(papel: Papel) -> str:
    return reverse("documentos:firmas", args=[papel.expediente.codigo, papel.pk])


def _segundo_factor(request: MemberRequest) -> str:
    """Where the second factor is given again, or set up by whoever has none; both lead back to this page."""
    pagina = "mfa_reauthenticate" if tiene_segundo_factor(request.user) else "mfa_index"
    return f"{reverse(pagina)}?{urlencode({'next': request.path})}"


def _preparacion(request: MemberRequest, lugar: Lugar) -> PreparacionDeFirma | None:
    return PreparacionDeFirma.objects.filter(
        papel=lugar.papel, campo=lugar.campo, usuario=request.user, vence_at__gt=timezone.now()
    ).first()


def _formularios(request: MemberRequest, lugar: Lugar, facultades: Facultades) -> dict[str, DeUnLugar]:
    """The forms that the page offers, by their step; the one that was sent is bound."""
    enviado = request.POST.get("paso", "")
    fabricas: dict[str, Callable[..., DeUnLugar]] = {}
    propias: dict[str, dict[str, Any]] = {}
    preparacion = _preparacion(request, lugar)
    if facultades.firma:
        reglas = lugar.institucion.reglas_al(lugar.papel.expediente.hoy())
        fabricas["preparar"] = PrepararFirmaForm
        propias["preparar"] = {"con_sello": bool(reglas and reglas.firma_con_sello)}
        if preparacion and preparacion.lista_at:
            fabricas["firmar"], propias["firmar"] = FirmarForm, {"preparacion": preparacion}
    fabricas["traer"], propias["traer"] = TraerFirmadoForm, {}
    if facultades.registra:
        fabricas["en_papel"] = FirmaEnPapelForm
        propias["en_papel"] = {"escaneos": escaneos_de(lugar.papel.expediente, request.user)}
    comunes = {"objeto": lugar.papel, "usuario": request.user, "campo": lugar.campo}
    return {
        paso: fabrica(request.POST, request.FILES, prefix=None, **comunes, **propias[paso])
        if paso == enviado
        else fabrica(auto_id=f"id_{paso}_%s", **comunes, **propias[paso])
        for paso, fabrica in fabricas.items()
    }


def _se_hizo(form: DeUnLugar) -> bool:
    """False when the refusal now stands in the form."""
    try:
        form.ejecutar(form.acto())
    except SinPermiso as negativa:
        raise PermissionDenied(str(negativa)) from negativa
    except Negativa as negativa:
        form.add_error(None, list(negativa.frases))
    except ResultadoIncierto as incierto:
        form.add_error(None, str(incierto))
    else:
        return True
    return False
