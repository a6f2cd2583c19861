"""`/importar/`: a register comes in, is tried dry, its columns are said, it is taken in with progress, and undone."""

import csv
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from convenios.forms.importar import ColumnasForm, RegistroForm, RegularizarForm
from convenios.forms.nuevo import proponentes
from convenios.importados import cuentas_de, errores_de, frase_de_dato, instituciones_nuevas
from convenios.models import Convenio, EstadoDeImportacion, Importacion, Resultado
from convenios.services import importaciones
from convenios.views.actos import ActuacionDeConvenio, convenio_or_404
from documentos.views.actos import acto, atender
from expedientes.mirada import mirada_de
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest
from flujo.acto import Acto
from flujo.errors import Negativa, SinPermiso
from flujo.textos import inofensivo_en_csv
from instituciones.models import Usuario

SE_MUESTRAN = 100
"""Errors, and agreements, that a page shows; the CSV has all of them."""
CADA = 3
"""Seconds after which a page that follows an import asks again."""
EN_MARCHA = frozenset({EstadoDeImportacion.EN_CURSO.value, EstadoDeImportacion.DESHACIENDO.value})


def importaciones_visibles(usuario: Usuario) -> "QuerySet[Importacion]":
    """Those of the institutions for which the account may import, or whose register it keeps."""
    registra = [c.institucion_id for c in mirada_de(usuario).concedidos if c.rol == "registro"]
    return Importacion.objects.filter(
        Q(institucion__in=proponentes(usuario).values("pk")) | Q(institucion__in=registra)
    ).select_related("institucion", "archivo", "quien")


