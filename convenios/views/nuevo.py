"""`/expedientes/nuevo/`: the wizard. Answers stay in the session until everything is created at once."""

import datetime as dt
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from convenios.forms.nuevo import PASOS, clausulas_de, proponentes
from convenios.models import Convenio, TipoDeConvenio
from convenios.services.inicio import Inicio, empezar, ya_empezado
from expedientes.puerta import MemberRequest
from flujo.acto import Acto, es_clave
from flujo.errors import Negativa
from instituciones.models import Institucion, Puesto

SESION = "nuevo_expediente"
TITULOS = {
    "partes": gettext_lazy("Quién propone y con quién"),
    "asunto": gettext_lazy("De qué se trata"),
    "puestos": gettext_lazy("Quién coordina"),
    "texto": gettext_lazy("El primer texto"),
    "revisar": gettext_lazy("Revisar y crear"),
}
Respuestas = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def nuevo(request: MemberRequest, paso: str = "partes") -> HttpResponseBase:
    """One question of the wizard. Nothing is lost going back and forth, and nothing is created before the end."""
    if not proponentes(request.user).exists():
        return render(request, "convenios/nuevo/no_puede.html", status=403)
    respuestas: Respuestas = request.session.get(SESION, {})
    if paso == "revisar" and (hecho := _ya_empezado(request)):
        return _llevar(request, hecho, _("El expediente %(codigo)s ya estaba abierto; no se abrió otro."))
    if pendiente := _pendiente_antes_de(paso, respuestas):
        return redirect("convenios:nuevo", pendiente)
    if paso == "revisar":
        return _revisar(request, respuestas)
    form = _form(request, paso, respuestas)
    if "atras" in request.POST:
        return _volver(request, paso, respuestas, form)
    if request.method == "POST" and form.is_valid():
        request.session[SESION] = (
            respuestas | {"hechos": sorted({*respuestas.get("hechos", []), paso})} | _llano(form)
        )
        return redirect("convenios:nuevo", _siguiente(paso))
    estado = 422 if form.is_bound else 200
    return render(
        request, "convenios/nuevo/paso.html", _contexto(paso, respuestas) | {"form": form}, status=estado
    )


def _volver(request: MemberRequest, paso: str, respuestas: Respuestas, form: forms.Form) -> HttpResponseBase:
    """Back one question: what was typed in this one stays as it was typed, to be judged when going on from it."""
    escrito = {nombre: form[nombre].data for nombre in form.fields}
    hechos = [p for p in respuestas.get("hechos", []) if p != paso]
    request.session[SESION] = respuestas | escrito | {"hechos": hechos}
    return redirect("convenios:nuevo", _anterior(paso))


def _revisar(request: MemberRequest, respuestas: Respuestas) -> HttpResponseBase:
    respuestas.setdefault("clave", uuid4().hex)
    request.session[SESION] = respuestas
    inicio = _inicio(respuestas)
    contexto = _contexto("revisar", respuestas) | {
        "clave": respuestas["clave"],
        "datos": _en_palabras(inicio),
    }
    if request.method != "POST":
        return render(request, "convenios/nuevo/revisar.html", contexto)
    try:
        convenio = empezar(inicio, acto=Acto(registra=request.user, clave=respuestas["clave"]))
    except Negativa as negativa:
        return render(
            request, "convenios/nuevo/revisar.html", contexto | {"frases": negativa.frases}, status=422
        )
    return _llevar(request, convenio, _("El expediente %(codigo)s está abierto."))


def _ya_empezado(request: MemberRequest) -> Convenio | None:
    """What this very form began already: it is sent again when its answer was lost, maybe after the answers were
    forgotten."""
    clave = request.POST.get("clave", "")
    return ya_empezado(Acto(registra=request.user, clave=clave)) if es_clave(clave) else None


def _llevar(request: MemberRequest, convenio: Convenio, frase: str) -> HttpResponseBase:
    """To the case file that was begun. Its answers are forgotten."""
    request.session.pop(SESION, None)
    messages.success(request, frase % {"codigo": convenio.expediente.codigo})
    return redirect(convenio.expediente)


