"""The sheets of a plan and their columns, declared once: the grid, the workbook and the reader have them from here."""

from django.utils.translation import gettext_lazy as _

from convenios.models import Moneda
from planes.models import MAXIMO_DE_ACCIONES, Frecuencia
from planes.planilla.hoja import Clase, Columna, HojaDePlan, Texto

PARTIDAS_POR_ACCION = INDICADORES_POR_ACCION = 60
"""As many as the form of one action takes."""
DE_QUE_ACCION = Columna(
    clave="accion",
    titulo=_("N.º de la acción"),
    otros="accion,n de accion,numero de accion,nro de accion,n accion,no accion,numero,n,actividad",
    ancho=9,
    ayuda=_("El que la acción tiene en la hoja de acciones."),
    obligatoria=True,
)
ACCIONES = HojaDePlan(
    clave="acciones",
    titulo=_("Acciones"),
    otros="plan de trabajo,actividades,plan",
    maximo=MAXIMO_DE_ACCIONES,
    demasiadas=_(
        "Trae %(filas)s filas y un plan tiene hasta %(tope)s acciones. Reúna las que son una misma, o lleve una parte "
        "al plan de otro período."
    ),
    columnas=(
        Columna(
            clave="numero",
            titulo=_("N.º"),
            otros="n,numero,nro,no,num,codigo,item,orden,id",
            ancho=6,
            ayuda=_("El de la acción. Vacío, o uno que el plan no tiene, es una acción nueva."),
        ),
        Columna(
            clave="nombre",
            titulo=_("Acción"),
            otros="accion,accion conjunta,acciones conjuntas,actividad,actividades,nombre,nombre de la accion,"
            "en que consiste,denominacion,tarea",
            ancho=44,
            maximo=300,
            obligatoria=True,
        ),
        Columna(
            clave="responsables",
            titulo=_("Responsables"),
            otros="responsable,institucion responsable,instituciones responsables,entidad responsable,"
            "parte responsable,quien responde",
            ancho=22,
            ayuda=_("La sigla o el nombre de cada parte que responde, con «;» en medio."),
        ),
        Columna(
            clave="unidades",
            titulo=_("Unidades"),
            otros="unidad,unidad responsable,area,area responsable,dependencia",
            ancho=22,
            ayuda=_("La de cada responsable, en el mismo orden y con «;» en medio."),
        ),
        Columna(
            clave="puestos",
            titulo=_("Puestos"),
            otros="puesto,cargo,cargo responsable,puesto responsable",
            ancho=22,
            ayuda=_("El de cada responsable, en el mismo orden. Vacío: la coordinación."),
        ),
        Columna(
            clave="desde",
            titulo=_("Desde"),
            otros="inicio,fecha de inicio,fecha inicio,empieza,comienzo,del",
            clase=Clase.FECHA,
            ancho=12,
            obligatoria=True,
        ),
        Columna(
            clave="hasta",
            titulo=_("Hasta"),
            otros="fin,termino,fecha de fin,fecha fin,fecha de termino,fecha termino,termina,vence,al",
            clase=Clase.FECHA,
            ancho=12,
            obligatoria=True,
        ),
        Columna(
            clave="territorio",
            titulo=_("Territorio"),
            otros="region,departamento,lugar,ambito,ambito geografico,ubicacion",
            ancho=18,
            maximo=200,
        ),
        Columna(
            clave="ods",
            titulo=_("ODS"),
            otros="objetivos de desarrollo sostenible,objetivo de desarrollo sostenible",
            ancho=9,
            ayuda=_("Los números, del 1 al 17, con coma en medio."),
        ),
        Columna(
            clave="iniciativa",
            titulo=_("Iniciativa"),
            otros="iniciativa estrategica,iniciativa a la que sirve,alineacion",
            clase=Clase.LISTA,
            ancho=12,
            ayuda=_(
                "El código de la iniciativa a la que sirve, de un plan al que el expediente está alineado."
            ),
        ),
        Columna(
            clave="continua",
            titulo=_("Continúa"),
            otros="continua la accion,continua una accion anterior,viene de",
            clase=Clase.LISTA,
            ancho=18,
            ayuda=_("La acción sin terminar de un plan anterior que esta continúa."),
        ),
        Columna(clave="descripcion", titulo=_("Descripción"), otros="detalle,alcance", ancho=40, maximo=4000),
    ),
)
PRESUPUESTO = HojaDePlan(
    clave="presupuesto",
    titulo=_("Presupuesto"),
    otros="presupuestos,financiamiento,costos,aportes",
    maximo=3000,
    demasiadas=_("Trae %(filas)s filas y el presupuesto de un plan tiene hasta %(tope)s partidas."),
    columnas=(
        DE_QUE_ACCION,
        Columna(
            clave="institucion",
            titulo=_("Institución"),
            otros="parte,institucion que aporta,aportante,entidad,quien aporta",
            clase=Clase.LISTA,
            ancho=22,
            obligatoria=True,
        ),
        Columna(
            clave="trimestre",
            titulo=_("Trimestre"),
            otros="trim",
            clase=Clase.LISTA,
            ancho=10,
            obligatoria=True,
        ),
        Columna(
            clave="monto",
            titulo=_("Monto"),
            otros="importe,presupuesto,costo,valor,monto s,monto soles",
            clase=Clase.NUMERO,
            ancho=14,
            obligatoria=True,
        ),
        Columna(clave="moneda", titulo=_("Moneda"), otros="divisa", clase=Clase.LISTA, ancho=9),
        Columna(
            clave="fuente",
            titulo=_("Fuente de financiamiento"),
            otros="fuente,fuente de recursos",
            ancho=26,
            maximo=120,
        ),
        Columna(
            clave="especie",
            titulo=_("En especie"),
            otros="es en especie,aporte en especie",
            clase=Clase.LISTA,
            ancho=11,
        ),
        Columna(
            clave="valorizacion",
            titulo=_("En qué consiste y cómo se valorizó"),
            otros="valorizacion,en que consiste,sustento del valor",
            ancho=36,
            maximo=300,
        ),
    ),
)


