"""How every form of the site is drawn."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Label, hint, error and control of each field come from `templates/components/field.html`."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
