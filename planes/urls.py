"""Plans of a case file: pages and acts."""

from django.urls import URLPattern, URLResolver, include, path

from planes.views import escritura, paginas, pasos

ACCION = [
    path("", paginas.accion, name="accion"),
    path("cambiar/", escritura.cambiar_accion, name="cambiar_accion"),
    path("ajustar/", escritura.ajustar, name="ajustar_accion"),
    path("verificacion/", escritura.pedir_verificacion, name="pedir_verificacion"),
    path("medios/nuevo/", escritura.presentar, name="presentar_medio"),
    path("medios/<int:medio>/paso/<slug:transicion>/", pasos.de_medio, name="paso_de_medio"),
    path("paso/<slug:transicion>/", pasos.de_accion, name="paso_de_accion"),
]
REPROGRAMACION = [
    path("", paginas.reprogramacion, name="reprogramacion"),
    path("base/", escritura.actualizar_base, name="actualizar_base"),
    path("acciones/<int:numero>/", escritura.cambio, name="cambio_de_accion"),
    path("acciones/<int:numero>/cancelar/", escritura.cancelar, name="cancelar_accion"),
    path("paso/<slug:transicion>/", pasos.de_reprogramacion, name="paso_de_reprogramacion"),
]
PLAN: list[URLPattern | URLResolver] = [
    path("", paginas.plan, name="plan"),
    path("cambiar/", escritura.cambiar, name="cambiar_plan"),
    path("copiar/", escritura.copiar, name="copiar_plan"),
    path("versiones/<int:n>/", paginas.version, name="version_de_plan"),
    path("observaciones/<int:observacion>/responder/", escritura.responder, name="responder_observacion"),
    path("acciones/nueva/", escritura.nueva_accion, name="nueva_accion"),
    path("acciones/<int:numero>/", include(ACCION)),
    path("reprogramaciones/nueva/", escritura.nueva_reprogramacion, name="nueva_reprogramacion"),
    path("reprogramaciones/<int:n>/", include(REPROGRAMACION)),
    path("paso/<slug:transicion>/", pasos.de_plan, name="paso_de_plan"),
]

app_name = "planes"
urlpatterns = [
    path("<str:codigo>/planes/", paginas.lista, name="planes"),
    path("<str:codigo>/planes/nuevo/", escritura.nuevo, name="nuevo_plan"),
    path("<str:codigo>/planes/<int:plan>/", include(PLAN)),
]
