"""Papers of a case file; their bytes are served from a path of their own."""

from django.urls import path

from documentos import views

app_name = "documentos"
urlpatterns = [
    path("expedientes/<str:codigo>/documentos/", views.lista, name="lista"),
    path("expedientes/<str:codigo>/documentos/nuevo/", views.incorporar, name="incorporar"),
    path("expedientes/<str:codigo>/documentos/<int:documento>/compartir/", views.compartir, name="compartir"),
    path("archivos/<str:codigo>/<int:documento>/", views.descargar, name="descargar"),
]
