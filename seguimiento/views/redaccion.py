"""Writing an acta while its session runs: the page, what it sends while one types, and the same without scripts."""

import datetime as dt
import json
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documentos.views.actos import Actuacion, acto, atender
from expedientes.facultades import facultades_de
from expedientes.puerta import MemberRequest, expediente_or_404
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, Negativa
from seguimiento.forms import ComoVanEnLaSesionForm, RedaccionForm
from seguimiento.forms.hechas import hacer
from seguimiento.forms.operaciones import MAXIMO_DE_BYTES, demasiado, leer_envio
from seguimiento.models import Acta, ClaseDeParrafo
from seguimiento.permissions import SECRETARIA
from seguimiento.queries.redaccion import (
    Lugar,
    Redaccion,
    anteriores_de_la_sesion,
    cambios_desde,
    lugares_de,
    nombres_conocidos,
    redaccion_de,
)
from seguimiento.services.parrafos import exigir_que_escriba
from seguimiento.services.sitios import ya_no_se_escribe
from seguimiento.views.puertas import MAYOR


def acta_or_404(request: MemberRequest, codigo: str, numero: int, orden: int) -> Acta:
    """The acta of a session of a body of a case file that this person may see."""
    expediente = expediente_or_404(request, codigo)
    if numero > MAYOR or orden > MAYOR:  # the database refuses to be asked
        raise Http404
    actas = expediente.actas.select_related("organo", "sesion__reglas", "sesion__organo", "asiento")
    acta = get_object_or_404(actas, organo__numero=numero, sesion__orden=orden)
    acta.fijar_raiz(expediente)
    return acta


