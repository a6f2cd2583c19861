"""The text: reading a version, comparing two, and writing the next."""

from collections.abc import Sequence
from functools import partial
from typing import Any, cast

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenios.aprobado import adonde_volver
from convenios.biblioteca import primer_texto, primer_texto_de_adenda
from convenios.forms import ComparacionForm, CondicionesForm, TextoForm
from convenios.forms.fusion import ClausulaForm, EnConflicto, al_dia, clausulas_de
from convenios.hilos import Hilo, Hilos, al_lado_de, hilos_de
from convenios.lectura import (
    clausulas_a_la_vista,
    condiciones_a_la_vista,
    diferencia,
    escrito_el,
    frase_de_pronunciamiento,
    notas_de_normas,
)
from convenios.models import Adenda, Instrumento, VersionDeTexto
from convenios.services import ClausulaNueva
from convenios.views.actos import ActuacionDeConvenio, instrumento_or_404
from convenios.views.texto_mostrado import texto_mostrado, version_compartida
from documentos.views.actos import acto, atender
from expedientes.facultades import facultades_de
from expedientes.forms import FormularioDeActo
from expedientes.lecturas import anotar_lectura
from expedientes.models import Aprobacion, Visibilidad
from expedientes.oficinas import partes_de
from expedientes.permissions import ABIERTO, ROLES, Needs, needs
from expedientes.puerta import MemberRequest
from expedientes.queries import aprobaciones_vigentes
from flujo.acto import Acto
from flujo.errors import SinPermiso, TransicionNoDeclarada

MAXIMO_DE_BORRADORES = 10


@require_safe
def version(request: MemberRequest, codigo: str, n: int, adenda: int | None = None) -> HttpResponse:
    """One shared version of the text, in full."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    una = version_compartida(instrumento, n)
    if una is None:
        raise Http404
    _anotar(request, instrumento, una, "texto")
    versiones = list(_compartidas(instrumento))
    clausulas = list(una.clausulas.all())
    notas = notas_de_normas(clausulas, escrito=escrito_el(instrumento, una), hoy=instrumento.expediente.hoy())
    return render(
        request,
        "convenios/texto/version.html",
        {
            "instrumento": instrumento,
            "expediente": instrumento.expediente,
            "version": una,
            "clausulas": _con_hilos(clausulas_a_la_vista(clausulas, notas), hilos_de(una, request.user)),
            "condiciones": condiciones_a_la_vista(una),
            "comenta": _por_quienes_comenta(request, instrumento),
            "volver_a": _adonde_vuelve(request, instrumento),
            "versiones": versiones,
            "elegir": ComparacionForm(versiones=versiones, initial={"de": max(n - 1, 1), "a": n}),
        },
    )


@require_safe
def comparar(request: MemberRequest, codigo: str, adenda: int | None = None) -> HttpResponse:
    """What changed between two shared versions, `?de=1&a=2`."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    antes, despues = (_version_pedida(request, instrumento, clave) for clave in ("de", "a"))
    _anotar(request, instrumento, despues, "comparacion")
    cambios = diferencia(list(antes.clausulas.all()), list(despues.clausulas.all()))
    contexto = {
        "instrumento": instrumento,
        "expediente": instrumento.expediente,
        "antes": antes,
        "despues": despues,
        "cambios": cambios,
        "elegir": ComparacionForm(
            versiones=list(_compartidas(instrumento)), initial={"de": antes.n, "a": despues.n}
        ),
    }
    return render(request, "convenios/texto/comparar.html", contexto)


