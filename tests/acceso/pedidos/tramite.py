"""What is asked of the addresses of an agreement on its way to being signed, and of its papers."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from convenios.models import Convenio
from documentos.puerta.formatos import WORD
from instituciones.models import Institucion
from tests.acceso.mundo import DIA, INTERNA, Mundo
from tests.acceso.pedido import Datos, Pedido, en
from tests.factories import hoy


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


PEDIDOS_DEL_TRAMITE: dict[str, Pedido] = {
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
    # -- the text
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
    "documentos:firmas": Pedido(en(lambda m: m.firma, papel=lambda m: m.papel_compuesto.pk)),
    "documentos:firmar": Pedido(
        en(lambda m: m.firma, papel=lambda m: m.papel_compuesto.pk, campo=lambda _m: "firma-1"),
        lambda m: {
            "paso": "en_papel",
            "escaneo": m.escaneo.pk,
            "firmo": "Quien consta en el papel",
            "fecha_hecho": hoy().isoformat(),
            "custodia": "Archivo central, legajo 7",
        },
        hace="firmar_en_papel firmar",
    ),
    "documentos:descargar_papel": Pedido(en(lambda m: m.firma, papel=lambda m: m.papel_compuesto.pk)),
}
