"""How every page of an act works: who may, the form, the paper, the refusal, and a repetition that does no harm."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from auditoria.models import Asiento
from documentos.forms.por_documento import ConPapel
from documentos.puerta.admision import ArchivoRechazado
from documentos.views.por_documento import Registrable, papel_de, papeles_a_elegir, registrables
from expedientes.capacidades import en_palabras
from expedientes.forms import FormularioDeActo
from expedientes.models import Expediente
from expedientes.puerta import MemberRequest, expediente_or_404
from flujo.acto import Acto, Capacidad, es_clave
from flujo.declaracion import Permiso
from flujo.errors import Negativa, ResultadoIncierto, SinPermiso, TextoCambiado, TransicionNoDeclarada
from instituciones.models import Usuario

Vista = Callable[..., HttpResponse]


@dataclass(frozen=True, kw_only=True)
class Actuacion:
    """One act that a page offers: on what, who may, by which form, and the words around it."""

    objeto: Any
    permiso: Permiso
    form: Callable[..., FormularioDeActo]
    titulo: str
    boton: str
    hecho: str
    """What is said once it is done."""
    ayuda: str = ""
    plantilla: str = "documentos/acto.html"
    ancla: str = ""
    """Where on the page of the case file its outcome stands."""
    admite_papel: bool = True
    institucion_id: int | None = None
    """For which party, when not any of the person's."""
    guarda: bool = True
    """Whether what was sent is to be done now; a page of several steps also sends what only shows the next one."""

    @property
    def expediente(self) -> Expediente:
        return self.objeto.raiz()  # type: ignore[no-any-return]

    @property
    def volver(self) -> str:
        return f"{self.expediente.get_absolute_url()}{self.ancla}"


@dataclass(frozen=True, kw_only=True)
class EnSuPagina(Actuacion):
    """An act whose outcome stands on `pagina`, where one comes from, and not on that of the case file."""

    pagina: str
    admite_papel: bool = False

    @property
    def volver(self) -> str:
        return f"{self.pagina}{self.ancla}"


@dataclass(frozen=True, kw_only=True)
class Quien:
    """In which capacity the person acts here; from a paper, for which parties it is recorded."""

    capacidad: Capacidad | None = None
    registra: list[Registrable] = field(default_factory=list)
    puede_con_papel: bool = False
    puede_en_persona: bool = False

    @property
    def con_papel(self) -> bool:
        return self.capacidad is None


