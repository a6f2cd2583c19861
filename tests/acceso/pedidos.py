"""What is asked of each address: where, and what its form says. The key is the address's name, and a variant's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convenios.models import Convenio
from instituciones.models import Institucion
from tests.acceso.mundo import DIA, INTERNA, Mundo
from tests.factories import CLAVE, hoy

Datos = dict[str, Any]


@dataclass(frozen=True)
class Pedido:
    """`donde` are the arguments of the address, `datos` what is posted, `hace` the acts that the log then names."""

    donde: Callable[[Mundo], Datos] = lambda m: {}
    datos: Callable[[Mundo], Datos] = lambda m: {}
    hace: str = ""
    consulta: str = ""

    def direccion(self, nombre: str, mundo: Mundo) -> str:
        camino = reverse(nombre.split()[0], kwargs=self.donde(mundo))
        return f"{camino}?{self.consulta}" if self.consulta else camino

    def cuerpo(self, mundo: Mundo) -> Datos:
        return {"clave": str(uuid4()), **self.datos(mundo)}


def _pk(de: Callable[[Mundo], Any]) -> Callable[[Mundo], Datos]:
    return lambda m: {"pk": de(m).pk}


def _en(de: Callable[[Mundo], Convenio], **mas: Callable[[Mundo], Any] | str) -> Callable[[Mundo], Datos]:
    """The arguments of an address inside the case file of that agreement."""

    def donde(m: Mundo) -> Datos:
        otros = {campo: valor if isinstance(valor, str) else valor(m) for campo, valor in mas.items()}
        return {"codigo": de(m).expediente.codigo, **otros}

    return donde


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


PEDIDOS: dict[str, Pedido] = {
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
        lambda m: {"desde": hoy(), "plazo_de_opinion": 5, "numera_con": "propio", "norma": "Directiva 1"},
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
        lambda m: {"paso": "revisar"}, hace="crear abrir_expediente incorporar incorporar crear"
    ),
    # -- the case file and its text
    "tablero:expediente": Pedido(_en(lambda m: m.opinado)),
    "tablero:historia": Pedido(_en(lambda m: m.opinado)),
    "tablero:lecturas": Pedido(_en(lambda m: m.opinado)),
    "tablero:paso cerrar": Pedido(
        _en(lambda m: m.contacto, transicion="cerrar"), lambda m: {"motivo": "Fin"}, hace="cerrar"
    ),
    "tablero:paso reabrir": Pedido(
        _en(lambda m: m.cerrado, transicion="reabrir"), lambda m: {"motivo": "Sigue"}, hace="reabrir"
    ),
    "tablero:paso archivar": Pedido(
        _en(lambda m: m.cerrado, transicion="archivar"), lambda m: {"motivo": "Fin"}, hace="archivar"
    ),
    "convenios:version": Pedido(_en(lambda m: m.opinado, n=lambda m: 1)),
    "convenios:comparar": Pedido(_en(lambda m: m.opinado), consulta="de=1&a=2"),
    "convenios:editar": Pedido(
        _en(lambda m: m.opinado),
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
        _en(lambda m: m.opinado),
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
    # -- its steps
    "convenios:paso solicitar": Pedido(
        _en(lambda m: m.contacto, transicion="solicitar"), _visto(lambda m: m.contacto), hace="solicitar"
    ),
    "convenios:paso enviar_a_evaluacion": Pedido(
        _en(lambda m: m.solicitud, transicion="enviar_a_evaluacion"),
        _visto(lambda m: m.solicitud),
        hace="enviar_a_evaluacion",
    ),
    "convenios:paso observar": Pedido(
        _en(lambda m: m.evaluacion, transicion="observar"),
        _visto(lambda m: m.evaluacion, {"texto": "Falta."}),
        hace="observar observar",
    ),
    "convenios:paso levantar_observaciones": Pedido(
        _en(lambda m: m.respondido, transicion="levantar_observaciones"),
        _visto(lambda m: m.respondido),
        hace="levantar_observaciones",
    ),
    "convenios:paso no_suscribir": Pedido(
        _en(lambda m: m.contacto, transicion="no_suscribir"),
        _visto(lambda m: m.contacto, {"motivo": "No hubo acuerdo."}),
        hace="no_suscribir",
    ),
    "convenios:paso no_suscribir en papel": Pedido(
        _en(lambda m: m.opinado, transicion="no_suscribir"),
        _visto(lambda m: m.opinado, {"motivo": "No hubo acuerdo."}, _del_papel),
        consulta="por=documento",
        hace="no_suscribir",
    ),
    # -- the evaluation
    "convenios:observar": Pedido(
        _en(lambda m: m.evaluacion),
        _visto(lambda m: m.evaluacion, {"texto": "Falta."}),
        hace="observar observar",
    ),
    "convenios:responder": Pedido(
        _en(lambda m: m.observado, observacion=lambda m: m.observacion.pk),
        lambda m: {"respuesta": "Se agregó."},
        hace="responder",
    ),
    "convenios:opinar": Pedido(
        _en(lambda m: m.evaluacion, tipo="tecnica"),
        _visto(lambda m: m.evaluacion, {"sentido": "favorable", "visibilidad": INTERNA}),
        hace="opinar",
    ),
    "convenios:opinar en papel": Pedido(
        _en(lambda m: m.opinado, tipo="tecnica"),
        _visto(lambda m: m.opinado, {"sentido": "favorable", "visibilidad": INTERNA}, _del_papel),
        consulta="por=documento",
        hace="opinar",
    ),
    "convenios:ratificar": Pedido(
        _en(lambda m: m.opinado, aprobacion=lambda m: m.opinion.pk),
        _visto(lambda m: m.opinado),
        hace="opinar",
    ),
    "convenios:compartir": Pedido(
        _en(lambda m: m.opinado, aprobacion=lambda m: m.opinion.pk), hace="compartir"
    ),
    # -- acts recorded from a paper
    "convenios:contestar": Pedido(
        _en(lambda m: m.observado, asiento=lambda m: m.de_papel.pk),
        lambda m: {"motivo": "No es nuestro."},
        hace="contestar",
    ),
    "convenios:contestar lo de la otra": Pedido(
        _en(lambda m: m.observado, asiento=lambda m: m.de_papel_de_otra.pk),
        lambda m: {"motivo": "No es nuestro."},
        hace="contestar",
    ),
    "convenios:retirar_contestacion": Pedido(
        _en(lambda m: m.observado, asiento=lambda m: m.contestacion.contestado_id),
        lambda m: {"motivo": "Sí es nuestro."},
        hace="retirar_contestacion",
    ),
    # -- who takes part
    "convenios:requisitos": Pedido(
        _en(lambda m: m.solicitud),
        lambda m: {"requisito": f"{m.propone.pk}:personeria", "falta_hasta": hoy() + DIA},
        hace="declarar_requisito",
    ),
    "convenios:requisitos de la otra": Pedido(
        _en(lambda m: m.solicitud),
        lambda m: {"requisito": f"{m.otra.pk}:personeria", "falta_hasta": hoy() + DIA},
        hace="declarar_requisito",
    ),
    "convenios:requisitos en papel": Pedido(
        _en(lambda m: m.opinado),
        lambda m: {"requisito": f"{m.propone.pk}:personeria", "falta_hasta": hoy() + DIA} | _del_papel(m),
        consulta="por=documento",
        hace="declarar_requisito",
    ),
    "convenios:designaciones": Pedido(
        _en(lambda m: m.contacto),
        lambda m: {"puesto": m.plaza_libre.pk, "rol": "equipo_tecnico", "desde": hoy()},
        hace="designar",
    ),
    "convenios:designaciones de la otra": Pedido(
        _en(lambda m: m.contacto),
        lambda m: {
            "puesto": m.puestos["coordinador_titular_de_conf"].pk,
            "rol": "equipo_tecnico",
            "desde": hoy(),
        },
        hace="designar",
    ),
    "convenios:terminar": Pedido(
        _en(lambda m: m.contacto, designacion=lambda m: m.designacion("unidad_tecnica").pk),
        lambda m: {"hasta": hoy()},
        hace="terminar_designacion",
    ),
    "convenios:partes": Pedido(
        _en(lambda m: m.contacto), lambda m: {"parte": m.por_venir.pk}, hace="incorporar"
    ),
    # -- papers
    "documentos:lista": Pedido(_en(lambda m: m.opinado)),
    "documentos:incorporar": Pedido(
        _en(lambda m: m.opinado),
        lambda m: _papel(m.propone.pk),
        hace="incorporar_documento",
    ),
    "documentos:incorporar de la otra": Pedido(
        _en(lambda m: m.opinado), lambda m: _papel(m.otra.pk), hace="incorporar_documento"
    ),
    "documentos:compartir": Pedido(
        _en(lambda m: m.opinado, documento=lambda m: m.papel.pk), hace="compartir"
    ),
    "documentos:descargar": Pedido(_en(lambda m: m.opinado, documento=lambda m: m.papel.pk)),
    "documentos:descargar compartido": Pedido(
        _en(lambda m: m.opinado, documento=lambda m: m.papel_compartido.pk)
    ),
    # -- the desk
    "tablero:escritorio": Pedido(),
    "tablero:lista": Pedido(),
    "tablero:exportar": Pedido(lambda m: {"formato": "csv"}),
    "tablero:componentes": Pedido(),
    # -- mails
    "correo:list": Pedido(),
    "correo:detail": Pedido(lambda m: {"nombre": "ninguno"}),
    "correo:html": Pedido(lambda m: {"nombre": "ninguno"}),
}
