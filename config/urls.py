"""Every address of the site; each app brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from config.salud import salud
from convenios.urls import IMPORTAR
from tablero.views.plataforma import montar

handler404 = "tablero.views.errores.no_existe"
urlpatterns: list[URLPattern | URLResolver] = [
    path("cuentas/", include("allauth.urls")),
    path("salud/", salud, name="salud"),
    path("correo/", include("notificaciones.urls")),
    path("", include("instituciones.urls")),
    path("", include("documentos.urls")),
    path("importar/", include((IMPORTAR, "importaciones"))),
    path("expedientes/", include("convenios.urls")),
    path("expedientes/", include("planes.urls")),
    path("plataforma/", montar().urls),
    path("", include("tablero.urls")),
]
