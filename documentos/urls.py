"""Papers of a case file; their bytes are served from a path of their own."""

from django.urls import path

from documentos.views import documentos, firmas, papeles

app_name = "documentos"
urlpatterns = [
    path("expedientes/<str:codigo>/documentos/", documentos.lista, name="lista"),
    path("expedientes/<str:codigo>/documentos/nuevo/", documentos.incorporar, name="incorporar"),
    path(
        "expedientes/<str:codigo>/documentos/<int:documento>/compartir/",
        documentos.compartir,
        name="compartir",
    ),
    path("expedientes/<str:codigo>/papeles/", papeles.lista, name="papeles"),
    path("expedientes/<str:codigo>/papeles/<slug:clase>/<int:objeto>/", papeles.pedir, name="pedir_papel"),
    path("expedientes/<str:codigo>/papeles/<int:papel>/firmas/", firmas.ronda, name="firmas"),
    path("expedientes/<str:codigo>/papeles/<int:papel>/firmas/<slug:campo>/", firmas.firmar, name="firmar"),
    path("archivos/<str:codigo>/papeles/<int:papel>/", papeles.descargar, name="descargar_papel"),
    path("archivos/<str:codigo>/<int:documento>/", documentos.descargar, name="descargar"),
]
