"""An agreement on one sheet: what it is, between whom, since when and until when."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from convenios.models import ADENDA, Adenda, ClaseDeAdenda, Convenio
from convenios.papeles import texto
from documentos.papeles import Clase, registrar_clase
from documentos.permissions import incorporar
from expedientes.models import Expediente
from expedientes.oficinas import oficinas_de
from expedientes.permissions import RolDesignado
from flujo.declaracion import MAQUINAS
from instituciones.models import Persona, Puesto


def _convenios(expediente: Expediente) -> QuerySet[Convenio]:
    return Convenio.objects.filter(expediente=expediente).select_related(
        "expediente", "asiento", "version__asiento", "marco__expediente"
    )


def _datos(convenio: Convenio) -> dict[str, Any]:
    return {
        "hechos": [
            {"que": que, "valor": valor}
            for que, valor in (
                ("Tipo", str(convenio.get_tipo_display())),
                (
                    "Situación",
                    MAQUINAS[convenio._meta.label_lower].etiqueta(convenio.estado, convenio.pais()),
                ),
                ("Objeto", convenio.objeto),
                ("Depende de", str(convenio.marco) if convenio.marco else ""),
                ("Número", "; ".join(map(str, convenio.numeros.select_related("institucion")))),
                ("Suscrito el", _dia(convenio.suscrito_el)),
                ("Inicio", _dia(convenio.inicio)),
                ("Fin original", _dia(convenio.fin_original)),
                ("Fin vigente", "plazo indefinido" if convenio.es_indefinido else _dia(convenio.fin_vigente)),
                ("Concluido el", _dia(convenio.concluido_el)),
                ("Hash del texto", convenio.hash_del_texto or ""),
            )
            if valor
        ],
        "partes": [{**parte, "firman": []} for parte in texto.partes(convenio)],
        "coordinan": _coordinan(convenio.expediente),
        "adendas": [_adenda(adenda) for adenda in convenio.adendas.order_by("ordinal")],
        **(texto.aportes(convenio.version) if convenio.version else {"aportes": [], "totales": []}),
    }


def _dia(dia: dt.date | None) -> str:
    return date_format(dia, "DATE_FORMAT") if dia else ""


def _coordinan(expediente: Expediente) -> list[dict[str, str]]:
    roles = (RolDesignado.COORDINADOR_TITULAR, RolDesignado.COORDINADOR_ALTERNO)
    oficinas = [o for o in oficinas_de(expediente) if o.rol in roles]
    puestos = Puesto.objects.select_related("institucion").in_bulk({o.puesto_id for o in oficinas})
    personas = Persona.objects.in_bulk({o.persona_id for o in oficinas if o.persona_id})
    return [
        {
            "institucion": str(puestos[o.puesto_id].institucion),
            "rol": str(RolDesignado(o.rol).label),
            "puesto": puestos[o.puesto_id].nombre,
            "nombre": str(personas[o.persona_id]) if o.persona_id else "vacante",
        }
        for o in sorted(oficinas, key=lambda o: (o.institucion_id, o.rol, o.designacion_id), reverse=False)
    ]


def _adenda(adenda: Adenda) -> dict[str, str]:
    return {
        "nombre": f"{ADENDA.en(adenda.convenio.pais())} n.º {adenda.ordinal}",
        "cambia": ", ".join(str(ClaseDeAdenda(clase).label).lower() for clase in adenda.clases),
        "situacion": MAQUINAS[adenda._meta.label_lower].etiqueta(adenda.estado, adenda.convenio.pais()),
        "suscrita_el": _dia(adenda.suscrito_el),
    }


registrar_clase(
    Clase(
        clave="ficha",
        nombre=_("Ficha del convenio"),
        descripcion=_("En una hoja: partes, objeto, fechas, coordinaciones, adendas y aportes."),
        plantilla="papeles/ficha.html",
        objetos=_convenios,
        rotulo=lambda convenio: str(convenio.expediente.titulo),
        titulo=lambda convenio: f"Ficha de {convenio.expediente.codigo}",
        datos=_datos,
        momento=texto.momento,
        de_quien=texto.de_las_partes,
        pide=incorporar,
    )
)