@acto
def editar(request: MemberRequest, codigo: str, adenda: int | None = None) -> HttpResponse:
    """Write the next text: a draft of one's own party, or a version for all after having read what it voids."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    _exigir_abierto(instrumento)
    accion = request.POST.get("accion", "")
    actuacion = ActuacionDeConvenio(
        objeto=instrumento,
        permiso=_permiso(request, instrumento, accion),
        form=partial(TextoForm, accion=accion, **_para_empezar(request, instrumento)),
        titulo=_("Cambiar el texto") if instrumento.version else _("Escribir el primer texto"),
        boton=_("Guardar"),
        hecho=_("Se guardó el borrador: solo lo ve su institución.")
        if accion == "borrador"
        else _("El texto quedó compartido con todas las partes."),
        plantilla="convenios/texto/editar.html",
        ancla="#texto",
        guarda=accion in ("compartir", "borrador"),
    )
    return atender(request, actuacion, partial(_alrededor, request))


@acto
def condiciones(request: MemberRequest, codigo: str, adenda: int | None = None) -> HttpResponse:
    """Say as data what the clauses agree on: term, entry into force, notices, contributions. It is a new version."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    _exigir_abierto(instrumento)
    if instrumento.version is None:
        raise TransicionNoDeclarada(_("Comparta primero un texto: sus condiciones se dicen sobre él."))
    visibles = aprobaciones_vigentes(instrumento) & Aprobacion.objects.visible_to(request.user)
    anuladas = list(visibles.select_related("institucion", "puesto"))
    actuacion = ActuacionDeConvenio(
        objeto=instrumento,
        permiso=needs("compartir"),
        form=partial(CondicionesForm, anula=bool(anuladas)),
        titulo=_("Plazo, vigencia y aportes"),
        boton=_("Compartir con todas las partes"),
        hecho=_("Quedó compartido como una versión nueva del texto."),
        ayuda=_(
            "Lo mismo que dicen las cláusulas, como datos: de aquí se cuentan los plazos y se suman los aportes."
        ),
        plantilla="convenios/texto/condiciones.html",
        ancla="#texto",
    )
    consecuencias = [frase_de_pronunciamiento(a) for a in anuladas]
    return atender(request, actuacion, lambda form: {"consecuencias": consecuencias})


def _exigir_abierto(instrumento: Instrumento) -> None:
    if not instrumento.admite_cambios:
        raise TransicionNoDeclarada(_("En este estado el texto ya no se cambia."))


def _compartidas(instrumento: Instrumento) -> QuerySet[VersionDeTexto]:
    """The shared versions with who shared each, newest first."""
    compartidas = instrumento.textos().filter(visibilidad=Visibilidad.COMPARTIDA)
    return compartidas.select_related("institucion").order_by("-n")


def _con_hilos(clausulas: Sequence[dict[str, Any]], hilos: Hilos) -> list[dict[str, Any]]:
    return [{"clause": c, "n": n, "hilos": hilos.get(n, ())} for n, c in enumerate(clausulas, 1)]


def _por_quienes_comenta(request: MemberRequest, instrumento: Instrumento) -> set[int | None]:
    """The institutions for which this person may comment, in an open case file."""
    if instrumento.expediente.estado != ABIERTO:
        return set()
    with instrumento.expediente.recordando():
        facultades = facultades_de(request.user, instrumento.expediente)
        return {
            f.institucion_id for f in facultades if "comentar" in ROLES[f.rol].actos and not f.impedimento
        }


def _adonde_vuelve(request: MemberRequest, instrumento: Instrumento) -> VersionDeTexto | None:
    """The last text that all approved, for whoever may share it again."""
    comparte = instrumento.admite_cambios and needs("compartir")(instrumento, Acto(registra=request.user))
    return adonde_volver(instrumento) if comparte else None


def _permiso(request: MemberRequest, instrumento: Instrumento, accion: str) -> Needs:
    """Who may only write drafts finds the page open as well; what is shared takes the right to share."""
    compartir = needs("compartir")
    comparte = accion == "compartir" or compartir(instrumento, Acto(registra=request.user))
    return compartir if comparte or request.GET.get("por") == "documento" else needs("editar")


def _alrededor(request: MemberRequest, form: FormularioDeActo) -> dict[str, Any]:
    """What stands around the clauses: drafts; before sharing, the difference and what it voids."""
    editor, instrumento = cast(TextoForm, form), cast(Instrumento, form.objeto)
    editor.is_valid()  # what is judged by it, the text having changed meanwhile, is shown below
    contexto = {
        **texto_mostrado(form),
        "no_comparte": _por_que_no_comparte(request, instrumento),
        "borradores": borradores_de(request, instrumento)[:MAXIMO_DE_BORRADORES],
        "revisa": editor.se_revisa,
        "borrador": _borrador_atrasado(request, instrumento) if not editor.is_bound else None,
    }
    actuales = list(instrumento.version.clausulas.all()) if instrumento.version else []
    if not editor.se_revisa:
        hilos = hilos_de(instrumento.version, request.user) if instrumento.version else {}
        al_lado = al_lado_de(editor.clausulas, actuales, hilos)
        return contexto | {"renglones": _renglones(editor, al_lado)}
    propia = _institucion_que_comparte(request, instrumento)
    return contexto | {
        "cambios": diferencia(actuales, editor.clausulas),
        "consecuencias": [frase_de_pronunciamiento(a) for a in editor.anuladas],
        "otras": [p.institucion for p in partes_de(instrumento.expediente) if p.institucion_id != propia],
    }


