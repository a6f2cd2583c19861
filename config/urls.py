"""Every address of the site; each app brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from config.salud import salud
from convenios.urls import IMPORTAR
from planes.urls import RECURSOS
from seguimiento.urls import COMPROMISOS
from tablero.views.plataforma import montar

handler404 = "tablero.views.errores.no_existe"
urlpatterns: list[URLPattern | URLResolver] = [
    path("cuentas/", include("allauth.urls")),
    path("salud/", salud, name="salud"),
    path("correo/", include("notificaciones.urls")),
    path("", include("instituciones.urls")),
    path("", include("documentos.urls")),
    path("importar/", include((IMPORTAR, "importaciones"))),
    path("compromisos/", include((COMPROMISOS, "compromisos"))),
    path("expedientes/", include("convenios.urls")),
    path("expedientes/", include("planes.urls")),
    path("recursos/", include((RECURSOS, "recursos"))),
    path("expedientes/", include("seguimiento.urls")),
    path("plataforma/", montar().urls),
    path("", include("tablero.urls")),
]
