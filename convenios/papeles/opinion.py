"""What an office says of a text, on a paper of its own."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from convenios.models import ADENDA, Adenda
from convenios.papeles.texto import decidio
from convenios.permissions import opinar
from documentos.papeles import Clase, Dueno, Firmable, Lugar, registrar_clase
from documentos.permissions import incorporar
from expedientes.models import Aprobacion, Expediente, Metodo, esta_contestada
from expedientes.models import Clase as ClaseDeAprobacion
from instituciones.models import TipoDeOpinion


def _opiniones(expediente: Expediente) -> QuerySet[Aprobacion]:
    return (
        Aprobacion.objects.filter(
            expediente=expediente, clase=ClaseDeAprobacion.OPINION, opinion__isnull=False
        )
        .select_related(
            "expediente", "institucion", "puesto", "persona", "suple_a", "asiento", "opinion__version__adenda"
        )
        .annotate(esta_contestada=esta_contestada())
    )


def _tipo(opinion: Aprobacion) -> str:
    return str(TipoDeOpinion(opinion.materia).label)


def _titulo(opinion: Aprobacion) -> str:
    return f"{_tipo(opinion)} de {opinion.institucion} sobre {_de_que(opinion)}"


def _rotulo(opinion: Aprobacion) -> str:
    version = opinion.opinion.version
    adenda = f"{ADENDA.en(opinion.expediente.pais())} {version.adenda.ordinal}" if version.adenda else ""
    return " · ".join(filter(None, (_tipo(opinion), str(opinion.institucion), adenda, str(version))))


def _de_que(opinion: Aprobacion) -> str:
    version = opinion.opinion.version
    adenda: Adenda | None = version.adenda
    del_texto = f"la versión {version.n}" if version.n else "el texto"
    return f"{del_texto} de la adenda {adenda.ordinal}" if adenda else f"{del_texto} del convenio"


def _quien(opinion: Aprobacion) -> str:
    """Who gave it: the account's person, or who the paper says."""
    return str(opinion.persona) if opinion.persona else decidio(opinion.asiento)


def _datos(opinion: Aprobacion) -> dict[str, Any]:
    return {
        "tipo": _tipo(opinion),
        "es_favorable": opinion.es_favorable,
        "institucion": opinion.institucion.nombre,
        "convenio": opinion.expediente.titulo,
        "sobre": _de_que(opinion),
        "hash_del_texto": opinion.opinion.version.hash,
        "contenido_hash": opinion.hash_contenido,
        "fundamento": opinion.opinion.fundamento,
        "fecha": opinion.fecha_hecho,
        "quien": _quien(opinion),
        "puesto": str(opinion.puesto or ""),
        "suple_a": str(opinion.suple_a or ""),
        "por_documento": opinion.documento_sha256,
    }


def _firmantes(opinion: Aprobacion) -> list[Lugar]:
    """The post that gave it; from a paper it was signed there."""
    if opinion.metodo == Metodo.POR_DOCUMENTO or opinion.puesto is None:
        return []
    return [
        Lugar(
            institucion_id=opinion.institucion_id,
            institucion=opinion.institucion.nombre,
            rol=_tipo(opinion),
            puesto=opinion.puesto.nombre,
            puesto_id=opinion.puesto_id,
            nombre=_quien(opinion),
            calidad=f"en suplencia de {opinion.suple_a}" if opinion.suple_a else "",
        )
    ]


def _falta(opinion: Aprobacion) -> str:
    if getattr(opinion, "esta_contestada", False):
        return _t("Su institución la contesta: no se compone mientras no se retire la contestación.")
    return ""


registrar_clase(
    Clase(
        clave="opinion",
        nombre=_("Opinión"),
        descripcion=_(
            "Lo que un área opinó de un texto, con su fundamento y el hash de lo que tuvo delante."
        ),
        plantilla="papeles/opinion.html",
        objetos=_opiniones,
        rotulo=_rotulo,
        titulo=_titulo,
        llamada=_tipo,
        datos=_datos,
        momento=lambda opinion: opinion.asiento.registrado_at,
        de_quien=lambda opinion: Dueno(opinion.institucion_id, opinion.visibilidad),
        pide=incorporar,
        falta=_falta,
        firmantes=_firmantes,
        firmable=Firmable(
            permiso=lambda opinion: opinar(opinion.materia),
            contenido=lambda opinion: opinion.hash_contenido,
            por_que_no=_falta,
            registrar=lambda _opinion, _acto: None,
        ),
        entrada_de_firmas="Da esta opinión:",
    )
)
