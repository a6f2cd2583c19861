"""Sentences that are kept for somebody else than whoever caused them: written in every language, read in one."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils import translation
from django.utils.functional import lazy

Dicho = Mapping[str, str]
"""A sentence by language."""


def frase(escribir: Callable[[], str]) -> object:
    """A sentence that is written anew, in the active language, whenever it is turned into text."""
    return lazy(escribir, str)()


def en_cada_idioma(perezosa: object) -> dict[str, str]:
    """A sentence not written yet (`frase`, `gettext_lazy`) in every language of the site; a text is the same in all."""
    dicho = {}
    for idioma, _nombre in settings.LANGUAGES:
        with translation.override(idioma):
            dicho[idioma] = str(perezosa)
    return dicho


def en_el_activo(dicho: Dicho | str) -> str:
    """What was written in every language, in the active one; a text that was written once, as it is."""
    if isinstance(dicho, str):
        return dicho
    return dicho.get(translation.get_language() or "") or dicho[settings.LANGUAGE_CODE]
