"""Every address of the site; each app brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("cuentas/", include("allauth.urls")),
    path("", include("tablero.urls")),
]
