"""The rows of the access matrix for `/plataforma/`: the platform's administration, and nobody else."""

from tests.acceso.pedido import Pedido

PLATAFORMA = """
        an de aj fu pa ti ts al as of at re pe ob co ac au ax ay ad ct pl mi
admin:index                                                   GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:app_list                                                GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:auditoria_cadena_changelist                             GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:auditoria_cierre_changelist                             GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:auditoria_destinatariodecierre_changelist               GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:auditoria_enviodecierre_changelist                      GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:auditoria_llavedesello_changelist                       GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:notificaciones_envio_changelist                         GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:notificaciones_feriadopropio_changelist                 GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_institucion_changelist                    GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_reglasdeinstitucion_changelist            GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_escala_changelist                         GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_niveldeescala_changelist                  GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_evaluaciondenivel_changelist              GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_persona_changelist                        GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_usuario_changelist                        GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_puesto_changelist                         GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_ocupacion_changelist                      GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_suplencia_changelist                      GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_grupoinstitucional_changelist             GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_mandato_changelist                        GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_concesion_changelist                      GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:instituciones_invitacion_changelist                     GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:expedientes_expediente_changelist                       GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:expedientes_participacion_changelist                    GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:expedientes_designacion_changelist                      GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:expedientes_expedientegroupobjectpermission_changelist  GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:documentos_archivo_changelist                           GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:documentos_relectura_changelist                         GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:documentos_falladearchivo_changelist                    GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:convenios_convenio_changelist                           GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:convenios_adenda_changelist                             GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:convenios_requisito_changelist                          GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:convenios_correlativo_changelist                        GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:convenios_numerodeconvenio_changelist                   GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:convenios_suspension_changelist                         GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:convenios_causal_changelist                             GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:convenios_liquidacion_changelist                        GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:convenios_porregularizar_changelist                     GET L L - - - - - - - - - - - - - - - - - - - o  -
admin:convenios_reserva_changelist                            GET L L - - - - - - - - - - - - - - - - - - - o  -
"""

PEDIDOS_DE_LA_PLATAFORMA = {
    linea.split()[0]: Pedido() for linea in PLATAFORMA.splitlines() if linea.startswith("admin:")
} | {"admin:app_list": Pedido(lambda m: {"app_label": "convenios"})}
