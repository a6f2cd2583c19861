"""The text: reading a version, comparing two, and writing the next."""

from functools import partial
from typing import Any, cast

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenios.biblioteca import primer_texto
from convenios.forms import ComparacionForm, TextoForm
from convenios.forms.fusion import EnConflicto, al_dia, como_nueva
from convenios.lectura import clausulas_a_la_vista, diferencia, frase_de_opinion, notas_de_normas
from convenios.models import Convenio, VersionDeTexto
from convenios.services.texto import EDITABLES
from convenios.views.actos import Actuacion, acto, atender, convenio_or_404
from convenios.views.texto_mostrado import texto_mostrado, version_compartida
from expedientes.forms import FormularioDeActo
from expedientes.lecturas import anotar_lectura
from expedientes.models import Visibilidad
from expedientes.oficinas import partes_de
from expedientes.permissions import Needs, needs
from expedientes.puerta import MemberRequest
from flujo.acto import Acto
from flujo.errors import SinPermiso, TransicionNoDeclarada

MAXIMO_DE_BORRADORES = 10


@require_safe
def version(request: MemberRequest, codigo: str, n: int) -> HttpResponse:
    """One shared version of the text, in full."""
    convenio = convenio_or_404(request, codigo)
    una = version_compartida(convenio, n)
    if una is None:
        raise Http404
    _anotar(request, convenio, una, "texto")
    versiones = list(_compartidas(convenio))
    clausulas = list(una.clausulas.all())
    notas = notas_de_normas(clausulas, escrito=una.fecha, hoy=convenio.expediente.hoy())
    return render(
        request,
        "convenios/texto/version.html",
        {
            "convenio": convenio,
            "expediente": convenio.expediente,
            "version": una,
            "clausulas": clausulas_a_la_vista(clausulas, notas),
            "versiones": versiones,
            "elegir": ComparacionForm(versiones=versiones, initial={"de": max(n - 1, 1), "a": n}),
        },
    )


@require_safe
def comparar(request: MemberRequest, codigo: str) -> HttpResponse:
    """What changed between two shared versions, `?de=1&a=2`."""
    convenio = convenio_or_404(request, codigo)
    antes, despues = (_version_pedida(request, convenio, clave) for clave in ("de", "a"))
    _anotar(request, convenio, despues, "comparacion")
    cambios = diferencia(list(antes.clausulas.all()), list(despues.clausulas.all()))
    contexto = {
        "convenio": convenio,
        "expediente": convenio.expediente,
        "antes": antes,
        "despues": despues,
        "cambios": cambios,
        "elegir": ComparacionForm(
            versiones=list(_compartidas(convenio)), initial={"de": antes.n, "a": despues.n}
        ),
    }
    return render(request, "convenios/texto/comparar.html", contexto)


@acto
def editar(request: MemberRequest, codigo: str) -> HttpResponse:
    """Write the next text: a draft of one's own party, or a version for all after having read what it voids."""
    convenio = convenio_or_404(request, codigo)
    if convenio.estado not in EDITABLES:
        raise TransicionNoDeclarada(_("En este estado el texto ya no se cambia."))
    accion = request.POST.get("accion", "")
    actuacion = Actuacion(
        objeto=convenio,
        permiso=_permiso(request, convenio, accion),
        form=partial(TextoForm, accion=accion, **_para_empezar(request, convenio)),
        titulo=_("Cambiar el texto") if convenio.version else _("Escribir el primer texto"),
        boton=_("Guardar"),
        hecho=_("Se guardó el borrador: solo lo ve su institución.")
        if accion == "borrador"
        else _("El texto quedó compartido con todas las partes."),
        plantilla="convenios/texto/editar.html",
        ancla="#texto",
        guarda=accion in ("compartir", "borrador"),
    )
    return atender(request, actuacion, partial(_alrededor, request))


def _compartidas(convenio: Convenio) -> QuerySet[VersionDeTexto]:
    """The shared versions with who shared each, newest first."""
    compartidas = convenio.versiones.filter(visibilidad=Visibilidad.COMPARTIDA)
    return compartidas.select_related("institucion").order_by("-n")


def _permiso(request: MemberRequest, convenio: Convenio, accion: str) -> Needs:
    """Who may only write drafts finds the page open as well; what is shared takes the right to share."""
    compartir = needs("compartir")
    comparte = accion == "compartir" or compartir(convenio, Acto(registra=request.user))
    return compartir if comparte or request.GET.get("por") == "documento" else needs("editar")