def _form(request: MemberRequest, paso: str, respuestas: Respuestas) -> forms.Form:
    datos = request.POST if request.method == "POST" else None
    return PASOS[paso](
        datos,
        initial=respuestas,
        usuario=request.user,  # type: ignore[call-arg]
        respuestas=respuestas,
    )


def _llano(form: forms.Form) -> Respuestas:
    """The answers of one question as the session can keep them."""
    return {
        nombre: [v.pk for v in valor]
        if nombre == "otras"
        else valor.pk
        if hasattr(valor, "pk")
        else valor.isoformat()
        if isinstance(valor, dt.date)
        else valor
        for nombre, valor in form.cleaned_data.items()
    }


def _pendiente_antes_de(paso: str, respuestas: Respuestas) -> str | None:
    """The first question before this one that was not answered yet."""
    anteriores = list(TITULOS)[: list(TITULOS).index(paso)]
    return next((p for p in anteriores if p not in respuestas.get("hechos", [])), None)


def _anterior(paso: str) -> str:
    nombres = list(TITULOS)
    return nombres[max(nombres.index(paso) - 1, 0)]


def _siguiente(paso: str) -> str:
    nombres = list(TITULOS)
    return nombres[nombres.index(paso) + 1]


def _contexto(paso: str, respuestas: Respuestas) -> Respuestas:
    nombres = list(TITULOS)
    actual = nombres.index(paso)
    return {
        "paso": paso,
        "titulo": TITULOS[paso],
        "anterior": nombres[actual - 1] if actual else "",
        "pasos": [
            {
                "label": titulo,
                "status": "current"
                if n == actual
                else "done"
                if nombre in respuestas.get("hechos", [])
                else "next",
            }
            for n, (nombre, titulo) in enumerate(TITULOS.items())
        ],
    }


def _inicio(respuestas: Respuestas) -> Inicio:
    otras = {i.pk: i for i in Institucion.objects.filter(pk__in=respuestas["otras"])}
    proponente = Institucion.objects.get(pk=respuestas["proponente"])
    puestos = Puesto.objects.filter(institucion=proponente).in_bulk(
        [p for p in (respuestas.get("titular"), respuestas.get("alterno")) if p]
    )
    partes = [proponente, *otras.values()]
    return Inicio(
        proponente=proponente,
        otras=list(otras.values()),
        titulo=respuestas["titulo"],
        tipo=respuestas["tipo"],
        objeto=respuestas["objeto"],
        irroga_gasto=respuestas["irroga_gasto"],
        abierto_el=dt.date.fromisoformat(respuestas["abierto_el"]) if respuestas["abierto_el"] else None,
        titular=puestos.get(respuestas.get("titular") or 0),
        alterno=puestos.get(respuestas.get("alterno") or 0),
        clausulas=clausulas_de(respuestas, partes),
    )


def _en_palabras(inicio: Inicio) -> list[dict[str, Any]]:
    """What will be created, as `components/facts.html` shows it."""
    despues = _("Más adelante")
    return [
        {"term": _("Propone"), "value": inicio.proponente.nombre},
        {"term": _("Con"), "lines": [i.nombre for i in inicio.otras]},
        {"term": _("Título"), "value": inicio.titulo},
        {"term": _("Tipo de convenio"), "value": TipoDeConvenio(inicio.tipo).label},
        {"term": _("Objeto"), "value": inicio.objeto or "—"},
        {
            "term": _("Gasto"),
            "value": _("Irroga gasto o aporte") if inicio.irroga_gasto else _("No irroga gasto"),
        },
        {"term": _("Coordinación titular"), "value": str(inicio.titular or despues)},
        {"term": _("Coordinación alterna"), "value": str(inicio.alterno or despues)},
        {
            "term": _("Primer texto"),
            "value": _("%(n)s cláusulas") % {"n": len(inicio.clausulas)} if inicio.clausulas else despues,
        },
    ]
