"""The agreement itself, as it is signed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from convenios.models import Convenio, Estado
from convenios.papeles import texto
from documentos.papeles import Clase, registrar_clase
from documentos.permissions import incorporar
from expedientes.models import Expediente


def _convenios(expediente: Expediente) -> QuerySet[Convenio]:
    return Convenio.objects.filter(expediente=expediente).select_related(
        "expediente", "asiento", "version__asiento"
    )


def _datos(convenio: Convenio) -> dict[str, Any]:
    return {
        "tipo": convenio.tipo,
        "numeros": [
            {"numero": numero.numero, "institucion": str(numero.institucion)}
            for numero in convenio.numeros.select_related("institucion")
        ],
        "suscrito_el": convenio.suscrito_el,
        "contenido_hash": convenio.contenido_hash,
        **texto.del_texto(convenio),
    }


registrar_clase(
    Clase(
        clave="convenio",
        nombre=_("Convenio"),
        descripcion=_("El texto completo, con sus partes, sus condiciones y el lugar de cada firma."),
        plantilla="papeles/convenio.html",
        objetos=_convenios,
        rotulo=lambda convenio: str(convenio.expediente.titulo),
        titulo=lambda convenio: convenio.expediente.titulo,
        llamada=lambda convenio: str(convenio.get_tipo_display()),
        datos=_datos,
        momento=texto.momento,
        de_quien=texto.de_las_partes,
        pide=incorporar,
        falta=texto.falta_el_texto,
        es_borrador=texto.es_borrador,
        firmantes=texto.firmantes,
        firmable=texto.firmable(lambda: Convenio.objects.filter(estado=Estado.EN_FIRMA)),
        entrada_de_firmas="Firman este convenio, por cada parte, los puestos que siguen:",
    )
)
