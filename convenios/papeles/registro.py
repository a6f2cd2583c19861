"""That a register numbered an agreement."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from convenios.models import NumeroDeConvenio
from convenios.papeles import texto
from documentos.papeles import Clase, Dueno, registrar_clase
from expedientes.models import Expediente
from expedientes.permissions import needs


def _numeros(expediente: Expediente) -> QuerySet[NumeroDeConvenio]:
    return NumeroDeConvenio.objects.filter(convenio__expediente=expediente).select_related(
        "institucion", "asiento", "convenio__expediente", "convenio__version"
    )


def _datos(numero: NumeroDeConvenio) -> dict[str, Any]:
    convenio = numero.convenio
    return {
        "numero": numero.numero,
        "fecha": numero.fecha,
        "institucion": texto.identificacion(numero.institucion),
        "convenio": convenio.expediente.titulo,
        "tipo": str(convenio.get_tipo_display()),
        "suscrito_el": convenio.suscrito_el,
        "inicio": convenio.inicio,
        "fin_original": convenio.fin_original,
        "es_indefinido": convenio.es_indefinido,
        "hash_del_texto": convenio.hash_del_texto,
        "partes": [{**parte, "firman": []} for parte in texto.partes(convenio)],
    }


registrar_clase(
    Clase(
        clave="constancia_de_registro",
        nombre=_("Constancia de registro"),
        descripcion=_("Con qué número y en qué fecha quedó registrado el convenio."),
        plantilla="papeles/constancia_de_registro.html",
        objetos=_numeros,
        rotulo=str,
        titulo=lambda numero: f"Constancia de registro n.º {numero.numero} de {numero.institucion}",
        datos=_datos,
        momento=lambda numero: numero.asiento.registrado_at,
        de_quien=lambda numero: Dueno(numero.institucion_id),
        pide=needs("numerar"),
    )
)
