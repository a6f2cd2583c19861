"""An addendum, as it is signed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from convenios.models import ADENDA, Adenda, ClaseDeAdenda, EstadoDeAdenda
from convenios.papeles import texto
from documentos.papeles import Clase, registrar_clase
from documentos.permissions import incorporar
from expedientes.models import Expediente


def _adendas(expediente: Expediente) -> QuerySet[Adenda]:
    return Adenda.objects.filter(convenio__expediente=expediente).select_related(
        "convenio__expediente", "asiento", "version__asiento", "parte_nueva"
    )


def _llamada(adenda: Adenda) -> str:
    """«Adenda n.º 1», «Otrosí n.º 1» in Colombia."""
    return f"{ADENDA.en(adenda.pais())} n.º {adenda.ordinal}"


def _datos(adenda: Adenda) -> dict[str, Any]:
    return {
        "convenio": adenda.expediente.titulo,
        "convenio_suscrito_el": adenda.convenio.suscrito_el,
        "suscrito_el": adenda.suscrito_el,
        "contenido_hash": adenda.contenido_hash,
        "cambia": [str(ClaseDeAdenda(clase).label) for clase in adenda.clases],
        "efecto_desde": adenda.efecto_desde,
        "efecto_hasta": adenda.efecto_hasta,
        "fin_nuevo": adenda.fin_nuevo,
        "parte_nueva": adenda.parte_nueva.nombre if adenda.parte_nueva else "",
        "base_legal": adenda.base_legal if adenda.es_regularizacion else "",
        **texto.del_texto(adenda),
    }


registrar_clase(
    Clase(
        clave="adenda",
        nombre=_("Adenda"),
        descripcion=_("Lo que la adenda cambia, con su texto completo y el lugar de cada firma."),
        plantilla="papeles/adenda.html",
        objetos=_adendas,
        rotulo=_llamada,
        titulo=lambda adenda: f"{_llamada(adenda)} al {_en_frase(adenda.expediente.titulo)}",
        llamada=_llamada,
        datos=_datos,
        momento=texto.momento,
        de_quien=texto.de_las_partes,
        pide=incorporar,
        falta=texto.falta_el_texto,
        es_borrador=texto.es_borrador,
        firmantes=texto.firmantes,
        firmable=texto.firmable(lambda: Adenda.objects.filter(estado=EstadoDeAdenda.EN_FIRMA)),
        entrada_de_firmas="Firman, por cada parte, los puestos que siguen:",
    )
)


def _en_frase(titulo: str) -> str:
    """«Convenio marco…» inside a sentence; a title that begins otherwise stands in quotes."""
    return titulo[:1].lower() + titulo[1:] if titulo.startswith("Convenio") else f"convenio «{titulo}»"
