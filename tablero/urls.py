"""The desk and what looks across everything."""

from django.urls import path, re_path

from tablero.views import (
    ayuda,
    cartera,
    componentes,
    copia,
    escritorio,
    expediente,
    gestion,
    gestiones,
    historia,
    lista,
    transparencia,
    verificar,
    vistas,
)

app_name = "tablero"
urlpatterns = [
    path("", escritorio.escritorio, name="escritorio"),
    path("expedientes/", lista.lista, name="lista"),
    re_path(r"^expedientes/exportar/(?P<formato>csv|xlsx)/$", lista.exportar, name="exportar"),
    path("expedientes/<str:codigo>/", expediente.expediente, name="expediente"),
    path("expedientes/<str:codigo>/adendas/<int:ordinal>/", expediente.adenda, name="adenda"),
    path("cartera/", cartera.lista, name="cartera"),
    re_path(r"^cartera/exportar/(?P<formato>csv|xlsx)/$", cartera.exportar, name="exportar_cartera"),
    path("verificar/", verificar.inicio, name="verificar"),
    path("verificar/archivo/", verificar.archivo, name="verificar_archivo"),
    path("verificar/<str:codigo>/", verificar.codigo, name="verificar_codigo"),
    path("transparencia/", transparencia.lista, name="transparencia"),
    re_path(
        r"^transparencia/convenios\.(?P<formato>csv|xlsx|json)$",
        transparencia.fichero,
        name="exportar_transparencia",
    ),
    path("transparencia/que-se-publica/", transparencia.que_se_publica, name="que_se_publica"),
    path("transparencia/<uuid:identificador>/", transparencia.convenio, name="publicado"),
    path("vistas/", vistas.lista, name="vistas"),
    path("vistas/nueva/<slug:lista>/", vistas.nueva, name="vista_nueva"),
    path("vistas/<int:pk>/", vistas.vista, name="vista"),
    path("vistas/<int:pk>/quitar/", vistas.retirar, name="vista_retirar"),
    path("gestiones/", gestiones.lista, name="gestiones"),
    re_path(r"^gestiones/exportar/(?P<formato>csv|xlsx)/$", gestiones.exportar, name="exportar_gestiones"),
    path("gestiones/nueva/", gestion.nueva, name="gestion_nueva"),
    path("expedientes/<str:codigo>/gestiones/", gestiones.de_expediente, name="gestiones_de"),
    path(
        "expedientes/<str:codigo>/gestiones/<int:gestion>/compartir/",
        gestion.compartir,
        name="gestion_compartir",
    ),
    path("expedientes/<str:codigo>/gestiones/<int:gestion>/anular/", gestion.anular, name="gestion_anular"),
    path("expedientes/<str:codigo>/ayuda-memoria.docx", expediente.ayuda_memoria, name="ayuda_memoria"),
    path("expedientes/<str:codigo>/historia/", historia.historia, name="historia"),
    path("expedientes/<str:codigo>/lecturas/", historia.lecturas, name="lecturas"),
    path("expedientes/<str:codigo>/descargar/", copia.copia, name="copia"),
    path("expedientes/<str:codigo>/descargar/<int:pk>/", copia.descargar, name="copia_descargar"),
    re_path(r"^verificador/(?P<nombre>verificar\.(?:html|py))$", copia.verificador, name="verificador"),
    path("expedientes/<str:codigo>/expediente/<slug:transicion>/", expediente.paso, name="paso"),
    path("ayuda/", ayuda.ayuda, name="ayuda"),
    path("_componentes/", componentes.componentes, name="componentes"),
]
