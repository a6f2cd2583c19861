"""A follow-up report, as the coordinators of all parties sign it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.papeles import Clase, Dueno, Firmable, Lugar, registrar_clase
from documentos.permissions import incorporar
from expedientes.facultades import partes_vigentes
from expedientes.models import Aprobacion, Expediente, Metodo
from expedientes.models import Clase as ClaseDeAprobacion
from expedientes.oficinas import oficinas_de
from expedientes.permissions import RolDesignado, needs
from expedientes.queries import aprobaciones_vigentes
from instituciones.models import Calidad, Persona, Puesto
from planes.papeles.firmantes import coordina_hoy
from seguimiento.models import FIRMADOS, EstadoDeInforme, InformeDeSeguimiento
from seguimiento.semaforos import FORMAS, PALABRAS
from seguimiento.services.informes import firmar_informe

FINALES = frozenset({EstadoDeInforme.CONFORME, *FIRMADOS})
"""The states in which its content no longer changes: what is composed then is no draft."""


def _informes(expediente: Expediente) -> QuerySet[InformeDeSeguimiento]:
    con_contenido = InformeDeSeguimiento.objects.filter(expediente=expediente).exclude(cifras="")
    return con_contenido.select_related("expediente", "asiento", "presenta", "version__asiento")


def _datos(informe: InformeDeSeguimiento) -> dict[str, Any]:
    cifras = informe.datos_de_cifras
    return {
        "numero": informe.numero,
        "es_final": informe.es_final,
        "es_truncado": informe.es_truncado,
        "desde": informe.desde,
        "corte": informe.corte,
        "presenta": informe.presenta.nombre,
        "presentado_el": informe.presentado_el,
        "es_extemporaneo": informe.es_extemporaneo,
        "vence": informe.vence,
        "presentacion": informe.presentaciones,
        "contenido_hash": informe.hash_de_contenido(),
        "cifras_hash": informe.cifras_hash,
        "cifras": {**cifras, "semaforos": [_luz(luz) for luz in cifras["semaforos"]]},
        "secciones": [
            {"titulo": titulo, "texto": texto} for _campo, titulo, texto in informe.secciones() if texto
        ],
        "observaciones": [
            {
                "numero": o.numero,
                "de": o.de_quien,
                "texto": o.texto,
                "accion_correctiva": o.accion_correctiva,
                "corrige": o.corrige,
                "vence": o.vence,
                "estado": str(o.get_estado_display()),
            }
            for o in informe.de_sus_observaciones().order_by("numero")
        ],
    }


def _luz(luz: dict[str, Any]) -> dict[str, Any]:
    """With the word and the shape of its colour: nobody has to see it."""
    return {**luz, "forma": FORMAS[luz["color"]], "palabra": str(PALABRAS[luz["color"]])}


def _firmantes(informe: InformeDeSeguimiento) -> list[Lugar]:
    """The coordination of each party; of a signed report, who signed it and how."""
    if informe.estado in FIRMADOS:
        firmas = aprobaciones_vigentes(informe, ClaseDeAprobacion.FIRMA)
        return [_ya_firmo(f) for f in firmas.select_related("institucion", "puesto", "persona")]
    titulares = [o for o in oficinas_de(informe.expediente) if o.rol == RolDesignado.COORDINADOR_TITULAR]
    puestos = Puesto.objects.in_bulk({o.puesto_id for o in titulares})
    personas = Persona.objects.in_bulk({o.persona_id for o in titulares if o.persona_id})
    encargados = (Calidad.ENCARGADO, Calidad.SUBROGANTE)
    return [
        Lugar(
            institucion_id=pk,
            institucion=parte.institucion.nombre,
            rol=str(RolDesignado.COORDINADOR_TITULAR.label),
            puesto=puestos[o.puesto_id].nombre,
            puesto_id=o.puesto_id,
            nombre=str(personas[o.persona_id]) if o.persona_id else "",
            calidad=str(Calidad(o.calidad).label).lower() if o.calidad in encargados else "",
        )
        for pk, parte in partes_vigentes(informe.expediente).items()
        for o in [next((o for o in titulares if o.institucion_id == pk), None)]
        if o
    ]


def _ya_firmo(firma: Aprobacion) -> Lugar:
    por_documento = firma.metodo == Metodo.POR_DOCUMENTO
    return Lugar(
        institucion_id=firma.institucion_id,
        institucion=firma.institucion.nombre,
        rol=str(RolDesignado.COORDINADOR_TITULAR.label),
        puesto=str(firma.puesto or ""),
        puesto_id=firma.puesto_id,
        nombre=str(firma.persona or ""),
        dada={
            "como": "Firmado según un documento" if por_documento else "Firma registrada en el sistema",
            "fecha": firma.fecha_hecho,
            "papel": firma.documento_sha256,
            "quien": "",
        },
    )


def _falta(informe: InformeDeSeguimiento) -> str:
    """Each party signs by the post that coordinates for it: without one its place would be missing."""
    if not informe.cifras:
        return _t("Todavía no se tomaron sus cifras.")
    if informe.estado in FIRMADOS:
        return ""
    con_titular = {
        o.institucion_id for o in oficinas_de(informe.expediente) if o.rol == RolDesignado.COORDINADOR_TITULAR
    }
    faltan = [
        str(p.institucion) for pk, p in partes_vigentes(informe.expediente).items() if pk not in con_titular
    ]
    if faltan:
        return _t("Falta designar quién coordina por %(partes)s: firma el informe.") % {
            "partes": ", ".join(faltan)
        }
    return ""


def _por_que_no_se_firma(informe: InformeDeSeguimiento) -> str:
    if informe.estado in FIRMADOS:
        return _t("Ya está firmado: no le falta ninguna firma.")
    if informe.estado != EstadoDeInforme.CONFORME:
        return _t("Se firma cuando las demás partes dan su conformidad.")
    return ""


def _titulo(informe: InformeDeSeguimiento) -> str:
    """In Spanish, as the paper is."""
    return f"{informe.nombre} de seguimiento: {informe.periodo}"


registrar_clase(
    Clase(
        clave="informe",
        nombre=_("Informe de seguimiento"),
        descripcion=_("Lo hecho en un período, con sus cifras al corte y sus semáforos."),
        plantilla="papeles/informe.html",
        objetos=_informes,
        rotulo=str,
        titulo=_titulo,
        llamada=lambda informe: (
            "Informe final de seguimiento" if informe.es_final else "Informe de seguimiento"
        ),
        datos=_datos,
        momento=lambda informe: (informe.version or informe).asiento.registrado_at,
        de_quien=lambda informe: Dueno(informe.presenta_id),
        pide=incorporar,
        falta=_falta,
        es_borrador=lambda informe: informe.estado not in FINALES,
        firmantes=_firmantes,
        firmable=Firmable(
            permiso=lambda _informe: needs("aprobar"),
            contenido=lambda informe: informe.hash_de_contenido(),
            por_que_no=_por_que_no_se_firma,
            registrar=lambda informe, acto: firmar_informe(informe, acto=acto),
            puesto_de_hoy=coordina_hoy,
            por_firmar=lambda: InformeDeSeguimiento.objects.filter(
                estado=EstadoDeInforme.CONFORME
            ).select_related("expediente"),
        ),
        entrada_de_firmas="Firman este informe, por cada parte, los puestos que coordinan:",
    )
)
