"""`/_componentes/`: every component in every state, for page authors and for the tests of the look."""

from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

MUESTRAS = Path(__file__).parent.parent / "muestras.yaml"
SENTIDOS = [("favorable", _("Favorable")), ("observada", _("Con observaciones"))]
AREAS = [("tecnica", _("Unidad proponente")), ("presupuesto", pgettext_lazy("área", "Presupuesto"))]
TIPOS = [("", _("Elija uno")), ("marco", _("Marco")), ("especifico", _("Específico"))]


def fecha(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **options)


class FormularioDeMuestra(forms.Form):
    """One field of each kind."""

    asunto = forms.CharField(label=_("Asunto"), max_length=120, help_text=_("Como se leerá en las listas."))
    objeto = forms.CharField(label=_("Objeto"), widget=forms.Textarea, required=False)
    tipo = forms.ChoiceField(label=_("Tipo"), choices=TIPOS)
    fecha = fecha(label=_("Fecha del hecho"), help_text=_("Cuándo ocurrió, no cuándo se escribe."))
    aporte = forms.DecimalField(label=_("Aporte"), required=False)
    sentido = forms.ChoiceField(
        label=_("Sentido"), choices=SENTIDOS, widget=forms.RadioSelect, help_text=_("Sobre la versión 2.")
    )
    areas = forms.MultipleChoiceField(
        label=_("Áreas"), choices=AREAS, widget=forms.CheckboxSelectMultiple, required=False
    )
    documento = forms.FileField(
        label=_("Documento"), required=False, help_text=_("PDF o imagen, hasta 25 MB.")
    )
    conforme = forms.BooleanField(
        label=_("He leído el texto"), help_text=_("Su acto queda ligado a ese texto.")
    )


class FiltrosDeMuestra(forms.Form):
    """A list's filters: the first field is the search line."""

    q = forms.CharField(label=_("Buscar en los expedientes"), required=False)
    tipo = forms.ChoiceField(label=_("Tipo"), required=False, choices=TIPOS)
    sentido = forms.ChoiceField(label=_("Sentido"), required=False, choices=SENTIDOS)
    desde = fecha(label=_("Desde"), required=False)


@login_not_required
@require_safe
def componentes(request: HttpRequest) -> HttpResponse:
    """Only while developing, or in a demonstration for whoever has an account there."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    if not settings.DEBUG and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    refused = {"asunto": "", "tipo": "otro", "fecha": "2015-02-31"}
    context: dict[str, Any] = yaml.safe_load(MUESTRAS.read_text(encoding="utf-8")) | {
        "diagram": render_to_string("tablero/componentes/diagrama.svg"),
        "form": FormularioDeMuestra(auto_id="vacio_%s"),
        "refused": FormularioDeMuestra(refused, auto_id="rechazado_%s"),
        "filters": FiltrosDeMuestra({"tipo": "marco", "q": "cooperativas"}, auto_id="filtro_%s"),
        "chips": [{"href": "#filtros", "label": label} for label in (_("Tipo: Marco"), _("País: Perú"))],
    }
    return render(request, "tablero/componentes.html", context)
