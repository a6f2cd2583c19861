"""Plans of a case file, what aligns to them, and shared resources."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from planes.views import (
    alineacion,
    escritura,
    estrategico,
    firma,
    mediciones,
    paginas,
    pasos,
    planilla,
    recurso,
    reprogramacion,
    vistas,
)

RECURSOS = [path("", recurso.todos, name="lista")]
"""What is shared in any case file: no case file's own page."""

ACCION = [
    path("", paginas.accion, name="accion"),
    path("cambiar/", escritura.cambiar_accion, name="cambiar_accion"),
    path("ajustar/", escritura.ajustar, name="ajustar_accion"),
    path("verificacion/", escritura.pedir_verificacion, name="pedir_verificacion"),
    path("medios/nuevo/", escritura.presentar, name="presentar_medio"),
    path("medios/<int:medio>/paso/<slug:transicion>/", pasos.de_medio, name="paso_de_medio"),
    path("mediciones/nueva/", mediciones.medir, name="medir"),
    path("mediciones/<int:medicion>/", mediciones.medicion, name="medicion"),
    path("mediciones/<int:medicion>/paso/<slug:transicion>/", pasos.de_medicion, name="paso_de_medicion"),
    path("participantes/", mediciones.contar, name="contar_participantes"),
    path("paso/<slug:transicion>/", pasos.de_accion, name="paso_de_accion"),
]
REPROGRAMACION = [
    path("", paginas.reprogramacion, name="reprogramacion"),
    path("base/", reprogramacion.actualizar_base, name="actualizar_base"),
    path("planilla/", planilla.de_reprogramacion, name="planilla_de_reprogramacion"),
    path("acciones/<int:numero>/", reprogramacion.cambio, name="cambio_de_accion"),
    path("acciones/<int:numero>/cancelar/", reprogramacion.cancelar, name="cancelar_accion"),
    path("nuevas/otra/", reprogramacion.nueva, name="nueva_por_reprogramacion"),
    path("nuevas/<int:orden>/", reprogramacion.cambiar_nueva, name="cambiar_nueva"),
    path("nuevas/<int:orden>/quitar/", reprogramacion.quitar_nueva, name="quitar_nueva"),
    path("paso/<slug:transicion>/", pasos.de_reprogramacion, name="paso_de_reprogramacion"),
]
PLAN: list[URLPattern | URLResolver] = [
    path("", paginas.plan, name="plan"),
    path("cambiar/", escritura.cambiar, name="cambiar_plan"),
    path("planilla/", planilla.planilla, name="planilla"),
    path("exportar/", planilla.exportar, name="exportar_plan"),
    path("importar/", planilla.importar, name="importar_plan"),
    path("copiar/", escritura.copiar, name="copiar_plan"),
    path("firmar/", firma.firmar, name="firmar_plan"),
    path("indicadores/", mediciones.indicadores, name="indicadores_de_plan"),
    path("vistas/", vistas.vistas, name="vistas_de_plan"),
    path("versiones/<int:n>/", paginas.version, name="version_de_plan"),
    path("observaciones/<int:observacion>/responder/", escritura.responder, name="responder_observacion"),
    path("acciones/nueva/", escritura.nueva_accion, name="nueva_accion"),
    path("acciones/<int:numero>/", include(ACCION)),
    path("reprogramaciones/nueva/", reprogramacion.nueva_reprogramacion, name="nueva_reprogramacion"),
    path("reprogramaciones/<int:n>/", include(REPROGRAMACION)),
    path("paso/<slug:transicion>/", pasos.de_plan, name="paso_de_plan"),
]


app_name = "planes"
urlpatterns = [
    path("<str:codigo>/planes/", paginas.lista, name="planes"),
    path("<str:codigo>/planes/nuevo/", escritura.nuevo, name="nuevo_plan"),
    path("<str:codigo>/planes/<int:plan>/", include(PLAN)),
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
