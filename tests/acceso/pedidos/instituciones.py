"""What is asked of the addresses of accounts, institutions, posts and people."""

from tests.acceso.mundo import DIA, Mundo
from tests.acceso.pedido import Datos, Pedido, pk
from tests.factories import CLAVE, hoy


def _fachada(m: Mundo, **campos: str) -> Datos:
    return {"nombre": "Instituto", "tipo": "agencia", "pais": "PE", **campos}


PEDIDOS_DE_INSTITUCIONES: dict[str, Pedido] = {
    # -- one's own account
    "instituciones:mi_cuenta": Pedido(),
    "instituciones:idioma": Pedido(datos=lambda m: {"idioma": "es"}, hace="elegir_idioma"),
    "instituciones:cerrar_sesion": Pedido(pk(lambda m: m.sesion), hace="cerrar_sesion"),
    "instituciones:aceptar_invitacion": Pedido(
        lambda m: {"codigo": m.codigo_de_invitacion},
        lambda m: {"nombres": "Invitada", "clave": CLAVE, "repetida": CLAVE},
        hace="abrir_cuenta aceptar_invitacion conceder_rol conceder_rol ingresar",
    ),
    # -- institutions
    "instituciones:lista": Pedido(),
    "instituciones:crear": Pedido(datos=_fachada, hace="crear crear"),
    "instituciones:institucion": Pedido(pk(lambda m: m.propone)),
    "instituciones:historia": Pedido(pk(lambda m: m.propone)),
    "instituciones:puestos": Pedido(pk(lambda m: m.propone)),
    "instituciones:editar": Pedido(
        pk(lambda m: m.propone), lambda m: _fachada(m, nombre="Ministerio nuevo"), hace="editar"
    ),
    "instituciones:afiliar": Pedido(
        pk(lambda m: m.propone), lambda m: {"madre": m.otra.pk}, consulta="q=Confederación", hace="afiliar"
    ),
    "instituciones:reglas": Pedido(
        pk(lambda m: m.propone),
        lambda m: {
            "desde": hoy(),
            "plazo_de_opinion": 5,
            "numera_con": "propio",
            "publicidad": "ninguna",
            "norma": "Directiva 1",
        },
        hace="fijar_reglas",
    ),
    "instituciones:escala": Pedido(
        pk(lambda m: m.propone), lambda m: {"nombre": "Escala", "niveles": "Uno\nDos"}, hace="crear_escala"
    ),
    "instituciones:nivel": Pedido(
        pk(lambda m: m.propone),
        lambda m: {"nivel": m.nivel.pk, "fecha": hoy(), "sustento": "Informe"},
        hace="evaluar_nivel",
    ),
    "instituciones:actividad": Pedido(pk(lambda m: m.propone), hace="desactivar"),
    # -- posts
    "instituciones:crear_puesto": Pedido(
        pk(lambda m: m.propone), lambda m: {"nombre": "Otro puesto", "unidad": "Unidad"}, hace="crear_puesto"
    ),
    "instituciones:puesto": Pedido(pk(lambda m: m.plaza)),
    "instituciones:editar_puesto": Pedido(
        pk(lambda m: m.plaza),
        lambda m: {"nombre": "Plaza", "unidad": "Unidad", "esta_activo": "on"},
        hace="editar_puesto",
    ),
    "instituciones:ocupar": Pedido(
        pk(lambda m: m.plaza_libre),
        lambda m: {
            "calidad": "titular",
            "persona": m.oficina.persona.pk,
            "desde": hoy(),
            "resolucion": "Resolución 1",
        },
        hace="ocupar",
    ),
    "instituciones:trasladar": Pedido(
        pk(lambda m: m.puestos["unidad_tecnica"]),
        lambda m: {
            "calidad": "titular",
            "persona": m.titular.persona.pk,
            "desde": hoy(),
            "resolucion": "Resolución 2",
            "confirmar": "1",
        },
        hace="terminar_ocupacion ocupar",
    ),
    "instituciones:entrega": Pedido(lambda m: {"pk": m.plaza.pk, "ocupacion": m.entrante.pk}),
    "instituciones:suplir": Pedido(
        pk(lambda m: m.puestos["coordinador_titular"]),
        lambda m: {
            "suplente": m.puestos["coordinador_alterno"].pk,
            "desde": hoy() + 40 * DIA,
            "hasta": hoy() + 41 * DIA,
            "motivo": "Viaje",
        },
        hace="programar_suplencia",
    ),
    "instituciones:terminar_ocupacion": Pedido(
        pk(lambda m: m.ocupacion_de("unidad_tecnica")), lambda m: {"hasta": hoy()}, hace="terminar_ocupacion"
    ),
    "instituciones:anular_suplencia": Pedido(pk(lambda m: m.suplencia_futura), hace="anular_suplencia"),
    "instituciones:terminar_suplencia": Pedido(
        pk(Mundo.suplir_al_titular), lambda m: {"hasta": hoy() - DIA}, hace="terminar_suplencia"
    ),
    # -- people and their accounts
    "instituciones:personas": Pedido(),
    "instituciones:registrar_persona": Pedido(
        datos=lambda m: {"nombres": "Nueva"}, hace="registrar registrar"
    ),
    "instituciones:persona": Pedido(pk(lambda m: m.personal.persona)),
    "instituciones:editar_persona": Pedido(
        pk(lambda m: m.personal.persona), lambda m: {"nombres": "Corregida"}, hace="editar"
    ),
    "instituciones:desactivar_persona": Pedido(
        pk(lambda m: m.prescindible.persona), hace="desactivar desactivar_cuenta"
    ),
    "instituciones:reactivar_persona": Pedido(pk(lambda m: m.retirada), hace="reactivar"),
    "instituciones:desactivar_cuenta": Pedido(pk(lambda m: m.prescindible), hace="desactivar_cuenta"),
    "instituciones:reactivar_cuenta": Pedido(pk(lambda m: m.desactivada), hace="reactivar_cuenta"),
    # -- roles, invitations, mandates
    "instituciones:cuentas": Pedido(pk(lambda m: m.propone)),
    "instituciones:invitar": Pedido(
        pk(lambda m: m.propone),
        lambda m: {"persona": m.conocida.pk, "correo": "conocida@demo.invalid", "roles": ["personal"]},
        consulta="q=Conocida",
        hace="invitar",
    ),
    "instituciones:anular_invitacion": Pedido(pk(lambda m: m.invitacion), hace="anular_invitacion"),
    "instituciones:reenviar_invitacion": Pedido(pk(lambda m: m.invitacion), hace="reenviar_invitacion"),
    "instituciones:conceder_rol": Pedido(
        pk(lambda m: m.propone),
        lambda m: {"usuario": m.prescindible.pk, "rol": "observador", "desde": hoy()},
        hace="conceder_rol conceder_rol",
    ),
    "instituciones:retirar_rol": Pedido(pk(lambda m: m.rol_de_prescindible), hace="retirar_rol retirar_rol"),
    "instituciones:mandatos": Pedido(pk(lambda m: m.control)),
    "instituciones:abrir_mandato": Pedido(
        pk(lambda m: m.control), lambda m: {"documento": "Oficio 9", "desde": hoy()}, hace="abrir_mandato"
    ),
    "instituciones:auditar": Pedido(
        pk(lambda m: m.mandato),
        lambda m: {"usuario": m.de_control.pk, "institucion": m.propone.pk, "desde": hoy()},
        consulta="q=MIN",
        hace="conceder_rol conceder_rol",
    ),
    "instituciones:terminar_mandato": Pedido(
        pk(lambda m: m.mandato), lambda m: {"hasta": hoy()}, hace="retirar_rol retirar_rol terminar_mandato"
    ),
    "instituciones:liberar_lecturas": Pedido(pk(lambda m: m.mandato), hace="liberar_lecturas"),
}
