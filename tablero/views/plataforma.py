"""`/plataforma/`: Django's admin without its writing half, lists whose rows lead to their pages.

Nothing is added, changed or deleted in it and no state moves: what changes something has its page, its capacity, its
conditions and its log row, and `perform()` behind it.
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import ForeignKey, Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from instituciones.cuentas.segundo_factor import tiene_segundo_factor
from tablero.plataforma import LISTAS, Lista

MAXIMO_CONTADO = 10_000
"""Counting stops here, and so do the pages: whoever looks for something older searches."""


class ConTope(Paginator):  # type: ignore[type-arg]
    """Pages of tables with millions of rows, of which only the first are counted."""

    @cached_property
    def count(self) -> int:
        filas: Any = self.object_list
        return int(filas.order_by()[:MAXIMO_CONTADO].count())


class SoloLista(admin.ModelAdmin):  # type: ignore[type-arg]
    """The list of one model as it is declared."""

    actions = None
    list_display_links = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = ConTope
    sortable_by = ()
    ordering = ("-pk",)

    abre: str | None = None
    """See `Lista`."""

    @admin.display(description=_l("Página"))
    def pagina(self, fila: Any) -> str:
        destino = getattr(fila, self.abre) if self.abre else fila
        return format_html('<a href="{}">{}</a>', destino.get_absolute_url(), _("Abrir"))

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Only as the filters' own links ask: the address is no way to guess at a column that is not shown, nor to ask
        the database for what it cannot answer."""
        preguntas = {f"{filtro}{como}" for filtro in self.list_filter for como in ("", "__exact", "__isnull")}
        return lookup in preguntas and "\x00" not in value

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever came through the site's door reads every list of it."""
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def lista_de(modelo: type[Model], lista: Lista) -> type[SoloLista]:
    """The class that Django's admin wants for what is declared."""
    opciones: Any = modelo._meta
    ajenas = [c for c in lista["columnas"] if isinstance(opciones.get_field(c), ForeignKey)]
    declarado = {
        "abre": lista.abre,
        "list_display": (*(["pagina"] if lista.abre is not None else []), *lista["columnas"]),
        "search_fields": lista["busca"],
        "list_filter": lista["filtra"],
        "list_select_related": (*ajenas, *(NOMBRES[c] for c in ajenas if c in NOMBRES)),
    }
    return type(f"ListaDe{modelo.__name__}", (SoloLista,), declarado)


NOMBRES = {
    "convenio": "convenio__expediente",
    "usuario": "usuario__persona",
    "grupo": "grupo__institucion",
    "mandato": "mandato__organo",
    "permission": "permission__content_type",
}
"""What the words for some of a row's columns ask for in turn."""


class Sitio(admin.AdminSite):
    """Open to the platform's administration with a second factor; for everybody else it does not exist."""

    site_header = site_title = _l("Administración de la plataforma")
    index_title = _l("Consulta de tablas")
    index_template = "admin/plataforma.html"
    enable_nav_sidebar = False

    def get_urls(self) -> list[Any]:
        """The index and one list for each model: there is no address that adds, changes or deletes."""
        return [
            path("", self.por_la_puerta(self.index), name="index"),
            path("<slug:app_label>/", self.por_la_puerta(self.app_index), name="app_list"),
            *(self._de(modelo, lista) for modelo, lista in self._registry.items()),
        ]

    def _de(self, modelo: type[Model], lista: Any) -> URLPattern:
        app, nombre = modelo._meta.app_label, modelo._meta.model_name
        vista = self.por_la_puerta(lista.changelist_view)
        return path(f"{app}/{nombre}/", vista, name=f"{app}_{nombre}_changelist")

    def has_permission(self, request: HttpRequest) -> bool:
        usuario: Any = request.user
        return bool(usuario.is_active and usuario.is_staff and usuario.is_superuser)

    def por_la_puerta(self, vista: Callable[..., Any]) -> Callable[..., Any]:
        def entrar(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                raise Http404
            if not tiene_segundo_factor(request.user):  # type: ignore[arg-type]
                messages.warning(
                    request, _("La administración de la plataforma pide un segundo factor: actívelo primero.")
                )
                return redirect("mfa_index")
            respuesta: HttpResponse = vista(request, *args, **kwargs)
            return respuesta

        return update_wrapper(require_safe(never_cache(entrar)), vista)


def montar() -> Sitio:
    """The site with the list of every declared model."""
    sitio = Sitio()
    for nombre, lista in LISTAS.items():
        modelo = apps.get_model(nombre)
        sitio.register(modelo, lista_de(modelo, lista))
    return sitio