def importacion_or_404(request: MemberRequest, pk: int) -> Importacion:
    return get_object_or_404(importaciones_visibles(request.user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def lista(request: MemberRequest) -> HttpResponseBase:
    """Upload a register, and the imports so far."""
    if not proponentes(request.user).exists():
        raise PermissionDenied(
            _(
                "Importar un registro corresponde a quien ocupa un puesto de la institución cuyo es, o a su asistente "
                "de convenios."
            )
        )
    if request.method == "POST":
        form = RegistroForm(request.POST, request.FILES, usuario=request.user)
        if form.is_valid() and (importacion := _recibir(form)):
            return redirect(importacion)
    else:
        form = RegistroForm(usuario=request.user)
    contexto = {"form": form, "importaciones": importaciones_visibles(request.user)[:SE_MUESTRAN]}
    return render(request, "importaciones/lista.html", contexto, status=422 if form.is_bound else 200)


@require_safe
def importacion(request: MemberRequest, pk: int) -> HttpResponseBase:
    """What the dry run saw, how far it is, or what came of it. With `?seguir` it asks again by itself."""
    una = importacion_or_404(request, pk)
    respuesta = render(request, "importaciones/importacion.html", _contexto(request, una))
    if una.estado in EN_MARCHA and "seguir" in request.GET:
        respuesta["Refresh"] = str(CADA)
    return respuesta


@require_POST
def columnas(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Say what the columns mean, and try again."""
    una = importacion_or_404(request, pk)
    form = ColumnasForm(request.POST, importacion=una)
    if form.is_valid():
        try:
            return redirect(form.ejecutar(Acto(registra=request.user)))
        except SinPermiso as negativa:
            raise PermissionDenied(str(negativa)) from negativa
        except Negativa as negativa:
            form.add_error(None, list(negativa.frases))
    return render(
        request, "importaciones/importacion.html", _contexto(request, una) | {"form": form}, status=422
    )


@require_POST
def empezar(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Begin to take it in."""
    return _hacer(request, pk, importaciones.empezar_importacion)


@require_POST
def deshacer(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Annul what it made."""
    return _hacer(request, pk, importaciones.deshacer_importacion)


@require_safe
def errores(request: MemberRequest, pk: int) -> HttpResponse:
    """Every error as CSV, in the order of the file."""
    una = importacion_or_404(request, pk)
    respuesta = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="errores-{una.pk}.csv"'},
    )
    escritor = csv.writer(respuesta, delimiter=";")
    escritor.writerow([_("Hoja"), _("Fila"), _("Columna"), _("Encabezado"), _("Valor"), _("Qué pasa")])
    campos = ("hoja", "fila", "columna", "encabezado", "valor", "frase")
    escritor.writerows(
        [inofensivo_en_csv(str(error[campo])) for campo in campos] for error in errores_de(una)
    )
    return respuesta


@acto
def regularizar(request: MemberRequest, codigo: str, pendiente: int) -> HttpResponse:
    """Complete a fact that the register did not say."""
    convenio = convenio_or_404(request, codigo)
    uno = get_object_or_404(convenio.por_regularizar, pk=pendiente)
    uno.convenio = convenio
    actuacion = ActuacionDeConvenio(
        objeto=uno,
        permiso=needs("editar"),
        form=RegularizarForm,
        titulo=_("Regularizar un dato"),
        boton=_("Guardar"),
        hecho=_("El dato quedó regularizado."),
        ayuda=" ".join(
            filter(
                None,
                [
                    frase_de_dato(uno.dato),
                    _("El registro decía: «%(decia)s».") % {"decia": uno.decia} if uno.decia else "",
                ],
            )
        ),
        ancla="#procedencia",
        admite_papel=False,
    )
    return atender(request, actuacion)


def _recibir(form: RegistroForm) -> Importacion | None:
    """None when the refusal now stands in the form."""
    try:
        return form.ejecutar()
    except Negativa as negativa:
        form.add_error("fichero", list(negativa.frases))
    return None


def _hacer(request: MemberRequest, pk: int, servicio: Any) -> HttpResponseBase:
    una = importacion_or_404(request, pk)
    try:
        hecha = servicio(una, acto=Acto(registra=request.user))
    except SinPermiso as negativa:
        raise PermissionDenied(str(negativa)) from negativa
    except Negativa as negativa:
        contexto = _contexto(request, una) | {"frases": negativa.frases}
        return render(request, "importaciones/importacion.html", contexto, status=422)
    messages.success(request, _("Se está haciendo. Puede cerrar esta página: sigue sola."))
    return redirect(f"{hecha.get_absolute_url()}?seguir")


def _contexto(request: MemberRequest, una: Importacion) -> dict[str, Any]:
    todos, cuentas = errores_de(una), cuentas_de(una)
    por_revisar = una.estado == EstadoDeImportacion.POR_REVISAR
    hechos = Convenio.objects.filter(
        filas_importadas__importacion=una, filas_importadas__resultado=Resultado.CREADA
    ).distinct()
    return {
        "una": una,
        "frases": [],
        "form": ColumnasForm(importacion=una) if por_revisar else None,
        "hechos": _hechos_de_la_prueba(una) if por_revisar else _hechos_del_resultado(cuentas),
        "avance": _avance(una, cuentas.total()),
        "en_marcha": una.estado in EN_MARCHA,
        "sigue": "seguir" in request.GET,
        "errores": todos[:SE_MUESTRAN],
        "cuantos_errores": len(todos),
        "convenios": hechos.select_related("expediente").order_by("id")[:SE_MUESTRAN],
        "cuantos_convenios": hechos.count(),
        "instituciones": instituciones_nuevas(una)[:SE_MUESTRAN],
        "puede_empezar": una.estado in (EstadoDeImportacion.POR_REVISAR, EstadoDeImportacion.FALLIDA)
        and bool(una.informe["entran"]),
        "puede_deshacer": una.estado in (EstadoDeImportacion.TERMINADA, EstadoDeImportacion.FALLIDA)
        and bool(cuentas[Resultado.CREADA]),
    }


def _hechos_de_la_prueba(una: Importacion) -> list[dict[str, Any]]:
    informe = una.informe
    return [
        {"term": _("Filas"), "value": informe["filas"]},
        {"term": _("Entrarían"), "value": informe["nuevas"]},
        {"term": _("Ya estaban, sin cambio"), "value": informe["sin_cambio"]},
        {"term": _("Cambiaron en el registro"), "value": informe["cambiadas"]},
        {"term": _("No pueden entrar"), "value": informe["impedidas"]},
        {"term": _("No son convenios"), "value": informe["excluidas"]},
        {"term": _("Errores"), "value": informe["errores_en_total"]},
        *(
            {"term": _("Por regularizar"), "value": frase_de_dato(dato), "note": cuantos}
            for dato, cuantos in informe["por_regularizar"].items()
        ),
    ]


def _hechos_del_resultado(cuentas: Any) -> list[dict[str, Any]]:
    return [{"term": resultado.label, "value": cuentas[resultado.value]} for resultado in Resultado]


def _avance(una: Importacion, hechas: int) -> list[dict[str, Any]]:
    total = max(una.informe["filas"], 1)
    return [
        {
            "label": _("Filas"),
            "percent": min(100, 100 * hechas // total),
            "figure": _("%(hechas)s de %(total)s") % {"hechas": hechas, "total": total},
        }
    ]
