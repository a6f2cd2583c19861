"""The desk and what looks across everything."""

from django.urls import path, re_path

from tablero.views import componentes, escritorio, expediente, historia, lista

app_name = "tablero"
urlpatterns = [
    path("", escritorio.escritorio, name="escritorio"),
    path("expedientes/", lista.lista, name="lista"),
    re_path(r"^expedientes/exportar/(?P<formato>csv|xlsx)/$", lista.exportar, name="exportar"),
    path("expedientes/<str:codigo>/", expediente.expediente, name="expediente"),
    path("expedientes/<str:codigo>/historia/", historia.historia, name="historia"),
    path("expedientes/<str:codigo>/lecturas/", historia.lecturas, name="lecturas"),
    path("expedientes/<str:codigo>/expediente/<slug:transicion>/", expediente.paso, name="paso"),
    path("_componentes/", componentes.componentes, name="componentes"),
]
