"""What is asked of the addresses of a signed agreement and of its addenda."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from convenios.aprobado import ultimo_aprobado
from convenios.estandar import PUNTOS
from convenios.forms import RegresoForm
from documentos.puerta.formatos import WORD
from tests.acceso.mundo import Mundo
from tests.acceso.mundo_vida import AREA
from tests.acceso.pedido import Datos, Pedido, en
from tests.factories import hoy

BORRADOR = {"accion": "borrador", "total": 1, "c1-clave": "objeto", "c1-titulo": "Objeto", "c1-texto": "Sí."}
RESERVA = {"norma": "Ley 27806, artículo 17", "motivo": "Secreto comercial."}
CONDICIONES = {
    "plazo": "meses",
    "plazo_meses": 12,
    "vigor": "suscripcion",
    "preaviso_unidad": "dias_calendario",
    "renovacion_unidad": "dias_calendario",
    "acepta": "on",
}


def _visto(de: Callable[[Mundo], Any], campos: Datos | None = None) -> Callable[[Mundo], Datos]:
    return lambda m: {"hash_mostrado": m.vivo(de(m)).contenido_hash or "", **(campos or {})}


def _a_lo_aprobado(de: Callable[[Mundo], Any]) -> Callable[[Mundo], Datos]:
    """What the page of going back sends: who asks is the proposing party's coordination, or reads no less than it."""

    def datos(m: Mundo) -> Datos:
        vivo = m.vivo(de(m))
        aprobada = ultimo_aprobado(vivo)
        assert aprobada
        form = RegresoForm(objeto=vivo, usuario=m.titular, aprobada=aprobada)
        return {"hash_mostrado": vivo.contenido_hash, "previsto": form.lo_previsto}

    return datos


def _en_adenda(de: Callable[[Mundo], Any], **mas: Callable[[Mundo], Any] | str) -> Callable[[Mundo], Datos]:
    return en(lambda m: m.vigente, adenda=lambda m: de(m).ordinal, **mas)


def _area(m: Mundo) -> Datos:
    return {"area": AREA, "institucion": m.propone.pk}


def _evaluada(m: Mundo) -> Any:
    return m.adenda_en_evaluacion


def _aprobandose(m: Mundo) -> Any:
    return m.adenda_en_aprobacion


def _firmandose(m: Mundo) -> Any:
    return m.adenda_en_firma


def _borrador(m: Mundo) -> Any:
    return m.borrador_de_adenda


