"""Commitments and meetings of a case file, and the commitments of all."""

from django.urls import path

from seguimiento.views import compromisos, redaccion, reuniones

COMPROMISOS = [path("", compromisos.lista, name="lista")]
"""Those of every case file that one sees: no case file's own page."""

ESCRIBIR = "<str:codigo>/organos/<int:numero>/sesiones/<int:orden>/acta/escribir/"
"""Where the acta of a session is written."""

app_name = "seguimiento"
urlpatterns = [
    path("<str:codigo>/compromisos/", compromisos.de_expediente, name="compromisos"),
    path("<str:codigo>/compromisos/nuevo/", compromisos.nuevo, name="compromiso_nuevo"),
    path("<str:codigo>/compromisos/<int:numero>/", compromisos.uno, name="compromiso"),
    path("<str:codigo>/compromisos/<int:numero>/evidencia/", compromisos.evidencia, name="evidencia"),
    path(
        "<str:codigo>/compromisos/<int:numero>/paso/<slug:transicion>/",
        compromisos.paso,
        name="paso_de_compromiso",
    ),
    path("<str:codigo>/reuniones/", reuniones.de_expediente, name="reuniones"),
    path("<str:codigo>/reuniones/nueva/", reuniones.nueva, name="reunion_nueva"),
    path("<str:codigo>/reuniones/<int:numero>/", reuniones.una, name="reunion"),
    path("<str:codigo>/reuniones/<int:numero>/ayuda-memoria/", reuniones.ayuda_memoria, name="ayuda_memoria"),
    path("<str:codigo>/reuniones/<int:numero>/reunion.ics", reuniones.calendario, name="calendario"),
    path(
        "<str:codigo>/reuniones/<int:numero>/paso/<slug:transicion>/", reuniones.paso, name="paso_de_reunion"
    ),
    path(ESCRIBIR, redaccion.escribir, name="escribir_acta"),
    path(f"{ESCRIBIR}guardar/", redaccion.guardar, name="guardar_acta"),
    path(f"{ESCRIBIR}cambios/", redaccion.cambios, name="cambios_de_acta"),
    path(f"{ESCRIBIR}compromisos/", redaccion.compromisos, name="compromisos_en_sesion"),
]
