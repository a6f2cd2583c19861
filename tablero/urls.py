"""The desk and what looks across everything."""

from django.urls import path, re_path

from tablero.views import componentes, escritorio, lista

app_name = "tablero"
urlpatterns = [
    path("", escritorio.escritorio, name="escritorio"),
    path("expedientes/", lista.lista, name="lista"),
    re_path(r"^expedientes/exportar/(?P<formato>csv|xlsx)/$", lista.exportar, name="exportar"),
    path("_componentes/", componentes.componentes, name="componentes"),
]
