"""What is done in a case file and to its agreement. The page of the case file itself is `tablero`'s."""

from django.urls import include, path, re_path

from convenios.views import (
    adendas,
    aprobacion,
    comentarios,
    contestaciones,
    docx,
    estandar,
    evaluacion,
    importar,
    nuevo,
    partes,
    pasos,
    regreso,
    reserva,
    texto,
    vida,
)

INSTRUMENTO = [
    path("paso/<slug:transicion>/", pasos.paso, name="paso"),
    path("observar/", pasos.observar, name="observar"),
    path("opinar/<slug:tipo>/", evaluacion.opinar, name="opinar"),
    path("ratificar/<int:aprobacion>/", evaluacion.ratificar, name="ratificar"),
    path("compartir/<int:aprobacion>/", evaluacion.compartir, name="compartir"),
    path("visar/", aprobacion.visar, name="visar"),
    path("aprobar/", aprobacion.aprobar, name="aprobar"),
    path("firmar/", aprobacion.firmar, name="firmar"),
    path("texto/editar/", texto.editar, name="editar"),
    path("texto/condiciones/", texto.condiciones, name="condiciones"),
    path("texto/volver/", regreso.volver, name="volver"),
    path("texto/comparar/", texto.comparar, name="comparar"),
    path("texto/<int:n>/", texto.version, name="version"),
    path("texto/<int:n>/docx/", docx.descargar, name="docx"),
    path("texto/<int:n>/comentar/<int:orden>/", comentarios.comentar, name="comentar"),
    path("texto/recibir/", docx.recibir, name="recibir"),
    path("texto/recibido/<int:recibido>/", docx.recibido, name="recibido"),
]
"""The same for an agreement and for an addendum: see `convenios.direcciones`."""

IMPORTAR = [
    path("", importar.lista, name="lista"),
    path("<int:pk>/", importar.importacion, name="importacion"),
    path("<int:pk>/columnas/", importar.columnas, name="columnas"),
    path("<int:pk>/empezar/", importar.empezar, name="empezar"),
    path("<int:pk>/deshacer/", importar.deshacer, name="deshacer"),
    path("<int:pk>/errores.csv", importar.errores, name="errores"),
]
"""Registers of agreements kept elsewhere: no case file's own pages."""

app_name = "convenios"
urlpatterns = [
    path("nuevo/", nuevo.nuevo, name="empezar"),
    re_path(r"^nuevo/(?P<paso>partes|asunto|puestos|texto|revisar)/$", nuevo.nuevo, name="nuevo"),
    path("<str:codigo>/adendas/nueva/", adendas.nueva, name="nueva_adenda"),
    path("<str:codigo>/adendas/<int:adenda>/cambiar/", adendas.cambiar, name="cambiar_adenda"),
    path("<str:codigo>/adendas/<int:adenda>/", include((INSTRUMENTO, "adenda"))),
    path("<str:codigo>/", include(INSTRUMENTO)),
    path("<str:codigo>/observaciones/<int:observacion>/responder/", evaluacion.responder, name="responder"),
    path("<str:codigo>/actos/<int:asiento>/contestar/", contestaciones.contestar, name="contestar"),
    path("<str:codigo>/actos/<int:asiento>/retirar/", contestaciones.retirar, name="retirar_contestacion"),
    path(
        "<str:codigo>/comentarios/<int:comentario>/responder/",
        comentarios.responder,
        name="responder_comentario",
    ),
    path(
        "<str:codigo>/comentarios/<int:comentario>/resolver/",
        comentarios.resolver,
        name="resolver_comentario",
    ),
    path("<str:codigo>/lista-de-comprobacion/", estandar.comprobar, name="comprobar"),
    path("<str:codigo>/requisitos/", partes.requisitos, name="requisitos"),
    path("<str:codigo>/designaciones/", partes.designaciones, name="designaciones"),
    path("<str:codigo>/designaciones/<int:designacion>/terminar/", partes.terminar, name="terminar"),
    path("<str:codigo>/partes/", partes.partes, name="partes"),
    path("<str:codigo>/convenio/", partes.convertir, name="convertir"),
    path("<str:codigo>/numerar/<int:institucion>/", vida.numerar, name="numerar"),
    path("<str:codigo>/regularizar/<int:pendiente>/", importar.regularizar, name="regularizar"),
    path("<str:codigo>/causales/", vida.causales, name="causales"),
    path("<str:codigo>/causales/<int:causal>/retirar/", vida.retirar_causal, name="retirar_causal"),
    path("<str:codigo>/causales/<int:causal>/separar/", vida.separar, name="separar"),
    path("<str:codigo>/reservar/", reserva.reservar, name="reservar"),
    path("<str:codigo>/reservas/<int:reserva>/revocar/", reserva.revocar, name="revocar_reserva"),
    path("<str:codigo>/liquidar/", vida.liquidar, name="liquidar"),
    path("<str:codigo>/informe-final/", vida.informe_final, name="informe_final"),
]
