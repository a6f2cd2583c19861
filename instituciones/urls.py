"""Addresses of institutions, posts, people and accounts."""

from django.urls import path

from instituciones.views import cuentas, instituciones, mi_cuenta, personas, puestos

app_name = "instituciones"
urlpatterns = [
    path("cuentas/mi-cuenta/", mi_cuenta.mi_cuenta, name="mi_cuenta"),
    path("idioma/", mi_cuenta.idioma, name="idioma"),
    path("cuentas/mi-cuenta/sesiones/<int:pk>/cerrar/", mi_cuenta.cerrar_sesion, name="cerrar_sesion"),
    path("cuentas/invitacion/<str:codigo>/", mi_cuenta.aceptar_invitacion, name="aceptar_invitacion"),
    path("instituciones/", instituciones.lista, name="lista"),
    path("instituciones/nueva/", instituciones.crear, name="crear"),
    path("instituciones/<int:pk>/", instituciones.institucion, name="institucion"),
    path("instituciones/<int:pk>/editar/", instituciones.editar, name="editar"),
    path("instituciones/<int:pk>/afiliacion/", instituciones.afiliar, name="afiliar"),
    path("instituciones/<int:pk>/reglas/nuevas/", instituciones.reglas, name="reglas"),
    path("instituciones/<int:pk>/escalas/nueva/", instituciones.escala, name="escala"),
    path("instituciones/<int:pk>/niveles/nuevo/", instituciones.nivel, name="nivel"),
    path("instituciones/<int:pk>/actividad/", instituciones.actividad, name="actividad"),
    path("instituciones/<int:pk>/historia/", instituciones.historia, name="historia"),
    path("instituciones/<int:pk>/puestos/", instituciones.puestos, name="puestos"),
    path("instituciones/<int:pk>/puestos/nuevo/", puestos.crear, name="crear_puesto"),
    path("instituciones/puestos/<int:pk>/", puestos.puesto, name="puesto"),
    path("instituciones/puestos/<int:pk>/editar/", puestos.editar, name="editar_puesto"),
    path("instituciones/puestos/<int:pk>/ocupar/", puestos.ocupar, name="ocupar"),
    path("instituciones/puestos/<int:pk>/trasladar/", puestos.trasladar, name="trasladar"),
    path("instituciones/puestos/<int:pk>/entrega/<int:ocupacion>/", puestos.entrega, name="entrega"),
    path("instituciones/puestos/<int:pk>/suplencias/nueva/", puestos.suplir, name="suplir"),
    path("instituciones/ocupaciones/<int:pk>/terminar/", puestos.terminar, name="terminar_ocupacion"),
    path("instituciones/suplencias/<int:pk>/anular/", puestos.anular_suplencia, name="anular_suplencia"),
    path(
        "instituciones/suplencias/<int:pk>/terminar/", puestos.terminar_suplencia, name="terminar_suplencia"
    ),
    path("instituciones/personas/", personas.lista, name="personas"),
    path("instituciones/personas/nueva/", personas.registrar, name="registrar_persona"),
    path("instituciones/personas/<int:pk>/", personas.persona, name="persona"),
    path("instituciones/personas/<int:pk>/editar/", personas.editar, name="editar_persona"),
    path("instituciones/personas/<int:pk>/desactivar/", personas.desactivar, name="desactivar_persona"),
    path("instituciones/personas/<int:pk>/reactivar/", personas.reactivar, name="reactivar_persona"),
    path("instituciones/cuentas/<int:pk>/desactivar/", personas.desactivar_cuenta, name="desactivar_cuenta"),
    path("instituciones/cuentas/<int:pk>/reactivar/", personas.reactivar_cuenta, name="reactivar_cuenta"),
    path("instituciones/<int:pk>/cuentas/", cuentas.cuentas, name="cuentas"),
    path("instituciones/<int:pk>/invitaciones/nueva/", cuentas.invitar, name="invitar"),
    path("instituciones/invitaciones/<int:pk>/anular/", cuentas.anular_invitacion, name="anular_invitacion"),
    path(
        "instituciones/invitaciones/<int:pk>/reenviar/",
        cuentas.reenviar_invitacion,
        name="reenviar_invitacion",
    ),
    path("instituciones/<int:pk>/roles/nuevo/", cuentas.conceder, name="conceder_rol"),
    path("instituciones/roles/<int:pk>/retirar/", cuentas.retirar, name="retirar_rol"),
    path("instituciones/<int:pk>/mandatos/", cuentas.mandatos, name="mandatos"),
    path("instituciones/<int:pk>/mandatos/nuevo/", cuentas.abrir_mandato, name="abrir_mandato"),
    path("instituciones/mandatos/<int:pk>/auditores/nuevo/", cuentas.auditar, name="auditar"),
    path("instituciones/mandatos/<int:pk>/terminar/", cuentas.terminar_mandato, name="terminar_mandato"),
    path("instituciones/mandatos/<int:pk>/lecturas/liberar/", cuentas.liberar, name="liberar_lecturas"),
]
