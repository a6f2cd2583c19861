"""Tags for the components that wrap other markup, and the questions a form's template asks of its field.

Every other component is a plain partial of `templates/components/`; `docs/componentes.md` lists them all.
"""

from django import forms, template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

register = template.Library()

# In this order: most browsers also name the ones that they want to pass for.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


@register.simple_block_tag
def panel(
    content: str,
    title: str = "",
    *,
    kind: str = "",
    id: str = "",
    meta: str = "",
    href: str = "",
    link: str = "",
) -> SafeString:
    """A titled section. `kind="next"` is «Qué sigue»; `href` and `link` make a link beside the title."""
    heading_id = f"{id or slugify(title)}-titulo" if title else ""
    context = {
        "content": content,
        "title": title,
        "kind": kind,
        "id": id,
        "meta": meta,
        "href": href,
        "link": link,
    }
    return render_to_string("components/panel.html", context | {"heading_id": heading_id})


@register.simple_block_tag
def banner(content: str, title: str = "", *, tone: str = "info", role: str = "") -> SafeString:
    """News (`info`, `good`), a warning (`wait`) or a refusal (`bad`), with markup inside."""
    context = {"content": content, "title": title, "tone": tone, "role": role}
    return render_to_string("components/banner.html", context)


@register.simple_block_tag
def data_table(
    content: str,
    caption: str,
    *,
    id: str = "",
    cards: bool = True,
    dense: bool = False,
    hide_caption: bool = False,
) -> SafeString:
    """A table in a region that scrolls by itself.

    With `cards` its rows become cards in a narrow column: give every cell of the body its `data-label`. `dense` sets
    many rows of one line each on a wider page; its cells of class `clip` are cut short.
    """
    context = {"content": content, "caption": caption, "cards": cards, "dense": dense}
    context |= {"hide_caption": hide_caption}
    return render_to_string("components/data_table.html", context | {"id": id or f"{slugify(caption)}-tabla"})


@register.simple_block_tag
def confirm(
    content: str, title: str, *, lead: str = "", consequences: list[str] | None = None, danger: bool = False
) -> SafeString:
    """What an act undoes, said before it does: the sentences, then the form that goes on or goes back."""
    context = {
        "content": content,
        "title": title,
        "lead": lead,
        "consequences": consequences,
        "danger": danger,
    }
    return render_to_string("components/confirm.html", context | {"heading_id": f"{slugify(title)}-titulo"})


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands after it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def first_control_id(field: BoundField) -> str:
    """The id of the first thing in the field that can have the focus."""
    if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget):
        return f"{field.auto_id}_0"
    return field.id_for_label or str(field.auto_id)


@register.filter
def browser(user_agent: str) -> str:
    """«Firefox en Android» out of what a browser says of itself; what it says, cut short, when it is unknown."""
    name = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if not name:
        return user_agent[:60]
    return _("%(browser)s en %(system)s") % {"browser": name, "system": system} if system else name
