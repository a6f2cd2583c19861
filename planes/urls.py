"""Plans of a case file, what aligns to them, and shared resources."""

from django.urls import path, re_path

from planes.views import alineacion, estrategico, recurso

RECURSOS = [path("", recurso.todos, name="lista")]
"""What is shared in any case file: no case file's own page."""

app_name = "planes"
urlpatterns = [
    path("programas/nuevo/", estrategico.programa, name="programa"),
    path("<str:codigo>/estrategico/", estrategico.lista, name="estrategicos"),
    path("<str:codigo>/estrategico/nuevo/", estrategico.nuevo, name="nuevo_estrategico"),
    path("<str:codigo>/estrategico/<int:plan>/", estrategico.plan, name="estrategico"),
    path("<str:codigo>/estrategico/<int:plan>/publicar/", estrategico.publicar, name="publicar_estrategico"),
    path(
        "<str:codigo>/estrategico/<int:plan>/corregir/",
        estrategico.rectificar_plan,
        name="rectificar_estrategico",
    ),
    path(
        "<str:codigo>/estrategico/<int:plan>/objetivos/nuevo/",
        estrategico.agregar_objetivo,
        name="nuevo_objetivo",
    ),
    path(
        "<str:codigo>/estrategico/<int:plan>/objetivos/<int:numero>/",
        estrategico.rectificar_objetivo,
        name="rectificar_objetivo",
    ),
    path(
        "<str:codigo>/estrategico/<int:plan>/objetivos/<int:numero>/iniciativas/nueva/",
        estrategico.agregar_iniciativa,
        name="nueva_iniciativa",
    ),
    re_path(
        r"^(?P<codigo>[^/]+)/estrategico/(?P<plan>[0-9]+)/objetivos/(?P<numero>[0-9]+)/iniciativas/(?P<letra>[A-Z])/$",
        estrategico.rectificar_iniciativa,
        name="rectificar_iniciativa",
    ),
    path("<str:codigo>/alineacion/", alineacion.lista, name="alineacion"),
    path("<str:codigo>/alineacion/nueva/", alineacion.nueva, name="alinear"),
    path("<str:codigo>/alineacion/<int:alineacion>/retirar/", alineacion.retirar, name="retirar_alineacion"),
    path("<str:codigo>/recursos/", recurso.lista, name="recursos"),
    path("<str:codigo>/recursos/nuevo/", recurso.nuevo, name="compartir_recurso"),
    path("<str:codigo>/recursos/<int:recurso>/cambiar/", recurso.cambiar, name="cambiar_recurso"),
    path("<str:codigo>/recursos/<int:recurso>/retirar/", recurso.retirar, name="retirar_recurso"),
]
