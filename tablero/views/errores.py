"""The page of an address that there is not."""

from django.http import HttpRequest, HttpResponse
from django.views.defaults import page_not_found

from instituciones.middleware import hablar_como_la_cuenta


def no_existe(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler404`. Where no view was found, nothing chose the language before."""
    if request.resolver_match is None:
        hablar_como_la_cuenta(request)
    return page_not_found(request, exception)
