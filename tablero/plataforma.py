"""Which tables the platform's administration looks things up in, and which of their columns; see ADR 11.

A party's internal matter is read in the case file, where reading it leaves a trace: no list has a column of it, and
what may be one party's own row by row is not listed at all. A test holds every model against the two tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Lista:
    """What is shown of one model."""

    columnas: str
    busca: str = ""
    """The columns in which words are looked for."""
    filtra: str = ""
    abre: str | None = None
    """The path to what has a page of its own, where each row leads: «expediente»; the row itself is «»."""

    def __getitem__(self, cual: str) -> Sequence[str]:
        return tuple(str(getattr(self, cual)).split())


DE_EXPEDIENTE = "expediente__codigo institucion__sigla institucion__nombre"
DE_CONVENIO = "convenio__expediente__codigo convenio__expediente__titulo"

LISTAS: Mapping[str, Lista] = {
    "auditoria.Cadena": Lista(columnas="clave cuenta", busca="clave"),
    "auditoria.Cierre": Lista(columnas="n momento cantidad motivo_sin_sello"),
    "auditoria.DestinatarioDeCierre": Lista(columnas="organo correo desde_at hasta_at", busca="organo"),
    "auditoria.EnvioDeCierre": Lista(columnas="cierre intentos disponible_at enviado_at"),
    "auditoria.LlaveDeSello": Lista(columnas="asunto desde hasta revocada_at motivo", busca="asunto huella"),
    "notificaciones.Envio": Lista(
        columnas="aviso estado intentos creado_at disponible_at terminado_at", busca="aviso", filtra="estado"
    ),
    "notificaciones.FeriadoPropio": Lista(
        columnas="fecha pais region institucion laborable", busca="region institucion__nombre", filtra="pais"
    ),
    "instituciones.Institucion": Lista(
        columnas="nombre sigla tipo pais region esta_activa",
        busca="nombre sigla id_fiscal",
        filtra="tipo pais esta_activa",
        abre="",
    ),
    "instituciones.ReglasDeInstitucion": Lista(
        columnas="institucion desde numera_con publicidad plazo_de_opinion norma",
        busca="institucion__nombre institucion__sigla",
        filtra="numera_con publicidad",
        abre="institucion",
    ),
    "instituciones.Escala": Lista(columnas="institucion nombre", busca="nombre institucion__nombre"),
    "instituciones.NivelDeEscala": Lista(columnas="escala orden nombre", busca="nombre escala__nombre"),
    "instituciones.EvaluacionDeNivel": Lista(
        columnas="institucion nivel fecha", busca="institucion__nombre", abre="institucion"
    ),
    "instituciones.Persona": Lista(
        columnas="apellidos nombres pais esta_activa",
        busca="apellidos nombres",
        filtra="esta_activa",
        abre="",
    ),
    "instituciones.Usuario": Lista(
        columnas="persona correo is_active is_staff creado_at last_login",
        busca="correo persona__apellidos persona__nombres",
        filtra="is_active is_staff",
        abre="persona",
    ),
    "instituciones.Puesto": Lista(
        columnas="nombre unidad institucion esta_activo",
        busca="nombre institucion__nombre institucion__sigla",
        filtra="esta_activo",
        abre="",
    ),
    "instituciones.Ocupacion": Lista(
        columnas="puesto persona calidad desde hasta",
        busca="puesto__nombre persona__apellidos",
        filtra="calidad",
        abre="puesto",
    ),
    "instituciones.Suplencia": Lista(
        columnas="ausente suplente desde hasta anulada_at", busca="ausente__nombre suplente__nombre"
    ),
    "instituciones.GrupoInstitucional": Lista(
        columnas="institucion rol", busca="institucion__nombre institucion__sigla", filtra="rol"
    ),
    "instituciones.Mandato": Lista(
        columnas="organo documento desde hasta liberado_at", busca="organo__nombre documento"
    ),
    "instituciones.Concesion": Lista(
        columnas="usuario grupo mandato desde hasta anulada_at",
        busca="usuario__correo grupo__institucion__nombre",
        filtra="grupo__rol",
    ),
    "instituciones.Invitacion": Lista(
        columnas="institucion persona creada_at vence_at usada_at anulada_at",
        busca="institucion__nombre persona__apellidos",
    ),
    "expedientes.Expediente": Lista(
        columnas="codigo titulo tipo estado pais_de_reglas abierto_el movido_at",
        busca="codigo titulo",
        filtra="tipo estado pais_de_reglas",
        abre="",
    ),
    "expedientes.Participacion": Lista(
        columnas="expediente institucion es_proponente desde hasta", busca=DE_EXPEDIENTE, abre="expediente"
    ),
    "expedientes.Designacion": Lista(
        columnas="expediente institucion puesto rol desde hasta",
        busca=f"{DE_EXPEDIENTE} puesto__nombre",
        filtra="rol",
        abre="expediente",
    ),
    "expedientes.ExpedienteGroupObjectPermission": Lista(
        columnas="content_object group permission", busca="content_object__codigo", abre="content_object"
    ),
    "documentos.Relectura": Lista(columnas="iniciada_at terminada_at revisados con_falla"),
    "documentos.FallaDeArchivo": Lista(
        columnas="archivo problema hallada_at reparada_at", busca="archivo__sha256", filtra="problema"
    ),
    "documentos.Archivo": Lista(
        columnas="sha256 tamano medio analisis amenaza guardado_at analizado_at",
        busca="sha256",
        filtra="analisis",
    ),
    "convenios.Convenio": Lista(
        columnas="expediente tipo estado suscrito_el inicio fin_original fin_vigente concluido_el",
        busca="expediente__codigo expediente__titulo",
        filtra="tipo estado",
        abre="expediente",
    ),
    "convenios.Adenda": Lista(
        columnas="convenio ordinal estado suscrito_el efecto_desde fin_nuevo",
        busca=DE_CONVENIO,
        filtra="estado",
        abre="",
    ),
    "convenios.Requisito": Lista(
        columnas="convenio institucion tipo falta_hasta", busca=DE_CONVENIO, filtra="tipo", abre="convenio"
    ),
    "convenios.Correlativo": Lista(columnas="institucion anio ultimo", busca="institucion__nombre"),
    "convenios.NumeroDeConvenio": Lista(
        columnas="convenio institucion numero fecha", busca=f"numero {DE_CONVENIO}", abre="convenio"
    ),
    "convenios.Suspension": Lista(
        columnas="convenio desde prevista_hasta alarga_el_plazo levantada_el",
        busca=DE_CONVENIO,
        abre="convenio",
    ),
    "convenios.Causal": Lista(
        columnas="convenio causa institucion recibida_el efecto_el retirada_el cumplida_el",
        busca=DE_CONVENIO,
        filtra="causa",
        abre="convenio",
    ),
    "convenios.Reserva": Lista(
        columnas="convenio institucion norma desde hasta revocada_el", busca=DE_CONVENIO, abre="convenio"
    ),
    "convenios.Liquidacion": Lista(
        columnas="convenio sin_saldos fecha", busca=DE_CONVENIO, filtra="sin_saldos", abre="convenio"
    ),
    "convenios.PorRegularizar": Lista(
        columnas="convenio dato resuelto_el", busca=DE_CONVENIO, filtra="dato", abre="convenio"
    ),
}

CONFIDENCIAL = "Cada fila puede ser de una sola parte: se lee en el expediente, donde leerla deja constancia."
TEXTO = "Es materia de las partes y no sirve para administrar: se lee en el expediente."
AJENO = "Es de la institución que importa; su página tampoco existe para la administración de la plataforma."
TECNICO = "No dice nada que una persona busque."

NO_SE_LISTAN: Mapping[str, str] = {
    "auditoria.Asiento": CONFIDENCIAL,
    "auditoria.HojaDeCierre": TECNICO,
    "notificaciones.Plazo": CONFIDENCIAL,
    "instituciones.FrenoDeIngreso": TECNICO,
    "instituciones.OrigenConocido": "Dice desde dónde entra cada persona: es de ella.",
    "expedientes.Aprobacion": CONFIDENCIAL,
    "expedientes.Contestacion": CONFIDENCIAL,
    "expedientes.Gestion": CONFIDENCIAL,
    "expedientes.Vista": "Dice cómo mira sus listas una cuenta o una institución: es de ella.",
    "documentos.Documento": CONFIDENCIAL,
    "documentos.Papel": CONFIDENCIAL,
    "documentos.Revision": CONFIDENCIAL,
    "documentos.Firma": CONFIDENCIAL,
    "documentos.FirmaRehusada": CONFIDENCIAL,
    "documentos.PreparacionDeFirma": "Es de quien está por firmar, y se olvida a los quince minutos.",
    "documentos.Comprobacion": CONFIDENCIAL,
    "convenios.VersionDeTexto": CONFIDENCIAL,
    "convenios.Clausula": TEXTO,
    "convenios.Aporte": TEXTO,
    "convenios.Opinion": CONFIDENCIAL,
    "convenios.ListaDeComprobacion": CONFIDENCIAL,
    "convenios.Observacion": CONFIDENCIAL,
    "convenios.Comentario": CONFIDENCIAL,
    "convenios.TextoRecibido": CONFIDENCIAL,
    "convenios.Salvedad": TEXTO,
    "convenios.Importacion": AJENO,
    "convenios.FilaImportada": AJENO,
    "convenios.MapeoDeOrigen": AJENO,
}
"""Why each of these is not there."""