def _alrededor(request: MemberRequest, form: FormularioDeActo) -> dict[str, Any]:
    """What stands around the clauses: drafts; before sharing, the difference and what it voids."""
    editor, convenio = cast(TextoForm, form), cast(Convenio, form.objeto)
    editor.is_valid()  # what is judged by it, the text having changed meanwhile, is shown below
    contexto = {
        **texto_mostrado(form),
        "no_comparte": _por_que_no_comparte(request, convenio),
        "borradores": borradores_de(request, convenio)[:MAXIMO_DE_BORRADORES],
        "revisa": editor.se_revisa,
        "borrador": _borrador_atrasado(request, convenio) if not editor.is_bound else None,
    }
    if not editor.se_revisa:
        return contexto
    actuales = list(convenio.version.clausulas.all()) if convenio.version else []
    propia = _institucion_que_comparte(request, convenio)
    return contexto | {
        "cambios": diferencia(actuales, editor.clausulas),
        "consecuencias": [frase_de_opinion(a) for a in editor.anuladas],
        "otras": [p.institucion for p in partes_de(convenio.expediente) if p.institucion_id != propia],
    }


def borradores_de(request: MemberRequest, convenio: Convenio) -> QuerySet[VersionDeTexto]:
    """The drafts that this person may read, newest first."""
    visibles = convenio.versiones.all() & VersionDeTexto.objects.visible_to(request.user)
    return visibles.filter(visibilidad=Visibilidad.INTERNA).select_related("institucion").order_by("-id")


def _para_empezar(request: MemberRequest, convenio: Convenio) -> dict[str, Any]:
    """The clauses with which the editor opens, and the version on which they stand.

    A draft when the link names one, brought up to date with what was shared since; else the present text; else the
    model of its kind and country.
    """
    actual = convenio.version
    if "borrador" in request.GET:
        borrador = get_object_or_404(
            borradores_de(request, convenio).select_related("base"), pk=_numero(request, "borrador")
        )
        return _borrador_al_dia(borrador, actual)
    if actual:
        return {"clausulas": [como_nueva(c) for c in actual.clausulas.all()], "base": actual}
    clausulas = primer_texto(
        convenio.tipo,
        convenio.pais(),
        [p.institucion for p in partes_de(convenio.expediente)],
        dia=convenio.expediente.hoy(),
        objeto=convenio.objeto,
        irroga_gasto=convenio.irroga_gasto,
    )
    return {"clausulas": clausulas, "base": None}


def _borrador_al_dia(borrador: VersionDeTexto, actual: VersionDeTexto | None) -> dict[str, Any]:
    clausulas = [como_nueva(c) for c in borrador.clausulas.all()]
    if actual is None or borrador.base_id == actual.pk:
        return {"clausulas": clausulas, "base": actual}
    antes = borrador.base.clausulas.all() if borrador.base else ()
    fundidas = al_dia(antes, clausulas, actual.clausulas.all())
    quedan = any(isinstance(c, EnConflicto) for c in fundidas)
    return {"clausulas": fundidas, "base": borrador.base if quedan else actual}


def _borrador_atrasado(request: MemberRequest, convenio: Convenio) -> VersionDeTexto | None:
    """The draft that the page opened, when another version was shared since it was written."""
    if "borrador" not in request.GET:
        return None
    borrador = borradores_de(request, convenio).select_related("base").get(pk=_numero(request, "borrador"))
    return borrador if borrador.base_id != convenio.version_id else None


def _por_que_no_comparte(request: MemberRequest, convenio: Convenio) -> str:
    try:
        needs("compartir").capacidad(convenio, Acto(registra=request.user))
    except SinPermiso as negativa:
        return str(negativa)
    return ""


def _institucion_que_comparte(request: MemberRequest, convenio: Convenio) -> int | None:
    try:
        return needs("compartir").capacidad(convenio, Acto(registra=request.user)).institucion_id
    except SinPermiso:
        return None


def _anotar(request: MemberRequest, convenio: Convenio, version: VersionDeTexto, que: str) -> None:
    """Log the reading of a shared version under a mandate, before it is shown."""
    anotar_lectura(
        request.user,
        convenio.expediente,
        version,
        que,
        institucion_id=version.institucion_id,
        visibilidad_de_lo_leido=version.visibilidad,
    )


def _version_pedida(request: MemberRequest, convenio: Convenio, clave: str) -> VersionDeTexto:
    version = version_compartida(convenio, _numero(request, clave))
    if version is None:
        raise Http404
    return version


def _numero(request: MemberRequest, clave: str) -> int:
    """A number of the address. Raises BadRequest with a sentence for anything else."""
    valor = request.GET.get(clave, "")
    if not (valor.isascii() and valor.isdigit() and len(valor) < 10):
        raise BadRequest(
            _("La dirección pide «%(clave)s» y eso debe ser un número de versión.") % {"clave": clave}
        )
    return int(valor)