@require_http_methods(["GET", "HEAD", "POST"])
def escribir(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """The page; as a plain form it writes one place of the acta at a time."""
    acta = acta_or_404(request, codigo, numero, orden)
    quien = Acto(registra=request.user)
    with acta.expediente.recordando():
        exigir_que_escriba(acta, quien)
    lugares = lugares_de(acta)
    lugar = _lugar(lugares, request.GET.get("lugar", ""))
    if request.method != "POST":
        return _pagina(request, acta, lugares, lugar, RedaccionForm(acta=acta, lugar=lugar))
    form = RedaccionForm(request.POST, acta=acta, lugar=lugar)
    if not form.is_valid():
        return _pagina(request, acta, lugares, lugar, form, status=422)
    try:
        resultado = form.guardar(quien)
    except (DatosInvalidos, CondicionesIncumplidas) as negativa:
        form.add_error(None, list(negativa.frases))
        return _pagina(request, acta, lugares, lugar, form, status=422)
    if resultado.choques:
        otro = RedaccionForm(acta=acta, lugar=lugar, choques=resultado.choques)
        return _pagina(request, acta, lugares, lugar, otro, status=409)
    messages.success(request, _se_guardo(resultado.juntados))
    return redirect(f"{request.path}?lugar={lugar.clave}")


def _se_guardo(juntados: int) -> str:
    if not juntados:
        return _("Se guardó.")
    return ngettext(
        "Se guardó. En un párrafo se juntó lo suyo con lo que escribió otra persona.",
        "Se guardó. En %(n)s párrafos se juntó lo suyo con lo que escribió otra persona.",
        juntados,
    ) % {"n": juntados}


def _lugar(lugares: list[Lugar], clave: str) -> Lugar:
    """The one that is asked for; else the first point that is still to be treated, else the opening."""
    pedido = next((lugar for lugar in lugares if lugar.clave == clave), None)
    if clave and pedido is None:
        raise Http404
    por_tratar = (lugar for lugar in lugares if lugar.punto and lugar.punto.resultado == "por_tratar")
    return pedido or next(por_tratar, lugares[0])


def _pagina(
    request: MemberRequest,
    acta: Acta,
    lugares: list[Lugar],
    lugar: Lugar,
    form: RedaccionForm,
    status: int = 200,
) -> HttpResponse:
    redaccion = redaccion_de(acta)
    sesion = acta.sesion
    contexto = {
        "acta": acta,
        "sesion": sesion,
        "expediente": acta.expediente,
        "quorum": sesion.quorum_en(sesion.ahora) if sesion.esta_en_sesion else None,
        "lugares": lugares,
        "lugar": lugar,
        "form": form,
        "clases": ClaseDeParrafo.choices,
        "conocidos": nombres_conocidos(redaccion.conocidos),
        "anteriores": _anteriores(request, acta),
        "esta_en_blanco": not redaccion.filas,
        "datos": _datos(request, acta, lugar, redaccion) if status == 200 else "",
    }
    return render(request, "seguimiento/actas/escribir.html", contexto, status=status)


def _anteriores(request: MemberRequest, acta: Acta) -> ComoVanEnLaSesionForm:
    return ComoVanEnLaSesionForm(objeto=acta, usuario=request.user, **_sobre_los_anteriores(request, acta))


def _sobre_los_anteriores(request: MemberRequest, acta: Acta) -> dict[str, Any]:
    with acta.expediente.recordando():
        facultades = list(facultades_de(request.user, acta.expediente))
    return {"anteriores": anteriores_de_la_sesion(acta.sesion), "facultades": facultades}


def _datos(request: MemberRequest, acta: Acta, lugar: Lugar, redaccion: Redaccion) -> str:
    """What the page's script begins with."""
    aqui = f"{acta.get_absolute_url()}escribir/"
    datos = {
        "cuenta": request.user.pk,
        "acta": acta.pk,
        "lugar": lugar.clave,
        "guardar": f"{aqui}guardar/",
        "cambios": f"{aqui}cambios/",
        "marca": redaccion.marca,
        "parrafos": redaccion.como_datos(),
    }
    return json.dumps(datos, ensure_ascii=False)


@require_POST
def guardar(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponseBase:
    """What was typed since the last time, as JSON. 409 when any of it met what somebody else wrote: the answer has
    the present version and text of those paragraphs, and nothing of them was written."""
    acta = acta_or_404(request, codigo, numero, orden)
    with acta.expediente.recordando():
        SECRETARIA.capacidad(acta, Acto(registra=request.user))
        declarado = request.META.get("CONTENT_LENGTH") or ""
        if declarado.isdigit() and int(declarado) > MAXIMO_DE_BYTES:
            return _json({"frases": [demasiado()]}, 413)
        try:
            envio = leer_envio(request.content_type or "", request.body)
            if envio.cuenta != request.user.pk:
                return _json({"otra_cuenta": True, "frases": [_otra_cuenta()]}, 409)
            exigir_que_escriba(acta, Acto(registra=request.user))
            resultados = [hacer(acta, una, Acto(registra=request.user)) for una in envio.operaciones]
        except CondicionesIncumplidas as negativa:
            return _json({"cerrada": True, "frases": list(negativa.frases)}, 409)
        except Negativa as negativa:
            return _json({"frases": list(negativa.frases)}, 422)
        entendidos = Redaccion(acta)
        hechos = [resultado.como_datos(entendidos) for resultado in resultados]
    return _json({"resultados": hechos}, 409 if any(r.choca for r in resultados) else 200)


def _otra_cuenta() -> str:
    return _(
        "Ahora está abierta la sesión de otra cuenta. Entre con la suya: lo que escribió sigue en su navegador."
    )


@require_safe
def cambios(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """What others wrote since the page last asked; 204 when nothing did."""
    acta = acta_or_404(request, codigo, numero, orden)
    with acta.expediente.recordando():
        SECRETARIA.capacidad(acta, Acto(registra=request.user))
        if not acta.se_escribe:
            return _json({"cerrada": True, "frases": [ya_no_se_escribe()]}, 409)
        redaccion = cambios_desde(acta, _momento(request.GET.get("desde", "")), _tengo(request))
        if not redaccion.filas:
            return HttpResponse(status=204)
        return _json({"marca": redaccion.marca, "parrafos": redaccion.como_datos()}, 200)


def _momento(escrito: str) -> dt.datetime | None:
    """None, for everything, when it is no moment with its time zone that one could have been told."""
    try:
        momento = parse_datetime(escrito)
    except ValueError:
        return None
    return momento if momento and momento.tzinfo and momento.year > 2000 else None


def _tengo(request: MemberRequest) -> list[tuple[UUID, int]]:
    """Paragraphs that the page wrote itself a moment ago, with the version that it made."""
    tengo = []
    for uno in request.GET.get("tengo", "").split(",")[:200]:
        clave, _dos, version = uno.partition(":")
        try:
            tengo.append((UUID(clave), int(version)))
        except ValueError:
            continue
    return tengo


def _json(datos: dict[str, Any], status: int) -> JsonResponse:
    return JsonResponse(
        datos, status=status, json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": "no-store"}
    )


@acto
def compromisos(request: MemberRequest, codigo: str, numero: int, orden: int) -> HttpResponse:
    """How the earlier commitments go, as the session is told: each settled in place."""
    acta = acta_or_404(request, codigo, numero, orden)
    exigir_que_escriba(acta, Acto(registra=request.user))
    actuacion = Actuacion(
        objeto=acta,
        permiso=SECRETARIA,
        form=partial(ComoVanEnLaSesionForm, **_sobre_los_anteriores(request, acta)),
        titulo=_("Cómo van los compromisos anteriores"),
        boton=_("Guardar cómo van"),
        hecho=_("Quedó registrado cómo van los compromisos."),
        plantilla="seguimiento/actas/compromisos.html",
        admite_papel=False,
    )
    return atender(request, actuacion, lambda form: {"acta": acta})
