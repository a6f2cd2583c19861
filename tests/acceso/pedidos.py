"""What is asked of each address: where, and what its form says. The key is the address's name, and a variant's."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from convenios.models import Convenio
from documentos.puerta.formatos import WORD
from instituciones.models import Institucion
from tests.acceso.mundo import DIA, INTERNA, Mundo
from tests.acceso.pedido import Datos, Pedido, en
from tests.acceso.pedidos_vida import PEDIDOS_DE_LA_VIDA
from tests.acceso.plataforma import PEDIDOS_DE_LA_PLATAFORMA
from tests.convenios.importacion.ficheros import PCC, en_csv, fila_pcc
from tests.factories import CLAVE, hoy


def _pk(de: Callable[[Mundo], Any]) -> Callable[[Mundo], Datos]:
    return lambda m: {"pk": de(m).pk}


def _visto(
    de: Callable[[Mundo], Convenio],
    campos: Datos | None = None,
    mas: Callable[[Mundo], Datos] = lambda m: {},
) -> Callable[[Mundo], Datos]:
    """What a form posts that binds the person to the text before them."""
    return lambda m: {"hash_mostrado": m.actual(de(m)).contenido_hash or "", **(campos or {}), **mas(m)}


def _del_papel(m: Mundo) -> Datos:
    """The part of a form that records from a paper what the proposing party decided."""
    return {
        "institucion": m.propone.pk,
        "decidio": "La jefa de la unidad",
        "fecha_hecho": hoy(),
        "documento": m.papel_compartido.pk,
    }


def _fachada(m: Mundo, **campos: str) -> Datos:
    return {"nombre": "Instituto", "tipo": "agencia", "pais": "PE", **campos}


def _partes(propone: Institucion, con: Institucion) -> Datos:
    return {"proponente": propone.pk, "otras": [con.pk]}


def _papel(institucion: int) -> Datos:
    """A paper of that institution that comes in."""
    return {
        "fichero": SimpleUploadedFile("nota.txt", b"hola", "text/plain"),
        "titulo": "Nota",
        "tipo": "oficio",
        "fecha": hoy(),
        "institucion": institucion,
        "visibilidad": INTERNA,
    }


def _vista(para: Any = "") -> Datos:
    return {"nombre": "Para el directorio", "para": para, "en_titulo": "1", "en_fin": "2"}


def _gestion(institucion: int) -> Datos:
    """A contact of that institution."""
    return {
        "medio": "llamada",
        "con": "Mesa de partes",
        "resumen": "Está en firma.",
        "contacto": "semana",
        "fecha": hoy(),
        "institucion": institucion,
        "visibilidad": INTERNA,
    }


PEDIDOS: dict[str, Pedido] = {
    **PEDIDOS_DE_LA_VIDA,
    **PEDIDOS_DE_LA_PLATAFORMA,
    # -- one's own account
    "instituciones:mi_cuenta": Pedido(),
    "instituciones:idioma": Pedido(datos=lambda m: {"idioma": "es"}, hace="elegir_idioma"),
    "instituciones:cerrar_sesion": Pedido(_pk(lambda m: m.sesion), hace="cerrar_sesion"),
    "instituciones:aceptar_invitacion": Pedido(
        lambda m: {"codigo": m.codigo_de_invitacion},
        lambda m: {"nombres": "Invitada", "clave": CLAVE, "repetida": CLAVE},
        hace="abrir_cuenta aceptar_invitacion conceder_rol conceder_rol ingresar",
    ),
    # -- institutions
    "instituciones:lista": Pedido(),
    "instituciones:crear": Pedido(datos=_fachada, hace="crear crear"),
    "instituciones:institucion": Pedido(_pk(lambda m: m.propone)),
    "instituciones:historia": Pedido(_pk(lambda m: m.propone)),
    "instituciones:puestos": Pedido(_pk(lambda m: m.propone)),
    "instituciones:editar": Pedido(
        _pk(lambda m: m.propone), lambda m: _fachada(m, nombre="Ministerio nuevo"), hace="editar"
    ),
    "instituciones:afiliar": Pedido(
        _pk(lambda m: m.propone), lambda m: {"madre": m.otra.pk}, consulta="q=Confederación", hace="afiliar"
    ),
    "instituciones:reglas": Pedido(
        _pk(lambda m: m.propone),
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
        _pk(lambda m: m.propone), lambda m: {"nombre": "Escala", "niveles": "Uno\nDos"}, hace="crear_escala"
    ),
    "instituciones:nivel": Pedido(
        _pk(lambda m: m.propone),
        lambda m: {"nivel": m.nivel.pk, "fecha": hoy(), "sustento": "Informe"},
        hace="evaluar_nivel",
    ),
    "instituciones:actividad": Pedido(_pk(lambda m: m.propone), hace="desactivar"),
    # -- posts
    "instituciones:crear_puesto": Pedido(
        _pk(lambda m: m.propone), lambda m: {"nombre": "Otro puesto", "unidad": "Unidad"}, hace="crear_puesto"
    ),
    "instituciones:puesto": Pedido(_pk(lambda m: m.plaza)),
    "instituciones:editar_puesto": Pedido(
        _pk(lambda m: m.plaza),
        lambda m: {"nombre": "Plaza", "unidad": "Unidad", "esta_activo": "on"},
        hace="editar_puesto",
    ),
    "instituciones:ocupar": Pedido(
        _pk(lambda m: m.plaza_libre),
        lambda m: {
            "calidad": "titular",
            "persona": m.oficina.persona.pk,
            "desde": hoy(),
            "resolucion": "Resolución 1",
        },
        hace="ocupar",
    ),
    "instituciones:trasladar": Pedido(
        _pk(lambda m: m.puestos["unidad_tecnica"]),
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
        _pk(lambda m: m.puestos["coordinador_titular"]),
        lambda m: {
            "suplente": m.puestos["coordinador_alterno"].pk,
            "desde": hoy() + 40 * DIA,
            "hasta": hoy() + 41 * DIA,
            "motivo": "Viaje",
        },
        hace="programar_suplencia",
    ),
    "instituciones:terminar_ocupacion": Pedido(
        _pk(lambda m: m.ocupacion_de("unidad_tecnica")), lambda m: {"hasta": hoy()}, hace="terminar_ocupacion"
    ),
    "instituciones:anular_suplencia": Pedido(_pk(lambda m: m.suplencia_futura), hace="anular_suplencia"),
    "instituciones:terminar_suplencia": Pedido(
        _pk(Mundo.suplir_al_titular), lambda m: {"hasta": hoy() - DIA}, hace="terminar_suplencia"
    ),
    # -- people and their accounts
    "instituciones:personas": Pedido(),
    "instituciones:registrar_persona": Pedido(
        datos=lambda m: {"nombres": "Nueva"}, hace="registrar registrar"
    ),
    "instituciones:persona": Pedido(_pk(lambda m: m.personal.persona)),
    "instituciones:editar_persona": Pedido(
        _pk(lambda m: m.personal.persona), lambda m: {"nombres": "Corregida"}, hace="editar"
    ),
    "instituciones:desactivar_persona": Pedido(
        _pk(lambda m: m.prescindible.persona), hace="desactivar desactivar_cuenta"
    ),
    "instituciones:reactivar_persona": Pedido(_pk(lambda m: m.retirada), hace="reactivar"),
    "instituciones:desactivar_cuenta": Pedido(_pk(lambda m: m.prescindible), hace="desactivar_cuenta"),
    "instituciones:reactivar_cuenta": Pedido(_pk(lambda m: m.desactivada), hace="reactivar_cuenta"),
    # -- roles, invitations, mandates
    "instituciones:cuentas": Pedido(_pk(lambda m: m.propone)),
    "instituciones:invitar": Pedido(
        _pk(lambda m: m.propone),
        lambda m: {"persona": m.conocida.pk, "correo": "conocida@demo.invalid", "roles": ["personal"]},
        consulta="q=Conocida",
        hace="invitar",
    ),
    "instituciones:anular_invitacion": Pedido(_pk(lambda m: m.invitacion), hace="anular_invitacion"),
    "instituciones:reenviar_invitacion": Pedido(_pk(lambda m: m.invitacion), hace="reenviar_invitacion"),
    "instituciones:conceder_rol": Pedido(
        _pk(lambda m: m.propone),
        lambda m: {"usuario": m.prescindible.pk, "rol": "observador", "desde": hoy()},
        hace="conceder_rol conceder_rol",
    ),
    "instituciones:retirar_rol": Pedido(_pk(lambda m: m.rol_de_prescindible), hace="retirar_rol retirar_rol"),
    "instituciones:mandatos": Pedido(_pk(lambda m: m.control)),
    "instituciones:abrir_mandato": Pedido(
        _pk(lambda m: m.control), lambda m: {"documento": "Oficio 9", "desde": hoy()}, hace="abrir_mandato"
    ),
    "instituciones:auditar": Pedido(
        _pk(lambda m: m.mandato),
        lambda m: {"usuario": m.de_control.pk, "institucion": m.propone.pk, "desde": hoy()},
        consulta="q=MIN",
        hace="conceder_rol conceder_rol",
    ),
    "instituciones:terminar_mandato": Pedido(
        _pk(lambda m: m.mandato), lambda m: {"hasta": hoy()}, hace="retirar_rol retirar_rol terminar_mandato"
    ),
    "instituciones:liberar_lecturas": Pedido(_pk(lambda m: m.mandato), hace="liberar_lecturas"),
    # -- the wizard, whose questions everybody who may has answered before (`Visita`)
    "convenios:empezar": Pedido(datos=lambda m: _partes(m.propone, m.por_venir)),
    "convenios:nuevo partes": Pedido(lambda m: {"paso": "partes"}, lambda m: _partes(m.propone, m.por_venir)),
    "convenios:nuevo asunto": Pedido(
        lambda m: {"paso": "asunto"}, lambda m: {"titulo": "Cooperación", "tipo": "marco"}
    ),
    "convenios:nuevo puestos": Pedido(lambda m: {"paso": "puestos"}),
    "convenios:nuevo texto": Pedido(lambda m: {"paso": "texto"}, lambda m: {"como": "despues"}),
    "convenios:nuevo revisar": Pedido(
        lambda m: {"paso": "revisar"}, hace="crear incorporar incorporar abrir_expediente crear"
    ),
    # -- the case file and its text
    "tablero:expediente": Pedido(en(lambda m: m.opinado)),
    "tablero:ayuda_memoria": Pedido(en(lambda m: m.opinado)),
    "tablero:historia": Pedido(en(lambda m: m.opinado)),
    "tablero:lecturas": Pedido(en(lambda m: m.opinado)),
    "tablero:paso cerrar": Pedido(
        en(lambda m: m.contacto, transicion="cerrar"), lambda m: {"motivo": "Fin"}, hace="cerrar"
    ),
    "tablero:paso reabrir": Pedido(
        en(lambda m: m.cerrado, transicion="reabrir"), lambda m: {"motivo": "Sigue"}, hace="reabrir"
    ),
    "tablero:paso archivar": Pedido(
        en(lambda m: m.cerrado, transicion="archivar"), lambda m: {"motivo": "Fin"}, hace="archivar"
    ),
    "tablero:paso anular": Pedido(
        en(lambda m: m.importado, transicion="anular"), lambda m: {"motivo": "Error"}, hace="anular"
    ),
    "convenios:regularizar": Pedido(
        en(lambda m: m.evaluacion, pendiente=lambda m: m.pendiente.pk), hace="regularizar"
    ),
    # -- registers that come in
    "importaciones:lista": Pedido(
        datos=lambda m: {
            "institucion": m.propone.pk,
            "fichero": SimpleUploadedFile("otro.csv", en_csv([PCC, fila_pcc()])),
        },
        hace="recibir",
    ),
    "importaciones:importacion": Pedido(_pk(lambda m: m.por_importar)),
    "importaciones:columnas": Pedido(_pk(lambda m: m.por_importar), hace="mapear"),
    "importaciones:empezar": Pedido(_pk(lambda m: m.por_importar), hace="importar"),
    "importaciones:deshacer": Pedido(_pk(lambda m: m.importada), hace="deshacer"),
    "importaciones:errores": Pedido(_pk(lambda m: m.por_importar)),
    "convenios:version": Pedido(en(lambda m: m.opinado, n=lambda m: 1)),
    "convenios:comparar": Pedido(en(lambda m: m.opinado), consulta="de=1&a=2"),
    "convenios:editar": Pedido(
        en(lambda m: m.opinado),
        _visto(
            lambda m: m.opinado,
            {
                "accion": "borrador",
                "total": 1,
                "c1-clave": "objeto",
                "c1-titulo": "Objeto",
                "c1-texto": "Sí.",
            },
        ),
        hace="guardar_borrador",
    ),
    "convenios:editar y compartir": Pedido(
        en(lambda m: m.opinado),
        _visto(
            lambda m: m.opinado,
            {
                "accion": "compartir",
                "anula": "visto",
                "total": 1,
                "c1-clave": "objeto",
                "c1-titulo": "Objeto",
                "c1-texto": "Cooperan.",
            },
        ),
        hace="compartir_texto",
    ),
    "convenios:docx": Pedido(en(lambda m: m.opinado, n=lambda m: 2)),
    "convenios:docx del borrador": Pedido(
        en(lambda m: m.opinado, n=lambda m: 2), consulta="borrador={m.borrador.pk}"
    ),
    "convenios:recibir": Pedido(
        en(lambda m: m.opinado),
        lambda m: {"papel": SimpleUploadedFile("vuelto.docx", m.en_word("Otro objeto."), WORD)},
        hace="incorporar_documento recibir_texto",
    ),
    "convenios:recibido": Pedido(
        en(lambda m: m.opinado, recibido=lambda m: m.recibido.pk),
        _visto(lambda m: m.opinado, {"accion": "todo"}),
        hace="guardar_borrador",
    ),
    "convenios:comentar": Pedido(
        en(lambda m: m.opinado, n=lambda m: 2, orden=lambda m: 1),
        lambda m: {"texto": "Falta.", "visibilidad": INTERNA},
        hace="comentar",
    ),
    "convenios:responder_comentario": Pedido(
        en(lambda m: m.opinado, comentario=lambda m: m.comentario.pk),
        lambda m: {"texto": "Se agregó."},
        hace="responder_comentario",
    ),
    "convenios:resolver_comentario": Pedido(
        en(lambda m: m.opinado, comentario=lambda m: m.comentario.pk), hace="resolver_comentario"
    ),
    # -- its steps
    "convenios:paso solicitar": Pedido(
        en(lambda m: m.contacto, transicion="solicitar"), _visto(lambda m: m.contacto), hace="solicitar"
    ),
    "convenios:paso enviar_a_evaluacion": Pedido(
        en(lambda m: m.solicitud, transicion="enviar_a_evaluacion"),
        _visto(lambda m: m.solicitud),
        hace="enviar_a_evaluacion",
    ),
    "convenios:paso observar": Pedido(
        en(lambda m: m.evaluacion, transicion="observar"),
        _visto(lambda m: m.evaluacion, {"texto": "Falta."}),
        hace="observar observar",
    ),
    "convenios:paso levantar_observaciones": Pedido(
        en(lambda m: m.respondido, transicion="levantar_observaciones"),
        _visto(lambda m: m.respondido),
        hace="levantar_observaciones",
    ),
    "convenios:paso no_suscribir": Pedido(
        en(lambda m: m.contacto, transicion="no_suscribir"),
        _visto(lambda m: m.contacto, {"motivo": "No hubo acuerdo."}),
        hace="no_suscribir",
    ),
    "convenios:paso no_suscribir en papel": Pedido(
        en(lambda m: m.opinado, transicion="no_suscribir"),
        _visto(lambda m: m.opinado, {"motivo": "No hubo acuerdo."}, _del_papel),
        consulta="por=documento",
        hace="no_suscribir",
    ),
    # -- the evaluation
    "convenios:observar": Pedido(
        en(lambda m: m.evaluacion),
        _visto(lambda m: m.evaluacion, {"texto": "Falta."}),
        hace="observar observar",
    ),
    "convenios:responder": Pedido(
        en(lambda m: m.observado, observacion=lambda m: m.observacion.pk),
        lambda m: {"respuesta": "Se agregó."},
        hace="responder",
    ),
    "convenios:opinar": Pedido(
        en(lambda m: m.evaluacion, tipo="tecnica"),
        _visto(lambda m: m.evaluacion, {"sentido": "favorable", "visibilidad": INTERNA}),
        hace="opinar",
    ),
    "convenios:opinar en papel": Pedido(
        en(lambda m: m.opinado, tipo="tecnica"),
        _visto(lambda m: m.opinado, {"sentido": "favorable", "visibilidad": INTERNA}, _del_papel),
        consulta="por=documento",
        hace="opinar",
    ),
    "convenios:ratificar": Pedido(
        en(lambda m: m.opinado, aprobacion=lambda m: m.opinion.pk),
        _visto(lambda m: m.opinado),
        hace="opinar",
    ),
    "convenios:compartir": Pedido(
        en(lambda m: m.opinado, aprobacion=lambda m: m.opinion.pk), hace="compartir"
    ),
    # -- acts recorded from a paper
    "convenios:contestar": Pedido(
        en(lambda m: m.observado, asiento=lambda m: m.de_papel.pk),
        lambda m: {"motivo": "No es nuestro."},
        hace="contestar",
    ),
    "convenios:contestar lo de la otra": Pedido(
        en(lambda m: m.observado, asiento=lambda m: m.de_papel_de_otra.pk),
        lambda m: {"motivo": "No es nuestro."},
        hace="contestar",
    ),
    "convenios:retirar_contestacion": Pedido(
        en(lambda m: m.observado, asiento=lambda m: m.contestacion.contestado_id),
        lambda m: {"motivo": "Sí es nuestro."},
        hace="retirar_contestacion",
    ),
    # -- who takes part
    "convenios:requisitos": Pedido(
        en(lambda m: m.solicitud),
        lambda m: {"requisito": f"{m.propone.pk}:personeria", "falta_hasta": hoy() + DIA},
        hace="declarar_requisito",
    ),
    "convenios:requisitos de la otra": Pedido(
        en(lambda m: m.solicitud),
        lambda m: {"requisito": f"{m.otra.pk}:personeria", "falta_hasta": hoy() + DIA},
        hace="declarar_requisito",
    ),
    "convenios:requisitos en papel": Pedido(
        en(lambda m: m.opinado),
        lambda m: {"requisito": f"{m.propone.pk}:personeria", "falta_hasta": hoy() + DIA} | _del_papel(m),
        consulta="por=documento",
        hace="declarar_requisito",
    ),
    "convenios:designaciones": Pedido(
        en(lambda m: m.contacto),
        lambda m: {"puesto": m.plaza_libre.pk, "rol": "equipo_tecnico", "desde": hoy()},
        hace="designar",
    ),
    "convenios:designaciones de la otra": Pedido(
        en(lambda m: m.contacto),
        lambda m: {
            "puesto": m.puestos["coordinador_titular_de_conf"].pk,
            "rol": "equipo_tecnico",
            "desde": hoy(),
        },
        hace="designar",
    ),
    "convenios:terminar": Pedido(
        en(lambda m: m.contacto, designacion=lambda m: m.designacion("unidad_tecnica").pk),
        lambda m: {"hasta": hoy()},
        hace="terminar_designacion",
    ),
    "convenios:partes": Pedido(
        en(lambda m: m.contacto), lambda m: {"parte": m.por_venir.pk}, hace="incorporar"
    ),
    # -- papers
    "documentos:lista": Pedido(en(lambda m: m.opinado)),
    "documentos:incorporar": Pedido(
        en(lambda m: m.opinado),
        lambda m: _papel(m.propone.pk),
        hace="incorporar_documento",
    ),
    "documentos:incorporar de la otra": Pedido(
        en(lambda m: m.opinado), lambda m: _papel(m.otra.pk), hace="incorporar_documento"
    ),
    "documentos:compartir": Pedido(en(lambda m: m.opinado, documento=lambda m: m.papel.pk), hace="compartir"),
    "documentos:descargar": Pedido(en(lambda m: m.opinado, documento=lambda m: m.papel.pk)),
    "documentos:descargar compartido": Pedido(
        en(lambda m: m.opinado, documento=lambda m: m.papel_compartido.pk)
    ),
    "documentos:papeles": Pedido(en(lambda m: m.opinado)),
    "documentos:pedir_papel": Pedido(
        en(lambda m: m.opinado, clase=lambda m: "convenio", objeto=lambda m: m.opinado.pk), hace="pedir_papel"
    ),
    "documentos:descargar_papel": Pedido(en(lambda m: m.firma, papel=lambda m: m.papel_compuesto.pk)),
    # -- contacts
    "tablero:gestiones": Pedido(),
    "tablero:cartera": Pedido(),
    "tablero:exportar_cartera": Pedido(lambda m: {"formato": "csv"}),
    "tablero:vistas": Pedido(),
    "tablero:vista_nueva": Pedido(
        lambda m: {"lista": "cartera"}, lambda m: _vista("mia"), hace="crear_vista"
    ),
    "tablero:vista_nueva de la institución": Pedido(
        lambda m: {"lista": "cartera"}, lambda m: _vista(m.propone.pk), hace="crear_vista"
    ),
    "tablero:vista": Pedido(lambda m: {"pk": m.vista.pk}, lambda m: _vista(), hace="editar_vista"),
    "tablero:vista de la institución": Pedido(
        lambda m: {"pk": m.vista_de_la_casa.pk}, lambda m: _vista(), hace="editar_vista"
    ),
    "tablero:vista_retirar": Pedido(lambda m: {"pk": m.vista.pk}, hace="retirar_vista"),
    "tablero:vista_retirar de la institución": Pedido(
        lambda m: {"pk": m.vista_de_la_casa.pk}, hace="retirar_vista"
    ),
    "tablero:exportar_gestiones": Pedido(lambda m: {"formato": "csv"}),
    "tablero:gestion_nueva": Pedido(
        datos=lambda m: _gestion(m.propone.pk) | {"expediente": m.opinado.expediente.codigo},
        hace="registrar_gestion",
    ),
    "tablero:gestion_nueva en uno": Pedido(
        datos=lambda m: _gestion(m.propone.pk),
        hace="registrar_gestion",
        parametros=lambda m: {"expediente": m.opinado.expediente.codigo},
    ),
    "tablero:gestion_nueva de la otra": Pedido(
        datos=lambda m: _gestion(m.otra.pk),
        hace="registrar_gestion",
        parametros=lambda m: {"expediente": m.opinado.expediente.codigo},
    ),
    "tablero:gestiones_de": Pedido(en(lambda m: m.opinado)),
    "tablero:gestion_compartir": Pedido(
        en(lambda m: m.opinado, gestion=lambda m: m.gestion.pk), hace="compartir"
    ),
    "tablero:gestion_anular": Pedido(
        en(lambda m: m.opinado, gestion=lambda m: m.gestion.pk),
        lambda m: {"motivo": "Era otra llamada."},
        hace="anular_gestion",
    ),
    # -- the desk
    "tablero:escritorio": Pedido(),
    "tablero:ayuda": Pedido(),
    "tablero:lista": Pedido(),
    "tablero:exportar": Pedido(lambda m: {"formato": "csv"}),
    "tablero:transparencia": Pedido(),
    "tablero:exportar_transparencia": Pedido(lambda m: {"formato": "csv"}),
    "tablero:que_se_publica": Pedido(),
    "tablero:publicado": Pedido(lambda m: {"identificador": m.vigente.identificador_publico}),
    "tablero:componentes": Pedido(),
    # -- mails
    "correo:list": Pedido(),
    "correo:detail": Pedido(lambda m: {"nombre": "ninguno"}),
    "correo:html": Pedido(lambda m: {"nombre": "ninguno"}),
}