def _meta(n: int, titulo: Texto, ordinal: str) -> Columna:
    return Columna(
        clave=f"meta_{n}",
        titulo=titulo,
        otros=f"meta {n},meta trimestre {n},meta del trimestre {n},t{n},trimestre {n},{ordinal} trimestre,"
        f"meta {ordinal} trimestre,trim {n}",
        clase=Clase.NUMERO,
        ancho=11,
    )


INDICADORES = HojaDePlan(
    clave="indicadores",
    titulo=_("Indicadores"),
    otros="indicador,metas,indicadores y metas",
    maximo=2000,
    demasiadas=_("Trae %(filas)s filas y un plan tiene hasta %(tope)s indicadores."),
    columnas=(
        DE_QUE_ACCION,
        Columna(
            clave="nombre",
            titulo=_("Indicador"),
            otros="nombre,nombre del indicador",
            ancho=40,
            maximo=300,
            obligatoria=True,
        ),
        Columna(
            clave="unidad",
            titulo=_("Unidad de medida"),
            otros="unidad,medida",
            ancho=16,
            maximo=80,
            obligatoria=True,
        ),
        Columna(clave="peso", titulo=_("Peso"), otros="ponderacion", clase=Clase.NUMERO, ancho=8),
        _meta(1, _("Meta T1"), "primer"),
        _meta(2, _("Meta T2"), "segundo"),
        _meta(3, _("Meta T3"), "tercer"),
        _meta(4, _("Meta T4"), "cuarto"),
        Columna(
            clave="linea_base",
            titulo=_("Línea base"),
            otros="linea de base,base",
            clase=Clase.NUMERO,
            ancho=11,
        ),
        Columna(
            clave="anio_base",
            titulo=_("Año de la línea base"),
            otros="ano base,ano de la linea de base,ano linea base",
            clase=Clase.ENTERO,
            ancho=11,
        ),
        Columna(
            clave="frecuencia",
            titulo=_("Frecuencia"),
            otros="frecuencia de medicion,periodicidad",
            clase=Clase.LISTA,
            ancho=12,
        ),
        Columna(
            clave="fuente",
            titulo=_("Fuente"),
            otros="fuente de datos,fuente de informacion",
            ancho=22,
            maximo=200,
        ),
        Columna(
            clave="formula",
            titulo=_("Fórmula"),
            otros="formula de calculo,metodo de calculo",
            ancho=26,
            maximo=300,
        ),
        Columna(
            clave="medio",
            titulo=_("Medio de verificación"),
            otros="medios de verificacion,verificacion",
            ancho=26,
            maximo=200,
        ),
        Columna(clave="area", titulo=_("Área responsable"), otros="area,responsable", ancho=22, maximo=200),
    ),
)
HOJAS = (ACCIONES, PRESUPUESTO, INDICADORES)
POR_CLAVE = {hoja.clave: hoja for hoja in HOJAS}
DEL_INDICADOR = {"medio": "medio_de_verificacion", "area": "area_responsable"}
"""The columns of an indicator that are called otherwise in its content."""


def si_o_no() -> tuple[str, str]:
    """Yes and no in the language of whoever reads."""
    return str(_("Sí")), str(_("No"))


def monedas() -> list[str]:
    return list(Moneda.values)


def frecuencias() -> dict[str, str]:
    """The value of each frequency, by its name in the language of whoever reads."""
    return {str(f.label): f.value for f in Frecuencia}