PEDIDOS_DE_LA_VIDA: dict[str, Pedido] = {
    # -- approving and signing
    "convenios:visar": Pedido(
        en(lambda m: m.aprobacion), _visto(lambda m: m.aprobacion), hace="dar_visto_bueno", parametros=_area
    ),
    "convenios:aprobar": Pedido(en(lambda m: m.aprobacion), _visto(lambda m: m.aprobacion), hace="aprobar"),
    "convenios:firmar": Pedido(en(lambda m: m.firma), _visto(lambda m: m.firma), hace="firmar"),
    "convenios:condiciones": Pedido(
        en(lambda m: m.opinado), _visto(lambda m: m.opinado, CONDICIONES), hace="compartir_texto"
    ),
    "convenios:comprobar": Pedido(
        en(lambda m: m.estandar), _visto(lambda m: m.estandar, {"puntos": list(PUNTOS)}), hace="comprobar"
    ),
    "convenios:volver": Pedido(
        en(lambda m: m.por_volver), _a_lo_aprobado(lambda m: m.por_volver), hace="compartir_texto"
    ),
    # -- what happens to a signed one
    "convenios:numerar": Pedido(
        en(lambda m: m.suscrito, institucion=lambda m: m.propone.pk),
        lambda m: {"numero": "12-2026"},
        hace="numerar",
    ),
    "convenios:causales": Pedido(
        en(lambda m: m.vigente), lambda m: {"causa": "cumplimiento", "motivo": "x"}, hace="registrar_causal"
    ),
    "convenios:causales en papel": Pedido(
        en(lambda m: m.vigente),
        lambda m: {
            "institucion": m.propone.pk,
            "decidio": "La ministra",
            "fecha_hecho": hoy(),
            "documento": m.acta.pk,
            "causa": "mutuo_acuerdo",
        },
        consulta="por=documento",
        hace="registrar_causal",
    ),
    "convenios:retirar_causal": Pedido(
        en(lambda m: m.vigente, causal=lambda m: m.causal.pk),
        lambda m: {"motivo": "x"},
        hace="retirar_causal",
    ),
    "convenios:separar": Pedido(
        en(lambda m: m.de_tres, causal=lambda m: m.separacion.pk), hace="separar_parte"
    ),
    "convenios:reservar": Pedido(
        en(lambda m: m.suscrito), lambda m: RESERVA | {"desde": hoy()}, hace="reservar"
    ),
    "convenios:reservar en papel": Pedido(
        en(lambda m: m.vigente),
        lambda m: {
            "institucion": m.propone.pk,
            "decidio": "El secretario general",
            "fecha_hecho": hoy(),
            "documento": m.acta.pk,
            "desde": hoy(),
            **RESERVA,
        },
        consulta="por=documento",
        hace="reservar",
    ),
    "convenios:revocar_reserva": Pedido(
        en(lambda m: m.concluido, reserva=lambda m: m.reserva.pk),
        lambda m: {"motivo": "x"},
        hace="revocar_reserva",
    ),
    "convenios:liquidar": Pedido(
        en(lambda m: m.concluido), lambda m: {"como": "sin_saldos"}, hace="liquidar"
    ),
    "convenios:informe_final": Pedido(
        en(lambda m: m.concluido),
        lambda m: {"documento_de": m.informe.pk},
        hace="incorporar_informe_final",
    ),
    "convenios:convertir": Pedido(
        lambda m: {"codigo": m.relacion.codigo}, lambda m: {"tipo": "marco"}, hace="crear"
    ),
    # -- addenda
    "convenios:nueva_adenda": Pedido(
        en(lambda m: m.vigente), lambda m: {"clases": ["alcance"]}, hace="crear"
    ),
    "convenios:cambiar_adenda": Pedido(
        _en_adenda(_borrador), _visto(_borrador, {"clases": ["montos"]}), hace="cambiar_adenda"
    ),
    "tablero:adenda": Pedido(en(lambda m: m.vigente, ordinal=lambda m: m.borrador_de_adenda.ordinal)),
    "convenios:adenda:paso": Pedido(
        _en_adenda(_borrador, transicion="enviar_a_evaluacion"),
        _visto(_borrador),
        hace="enviar_a_evaluacion",
    ),
    "convenios:adenda:observar": Pedido(
        _en_adenda(_evaluada), _visto(_evaluada, {"texto": "Falta."}), hace="observar observar"
    ),
    "convenios:adenda:opinar": Pedido(
        _en_adenda(_evaluada, tipo="juridica"),
        _visto(_evaluada, {"sentido": "favorable", "visibilidad": "interna"}),
        hace="opinar",
    ),
    "convenios:adenda:ratificar": Pedido(
        _en_adenda(_evaluada, aprobacion=lambda m: m.opinion_de_adenda.pk), _visto(_evaluada), hace="opinar"
    ),
    "convenios:adenda:compartir": Pedido(
        _en_adenda(_evaluada, aprobacion=lambda m: m.opinion_de_adenda.pk), hace="compartir"
    ),
    "convenios:adenda:visar": Pedido(
        _en_adenda(_aprobandose), _visto(_aprobandose), hace="dar_visto_bueno", parametros=_area
    ),
    "convenios:adenda:aprobar": Pedido(_en_adenda(_aprobandose), _visto(_aprobandose), hace="aprobar"),
    "convenios:adenda:firmar": Pedido(_en_adenda(_firmandose), _visto(_firmandose), hace="firmar"),
    "convenios:adenda:editar": Pedido(
        _en_adenda(_borrador), _visto(_borrador, BORRADOR), hace="guardar_borrador"
    ),
    "convenios:adenda:condiciones": Pedido(
        _en_adenda(_borrador), _visto(_borrador, CONDICIONES), hace="compartir_texto"
    ),
    "convenios:adenda:volver": Pedido(
        _en_adenda(lambda m: m.adenda_por_volver),
        _a_lo_aprobado(lambda m: m.adenda_por_volver),
        hace="compartir_texto",
    ),
    "convenios:adenda:docx": Pedido(_en_adenda(_borrador, n=lambda m: 1)),
    "convenios:adenda:recibir": Pedido(
        _en_adenda(_borrador),
        lambda m: {"papel": SimpleUploadedFile("vuelto.docx", m.en_word("Otro objeto."), WORD)},
        hace="incorporar_documento recibir_texto",
    ),
    "convenios:adenda:recibido": Pedido(
        _en_adenda(_borrador, recibido=lambda m: m.recibido_de_adenda.pk),
        _visto(_borrador, {"accion": "todo"}),
        hace="guardar_borrador",
    ),
    "convenios:adenda:comentar": Pedido(
        _en_adenda(_borrador, n=lambda m: 1, orden=lambda m: 1),
        lambda m: {"texto": "Falta.", "visibilidad": "interna"},
        hace="comentar",
    ),
    "convenios:adenda:comparar": Pedido(_en_adenda(_borrador), consulta="de=1&a=2"),
    "convenios:adenda:version": Pedido(_en_adenda(_borrador, n=lambda m: 1)),
}
