"""What is asked of the addresses that look across case files, of the page of one, and of its contacts."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.acceso.mundo import INTERNA
from tests.acceso.pedido import Datos, Pedido, en
from tests.factories import hoy


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


PEDIDOS_DEL_TABLERO: dict[str, Pedido] = {
    # -- the desk
    "tablero:escritorio": Pedido(),
    "tablero:ayuda": Pedido(),
    "tablero:lista": Pedido(),
    "tablero:exportar": Pedido(lambda m: {"formato": "csv"}),
    "tablero:verificar": Pedido(),
    "tablero:verificar_codigo": Pedido(lambda m: {"codigo": m.papel_compuesto.codigo}),
    "tablero:verificar_archivo": Pedido(
        datos=lambda m: {"fichero": SimpleUploadedFile("papel.pdf", b"%PDF-1.7 roto", "application/pdf")}
    ),
    "tablero:transparencia": Pedido(),
    "tablero:exportar_transparencia": Pedido(lambda m: {"formato": "csv"}),
    "tablero:que_se_publica": Pedido(),
    "tablero:publicado": Pedido(lambda m: {"identificador": m.vigente.identificador_publico}),
    "tablero:componentes": Pedido(),
    "tablero:cartera": Pedido(),
    "tablero:exportar_cartera": Pedido(lambda m: {"formato": "csv"}),
    # -- questions of control
    "tablero:control": Pedido(),
    "tablero:pregunta": Pedido(lambda m: {"clave": "al-minuto"}),
    "tablero:exportar_pregunta": Pedido(lambda m: {"clave": "al-minuto", "formato": "csv"}),
    # -- saved views
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
    # -- the case file
    "tablero:expediente": Pedido(en(lambda m: m.opinado)),
    "tablero:ayuda_memoria": Pedido(en(lambda m: m.opinado)),
    "tablero:historia": Pedido(en(lambda m: m.opinado)),
    "tablero:linea": Pedido(en(lambda m: m.opinado)),
    "tablero:exportar_linea": Pedido(en(lambda m: m.opinado, formato="csv")),
    "tablero:lecturas": Pedido(en(lambda m: m.opinado)),
    "tablero:copia": Pedido(en(lambda m: m.opinado), hace="descargar_expediente"),
    "tablero:copia_descargar": Pedido(en(lambda m: m.opinado, pk=lambda m: m.copia.pk)),
    "tablero:verificador": Pedido(lambda m: {"nombre": "verificar.py"}),
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
    # -- contacts
    "tablero:gestiones": Pedido(),
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
    # -- mails
    "correo:list": Pedido(),
    "correo:detail": Pedido(lambda m: {"nombre": "ninguno"}),
    "correo:html": Pedido(lambda m: {"nombre": "ninguno"}),
}
