"""The fields that leave, each with its reason, and the columns that they are made of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _l

from convenios.models import Convenio
from convenios.vigencia import vigencia_de
from tablero.transparencia.declaracion import valores
from tablero.transparencia.declaracion.valores import Valor


@dataclass(frozen=True, kw_only=True)
class Campo:
    """One thing that is published of an agreement."""

    clave: str
    """Its name in the JSON."""
    titulo: Any
    por_que: Any
    sale_de: Sequence[str]
    """The columns that it is made of: «Convenio.inicio»."""
    valor: Callable[[Convenio], Valor]
    ancho: int = 14
    """Characters of its column in a spreadsheet."""
    en_lista: bool = True
    """Whether the list has it; else the page of the agreement alone."""
    enlace: Callable[[Convenio], str] = lambda convenio: ""


IDENTIDAD = _l("Identifica el convenio: todo registro público de convenios lo da.")
PLAZO = _l("Dice desde cuándo y hasta cuándo rige: lo dan los registros públicos de convenios.")
FONDOS = _l(
    "Son los aportes que las partes se comprometen a dar: Ley 27806, artículo 5; Ley 20.285, artículo 7, letra f; "
    "Ley 1712, artículo 9."
)

CAMPOS: Sequence[Campo] = (
    Campo(
        clave="identificador",
        titulo=_l("Identificador"),
        por_que=_l("Es la dirección de su ficha. No es correlativo: no dice cuántos convenios más hay."),
        sale_de=["Convenio.identificador_publico"],
        valor=lambda c: str(c.identificador_publico),
        ancho=38,
    ),
    Campo(
        clave="numeros",
        titulo=_l("Números de registro"),
        por_que=IDENTIDAD,
        sale_de=["NumeroDeConvenio.numero", "NumeroDeConvenio.institucion"],
        valor=valores.numeros,
        ancho=24,
    ),
    Campo(
        clave="titulo",
        titulo=_l("Título"),
        por_que=IDENTIDAD,
        sale_de=["Expediente.titulo"],
        valor=lambda c: c.expediente.titulo,
        ancho=60,
    ),
    Campo(
        clave="tipo",
        titulo=_l("Tipo"),
        por_que=IDENTIDAD,
        sale_de=["Convenio.tipo"],
        valor=lambda c: str(c.get_tipo_display()),
        ancho=24,
    ),
    Campo(
        clave="partes",
        titulo=_l("Partes"),
        por_que=_l(
            "Dice qué instituciones se obligan, o se obligaron hasta separarse. Son personas jurídicas."
        ),
        sale_de=[
            "Institucion.nombre",
            "Institucion.sigla",
            "Participacion.institucion",
            "Participacion.es_proponente",
            "Participacion.hasta",
        ],
        valor=valores.partes,
        ancho=60,
    ),
    Campo(
        clave="paises",
        titulo=_l("Países de las partes"),
        por_que=IDENTIDAD,
        sale_de=["Institucion.pais"],
        valor=valores.paises,
        ancho=20,
    ),
    Campo(
        clave="objeto",
        titulo=_l("Objeto"),
        por_que=_l("Dice para qué se suscribió: es lo que toda ley de transparencia quiere que se sepa."),
        sale_de=["Convenio.objeto"],
        valor=lambda c: c.objeto,
        ancho=80,
    ),
    Campo(
        clave="estado",
        titulo=_l("Estado"),
        por_que=_l("Dice si se ejecuta, está suspendido o terminó. Solo salen convenios ya suscritos."),
        sale_de=["Convenio.estado"],
        valor=valores.estado,
        ancho=18,
    ),
    Campo(
        clave="vigencia",
        titulo=_l("Vigencia"),
        por_que=_l("Se calcula el día de la consulta, de las fechas que se publican."),
        sale_de=["Convenio.estado", "Convenio.inicio", "Convenio.fin_vigente", "Convenio.concluido_el"],
        valor=lambda c: vigencia_de(c).palabra,
        ancho=18,
    ),
    Campo(
        clave="suscrito_el",
        titulo=_l("Suscrito el"),
        por_que=PLAZO,
        sale_de=["Convenio.suscrito_el"],
        valor=lambda c: c.suscrito_el,
    ),
    Campo(
        clave="inicio",
        titulo=_l("Inicio"),
        por_que=PLAZO,
        sale_de=["Convenio.inicio"],
        valor=lambda c: c.inicio,
    ),
    Campo(
        clave="fin_original",
        titulo=_l("Fin original"),
        por_que=PLAZO,
        sale_de=["Convenio.fin_original"],
        valor=lambda c: c.fin_original,
    ),
    Campo(
        clave="fin_vigente",
        titulo=_l("Fin vigente"),
        por_que=PLAZO,
        sale_de=["Convenio.fin_vigente"],
        valor=lambda c: c.fin_vigente,
    ),
    Campo(
        clave="es_indefinido",
        titulo=_l("Plazo indefinido"),
        por_que=PLAZO,
        sale_de=["Convenio.es_indefinido"],
        valor=lambda c: c.es_indefinido,
    ),
    Campo(
        clave="concluido_el",
        titulo=_l("Concluido el"),
        por_que=PLAZO,
        sale_de=["Convenio.concluido_el"],
        valor=lambda c: c.concluido_el,
    ),
    Campo(
        clave="publicado_el",
        titulo=_l("Publicado en diario oficial el"),
        por_que=_l("La publicación misma es pública."),
        sale_de=["Convenio.publicado_el"],
        valor=lambda c: c.publicado_el,
        en_lista=False,
    ),
    Campo(
        clave="marco",
        titulo=_l("Convenio marco"),
        por_que=_l("Dice de qué convenio depende, si ese también se publica."),
        sale_de=["Convenio.marco"],
        valor=valores.marco,
        en_lista=False,
        enlace=valores.enlace_al_marco,
    ),
    Campo(
        clave="irroga_gasto",
        titulo=_l("Irroga gasto"),
        por_que=FONDOS,
        sale_de=["Convenio.irroga_gasto"],
        valor=lambda c: c.irroga_gasto,
        en_lista=False,
    ),
    Campo(
        clave="aportes",
        titulo=_l("Aportes"),
        por_que=FONDOS,
        sale_de=[
            "Aporte.institucion",
            "Aporte.anio",
            "Aporte.fuente",
            "Aporte.monto",
            "Aporte.moneda",
            "Aporte.es_valorizado",
        ],
        valor=valores.aportes,
        en_lista=False,
    ),
    Campo(
        clave="adendas",
        titulo=_l("Adendas"),
        por_que=_l("Cambian lo que se publica del convenio. Salen solo las suscritas."),
        sale_de=[
            "Adenda.ordinal",
            "Adenda.clases",
            "Adenda.suscrito_el",
            "Adenda.efecto_desde",
            "Adenda.fin_nuevo",
            "Adenda.es_regularizacion",
            "Adenda.base_legal",
        ],
        valor=valores.adendas,
        en_lista=False,
    ),
    Campo(
        clave="firmas",
        titulo=_l("Quién firmó"),
        por_que=_l(
            "Qué cargo obligó a cada parte y cuándo. El nombre de la persona no sale: basta el cargo."
        ),
        sale_de=["Aprobacion.institucion", "Aprobacion.puesto", "Aprobacion.fecha_hecho", "Puesto.nombre"],
        valor=valores.firmas,
        en_lista=False,
    ),
    Campo(
        clave="informes",
        titulo=_l("Informes de seguimiento publicados"),
        por_que=_l(
            "Dicen que se rindió cuenta, y de qué período. Salen los que las partes firmaron y una de ellas publicó."
        ),
        sale_de=[
            "InformeDeSeguimiento.numero",
            "InformeDeSeguimiento.es_final",
            "InformeDeSeguimiento.desde",
            "InformeDeSeguimiento.corte",
            "Asiento.fecha_hecho",
        ],
        valor=valores.informes,
        en_lista=False,
    ),
)

PARA_CALCULAR = frozenset(
    {
        "Expediente.zona_horaria",
        "Expediente.pais_de_reglas",
        "Convenio.expediente",
        "Convenio.version",
        "Participacion.expediente",
        "NumeroDeConvenio.convenio",
        "Adenda.convenio",
        "Aporte.version",
        "InformeDeSeguimiento.expediente",
    }
)
"""Columns that are read to tie rows together or to know what day it is; they do not leave."""


def columnas_de(*modelos: str, prefijo: str = "") -> Iterator[str]:
    """The columns of these models that are declared to leave, or to be read for what leaves, as names for `only`."""
    declaradas = {columna for campo in CAMPOS for columna in campo.sale_de} | PARA_CALCULAR
    for columna in sorted(declaradas):
        modelo, _punto, nombre = columna.partition(".")
        if modelo in modelos:
            yield f"{prefijo}{nombre}"