def acto(vista: Vista) -> Vista:
    """A page of an act. The same form sent again, by a second click or by the browser, finds its act done."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @functools.wraps(vista)
    def envuelta(request: MemberRequest, codigo: str, *args: Any, **kwargs: Any) -> HttpResponse:
        clave = request.POST.get("clave", "")
        if request.method == "POST" and es_clave(clave):
            expediente = expediente_or_404(request, codigo)
            if _esta_en_la_historia(expediente, clave, request.user):
                messages.info(request, _("Eso ya estaba registrado; no se hizo dos veces."))
                return redirect(expediente)
        return vista(request, codigo, *args, **kwargs)

    return envuelta


def atender(
    request: MemberRequest,
    actuacion: Actuacion,
    contexto: Callable[[FormularioDeActo], dict[str, Any]] = lambda form: {},
) -> HttpResponse:
    """Show the form of an act, or do it and go back to the case file.

    Raises PermissionDenied with the sentence why not. What is refused for another reason comes back with everything
    that was typed.
    """
    with actuacion.expediente.recordando():
        quien = _quien(request, actuacion)
    form = _formulario(request, actuacion, quien)
    if request.method == "POST" and actuacion.guarda and form.is_valid() and _se_hizo(form, quien):
        messages.success(request, actuacion.hecho)
        return redirect(form.destino or actuacion.volver)
    pagina = {
        "actuacion": actuacion,
        "expediente": actuacion.expediente,
        "form": form,
        "quien": quien,
        "como": en_palabras(quien.capacidad, actuacion.expediente) if quien.capacidad else "",
        "otra_via": _otra_via(request, quien),
    }
    return render(request, actuacion.plantilla, pagina | contexto(form), status=_estado_http(request, form))


def _quien(request: MemberRequest, actuacion: Actuacion) -> Quien:
    registra = (
        registrables(request.user, actuacion.objeto, actuacion.permiso, actuacion.institucion_id)
        if actuacion.admite_papel
        else []
    )
    acto = Acto(registra=request.user, institucion_id=actuacion.institucion_id)
    capacidad, por_que_no = None, ""
    try:
        capacidad = actuacion.permiso.capacidad(actuacion.objeto, acto)
    except SinPermiso as negativa:
        por_que_no = str(negativa)
    con_papel = request.GET.get("por") == "documento"
    if con_papel and not registra:
        por_que_no = _("Registrar este acto desde un documento corresponde al asistente de convenios.")
    if (con_papel and not registra) or (not con_papel and capacidad is None):
        raise PermissionDenied(por_que_no)
    return Quien(
        capacidad=None if con_papel else capacidad,
        registra=registra if con_papel else [],
        puede_con_papel=bool(registra),
        puede_en_persona=capacidad is not None,
    )


def _otra_via(request: MemberRequest, quien: Quien) -> str:
    """The address of this same page for doing it the other way: from a paper, or in person."""
    parametros = request.GET.copy()
    if quien.con_papel:
        parametros.pop("por")
    else:
        parametros["por"] = "documento"
    sirve = quien.puede_en_persona if quien.con_papel else quien.puede_con_papel
    return f"{request.path}?{parametros.urlencode()}" if sirve else ""


def _formulario(request: MemberRequest, actuacion: Actuacion, quien: Quien) -> FormularioDeActo:
    opciones: dict[str, Any] = {
        "objeto": actuacion.objeto,
        "usuario": request.user,
        "initial": {"institucion": actuacion.institucion_id},
    }
    if quien.con_papel:
        opciones["partes"] = [r.parte for r in quien.registra]
        opciones["papeles"] = papeles_a_elegir(request.user, actuacion.expediente)
    if request.method == "POST":
        return actuacion.form(request.POST, request.FILES, **opciones)
    return actuacion.form(**opciones)


def _se_hizo(form: FormularioDeActo, quien: Quien) -> bool:
    """Do it once: a second click, or the browser sending the same form again, finds it done.

    What goes wrong with what was typed is written into the form; what this person or this state does not allow is not
    the form's to say, and is raised.
    """
    try:
        if not _ya_estaba(form):
            form.ejecutar(
                form.acto(
                    papel_de(form, quien.registra) if isinstance(form, ConPapel) and quien.con_papel else None
                )
            )
    except (Negativa, ResultadoIncierto, IntegrityError) as negativa:
        return _ya_estaba(form) or _explicar(form, negativa)
    return True


def _ya_estaba(form: FormularioDeActo) -> bool:
    return _esta_en_la_historia(form.expediente, str(form.cleaned_data["clave"]), form.usuario)


def _esta_en_la_historia(expediente: Expediente, clave: str, usuario: Usuario) -> bool:
    """Whether the log has this very form of this very person."""
    return Asiento.objects.filter(
        cadena_id=expediente.cadena_id, clave=clave, registra_id=usuario.pk
    ).exists()


def _explicar(form: FormularioDeActo, negativa: Exception) -> bool:
    """Write the refusal into the form. Always False: it was not done."""
    match negativa:
        case TextoCambiado():
            form.objeto.refresh_from_db()
            form.mostrar_de_nuevo()
            form.add_error(None, str(negativa))
        case ArchivoRechazado():
            form.add_error("papel", list(negativa.frases))
        case SinPermiso() | TransicionNoDeclarada() | IntegrityError():
            raise negativa
        case Negativa():
            form.add_error(None, list(negativa.frases))
        case _:
            form.add_error(None, str(negativa))
    return False


def _estado_http(request: MemberRequest, form: FormularioDeActo) -> int:
    if request.method != "POST" or not form.errors:
        return 200
    return 409 if form.cambio_el_texto else 422