def _renglones(editor: TextoForm, hilos: Hilos) -> list[tuple[ClausulaForm, Sequence[Hilo]]]:
    """The form of each clause, with what is being said of it."""
    return [(renglon, hilos.get(n, ())) for n, renglon in enumerate(editor.renglones, 1)]


def borradores_de(request: MemberRequest, instrumento: Instrumento) -> QuerySet[VersionDeTexto]:
    """The drafts that this person may read, newest first."""
    visibles = instrumento.textos() & VersionDeTexto.objects.visible_to(request.user)
    return (
        visibles.filter(visibilidad=Visibilidad.INTERNA).select_related("institucion", "base").order_by("-id")
    )


def _para_empezar(request: MemberRequest, instrumento: Instrumento) -> dict[str, Any]:
    """The clauses with which the editor opens, and the version on which they stand.

    A draft when the link names one, brought up to date with what was shared since; else the present text; else the
    model of its kind and country.
    """
    actual = instrumento.version
    if "borrador" in request.GET:
        borrador = get_object_or_404(
            borradores_de(request, instrumento), pk=numero_pedido(request, "borrador")
        )
        return _borrador_al_dia(borrador, actual)
    if actual:
        return {"clausulas": clausulas_de(actual), "base": actual}
    return {"clausulas": _primer_texto(instrumento), "base": None}


def _primer_texto(instrumento: Instrumento) -> list[ClausulaNueva]:
    partes = [p.institucion for p in partes_de(instrumento.expediente)]
    if isinstance(instrumento, Adenda):
        return primer_texto_de_adenda(partes, objeto=instrumento.objeto)
    convenio = instrumento.el_convenio()
    return primer_texto(
        convenio.tipo,
        convenio.pais(),
        partes,
        dia=convenio.expediente.hoy(),
        objeto=convenio.objeto,
        irroga_gasto=convenio.irroga_gasto,
    )


def _borrador_al_dia(borrador: VersionDeTexto, actual: VersionDeTexto | None) -> dict[str, Any]:
    clausulas = clausulas_de(borrador)
    if actual is None or borrador.base_id == actual.pk:
        return {"clausulas": clausulas, "base": actual}
    fundidas = al_dia(clausulas_de(borrador.base), clausulas, clausulas_de(actual))
    quedan = any(isinstance(c, EnConflicto) for c in fundidas)
    return {"clausulas": fundidas, "base": borrador.base if quedan else actual}


def _borrador_atrasado(request: MemberRequest, instrumento: Instrumento) -> VersionDeTexto | None:
    """The draft that the page opened, when another version was shared since it was written."""
    if "borrador" not in request.GET:
        return None
    borrador = borradores_de(request, instrumento).get(pk=numero_pedido(request, "borrador"))
    return borrador if borrador.base_id != instrumento.version_id else None


def _por_que_no_comparte(request: MemberRequest, instrumento: Instrumento) -> str:
    try:
        needs("compartir").capacidad(instrumento, Acto(registra=request.user))
    except SinPermiso as negativa:
        return str(negativa)
    return ""


def _institucion_que_comparte(request: MemberRequest, instrumento: Instrumento) -> int | None:
    try:
        return needs("compartir").capacidad(instrumento, Acto(registra=request.user)).institucion_id
    except SinPermiso:
        return None


def _anotar(request: MemberRequest, instrumento: Instrumento, version: VersionDeTexto, que: str) -> None:
    """Log the reading of a shared version under a mandate, before it is shown."""
    anotar_lectura(
        request.user,
        instrumento.expediente,
        version,
        que,
        institucion_id=version.institucion_id,
        visibilidad_de_lo_leido=version.visibilidad,
    )


def _version_pedida(request: MemberRequest, instrumento: Instrumento, clave: str) -> VersionDeTexto:
    version = version_compartida(instrumento, numero_pedido(request, clave))
    if version is None:
        raise Http404
    return version


def numero_pedido(request: MemberRequest, clave: str) -> int:
    """A number of the address. Raises BadRequest with a sentence for anything else."""
    valor = request.GET.get(clave, "")
    if not (valor.isascii() and valor.isdigit() and len(valor) < 10):
        raise BadRequest(
            _("La dirección pide «%(clave)s» y eso debe ser un número de versión.") % {"clave": clave}
        )
    return int(valor)
