"""What is done in a case file and to its agreement. The page of the case file itself is `tablero`'s."""

from django.urls import path, re_path

from convenios.views import contestaciones, evaluacion, nuevo, partes, pasos, texto

app_name = "convenios"
urlpatterns = [
    path("nuevo/", nuevo.nuevo, name="empezar"),
    re_path(r"^nuevo/(?P<paso>partes|asunto|puestos|texto|revisar)/$", nuevo.nuevo, name="nuevo"),
    path("<str:codigo>/paso/<slug:transicion>/", pasos.paso, name="paso"),
    path("<str:codigo>/observar/", pasos.observar, name="observar"),
    path("<str:codigo>/observaciones/<int:observacion>/responder/", evaluacion.responder, name="responder"),
    path("<str:codigo>/opinar/<slug:tipo>/", evaluacion.opinar, name="opinar"),
    path("<str:codigo>/ratificar/<int:aprobacion>/", evaluacion.ratificar, name="ratificar"),
    path("<str:codigo>/compartir/<int:aprobacion>/", evaluacion.compartir, name="compartir"),
    path("<str:codigo>/actos/<int:asiento>/contestar/", contestaciones.contestar, name="contestar"),
    path("<str:codigo>/actos/<int:asiento>/retirar/", contestaciones.retirar, name="retirar_contestacion"),
    path("<str:codigo>/texto/editar/", texto.editar, name="editar"),
    path("<str:codigo>/texto/comparar/", texto.comparar, name="comparar"),
    path("<str:codigo>/texto/<int:n>/", texto.version, name="version"),
    path("<str:codigo>/requisitos/", partes.requisitos, name="requisitos"),
    path("<str:codigo>/designaciones/", partes.designaciones, name="designaciones"),
    path("<str:codigo>/designaciones/<int:designacion>/terminar/", partes.terminar, name="terminar"),
    path("<str:codigo>/partes/", partes.partes, name="partes"),
]
