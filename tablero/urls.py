"""The desk and what looks across everything."""

from django.urls import path

from tablero.views import componentes

app_name = "tablero"
urlpatterns = [
    path("_componentes/", componentes.componentes, name="componentes"),
]
