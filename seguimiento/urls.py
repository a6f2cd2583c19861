"""Commitments and meetings of a case file, and the commitments of all."""

from django.urls import path

from seguimiento.views import (
    actas,
    compromisos,
    incumplimiento,
    informes,
    libro,
    observaciones,
    organos,
    redaccion,
    reuniones,
    sesiones,
    votaciones,
)

COMPROMISOS = [
    path("", compromisos.lista, name="lista"),
    path("responsables/", compromisos.por_responsable, name="responsables"),
]
"""Those of every case file that one sees: no case file's own page."""

SESION = "<str:codigo>/organos/<int:numero>/sesiones/<int:orden>/"
"""Where a session of a body is."""
ESCRIBIR = f"{SESION}acta/escribir/"
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
    path("<str:codigo>/incumplimiento/", incumplimiento.de_expediente, name="incumplimiento"),
    path("<str:codigo>/reuniones/", reuniones.de_expediente, name="reuniones"),
    path("<str:codigo>/reuniones/nueva/", reuniones.nueva, name="reunion_nueva"),
    path("<str:codigo>/reuniones/<int:numero>/", reuniones.una, name="reunion"),
    path("<str:codigo>/reuniones/<int:numero>/ayuda-memoria/", reuniones.ayuda_memoria, name="ayuda_memoria"),
    path("<str:codigo>/reuniones/<int:numero>/reunion.ics", reuniones.calendario, name="calendario"),
    path(
        "<str:codigo>/reuniones/<int:numero>/paso/<slug:transicion>/", reuniones.paso, name="paso_de_reunion"
    ),
    path("<str:codigo>/organos/", organos.de_expediente, name="organos"),
    path("<str:codigo>/organos/nuevo/", organos.nuevo, name="organo_nuevo"),
    path("<str:codigo>/organos/<int:numero>/", organos.uno, name="organo"),
    path("<str:codigo>/organos/<int:numero>/reglas/", organos.reglas, name="reglas_de_organo"),
    path("<str:codigo>/organos/<int:numero>/miembros/nuevo/", organos.miembro, name="miembro_nuevo"),
    path(
        "<str:codigo>/organos/<int:numero>/miembros/<int:miembro>/fin/",
        organos.fin_de_miembro,
        name="fin_de_miembro",
    ),
    path("<str:codigo>/organos/<int:numero>/disolver/", organos.disolver, name="disolver_organo"),
    path("<str:codigo>/organos/<int:numero>/sesiones/nueva/", sesiones.nueva, name="sesion_nueva"),
    path(SESION, sesiones.una, name="sesion"),
    path(f"{SESION}preparar/", sesiones.preparar, name="preparar_sesion"),
    path(f"{SESION}agenda/", sesiones.agenda, name="agenda"),
    path(f"{SESION}convocatoria/", sesiones.convocatoria, name="convocatoria"),
    path(f"{SESION}recibo/", sesiones.recibo, name="recibo"),
    path(f"{SESION}sesion.ics", sesiones.calendario, name="calendario_de_sesion"),
    path(f"{SESION}paso/<slug:transicion>/", sesiones.paso, name="paso_de_sesion"),
    path(f"{SESION}asistencia/", votaciones.asistencia, name="asistencia"),
    path(f"{SESION}lista/", votaciones.lista, name="lista_de_asistencia"),
    path(f"{SESION}acta/acuerdos/<int:acuerdo>/votar/", votaciones.votar, name="votar"),
    path(f"{SESION}acta/", actas.una, name="acta"),
    path(f"{SESION}acta/paso/<slug:transicion>/", actas.paso, name="paso_de_acta"),
    path(f"{SESION}acta/versiones/<int:n>/", actas.version, name="version_de_acta"),
    path(f"{SESION}acta/observaciones/<int:observacion>/", actas.resolver, name="observacion_de_acta"),
    path(f"{SESION}acta/firma/", actas.pedir_firma, name="pedir_firma_de_acta"),
    path(f"{SESION}acta/orden/", actas.orden, name="orden_de_acta"),
    path(f"{SESION}acta/compromisos/", actas.anotar_compromisos, name="compromisos_del_acta"),
    path(f"{SESION}acta/acuerdos/<int:acuerdo>/efecto/", actas.efecto, name="efecto_de_acuerdo"),
    path(f"{SESION}acta/acuerdos/<int:acuerdo>/ejecutar/", actas.ejecutar, name="ejecutar_acuerdo"),
    path("<str:codigo>/organos/<int:numero>/libro/", libro.libro, name="libro"),
    path("<str:codigo>/organos/<int:numero>/compromisos/", libro.compromisos, name="compromisos_de_organo"),
    path(ESCRIBIR, redaccion.escribir, name="escribir_acta"),
    path(f"{ESCRIBIR}guardar/", redaccion.guardar, name="guardar_acta"),
    path(f"{ESCRIBIR}cambios/", redaccion.cambios, name="cambios_de_acta"),
    path(f"{ESCRIBIR}compromisos/", redaccion.compromisos, name="compromisos_en_sesion"),
    path("<str:codigo>/informes/", informes.de_expediente, name="informes"),
    path("<str:codigo>/informes/calendario/", informes.calendario, name="calendario_de_informes"),
    path("<str:codigo>/informes/umbrales/", informes.umbrales, name="umbrales"),
    path("<str:codigo>/informes/nuevo/", informes.nuevo, name="informe_nuevo"),
    path("<str:codigo>/informes/observaciones/", observaciones.de_expediente, name="observaciones"),
    path("<str:codigo>/informes/observaciones/nueva/", observaciones.nueva, name="observacion_nueva"),
    path("<str:codigo>/informes/observaciones/<int:numero>/", observaciones.una, name="observacion"),
    path(
        "<str:codigo>/informes/observaciones/<int:numero>/compromiso/",
        observaciones.compromiso,
        name="compromiso_de_observacion",
    ),
    path(
        "<str:codigo>/informes/observaciones/<int:numero>/paso/<slug:transicion>/",
        observaciones.paso,
        name="paso_de_observacion",
    ),
    path("<str:codigo>/informes/<int:numero>/", informes.uno, name="informe"),
    path("<str:codigo>/informes/<int:numero>/escribir/", informes.escribir, name="escribir_informe"),
    path("<str:codigo>/informes/<int:numero>/cifras/", informes.cifras, name="tomar_cifras"),
    path(
        "<str:codigo>/informes/<int:numero>/presentaciones/<int:n>/",
        informes.version,
        name="version_de_informe",
    ),
    path("<str:codigo>/informes/<int:numero>/paso/<slug:transicion>/", informes.paso, name="paso_de_informe"),
]
