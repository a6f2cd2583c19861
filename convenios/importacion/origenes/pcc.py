"""Ficha of the agreements of a Peruvian programme (PCC – AGROIDEAS)."""

from django.utils.translation import gettext_lazy as _

from convenios.importacion.origenes.declaracion import Campo, Forma, Origen, columna
from convenios.importacion.origenes.situaciones import EN_CASTELLANO
from convenios.importacion.registro import Lado

COLUMNAS = (
    columna(Campo.SIN_USO, "N°", "Ítem", "Item", de="orden"),
    columna(Campo.NUMERO, "Nº de convenio", "Nro. de convenio", "Número de convenio", "Convenio Nº"),
    columna(Campo.ANIO, "Año suscripción", "Año de suscripción"),
    columna(Campo.PARTE, "Nombre de la institución", "Institución", de="institucion"),
    columna(Campo.ADENDAS, "Nº de adendas", "Nro. de adendas", "Adendas"),
    columna(Campo.OBSERVACION, "Dirección", de="direccion"),
    columna(Campo.OBSERVACION, "Región", "Departamento", de="region"),
    columna(Campo.TRAMITE, "Nº de CUT", "CUT"),
    columna(Campo.CARGO, "Representante legal", de="representante"),
    columna(Campo.CARGO, "Cargo", "Cargo del representante legal", de="cargo_del_representante"),
    columna(Campo.SUSCRIPCION, "Fecha de firma", "Fecha de suscripción"),
    columna(Campo.FIN_VIGENTE, "Fecha de conclusión", "Fecha de término", "Fecha de vencimiento"),
    columna(Campo.CARGO, "Coordinador titular PCC", de="titular_propio"),
    columna(Campo.CARGO, "Coordinador alterno PCC", "Coordinador suplente PCC", de="alterno_propio"),
    columna(Campo.CARGO, "Coordinador titular contraparte", de="titular"),
    columna(Campo.CARGO, "Coordinador suplente contraparte", "Coordinador alterno contraparte", de="alterno"),
    columna(
        Campo.OBSERVACION,
        "Documento de designación contraparte",
        "Documento de designación",
        de="designacion",
    ),
    columna(Campo.APORTE, "Presupuesto (S/.)", "Presupuesto S/", "Presupuesto", de="presupuesto"),
    columna(Campo.OBSERVACION, "Acciones realizadas", de="acciones"),
    columna(Campo.SIN_USO, "Nº días pendientes", "Días pendientes", de="dias"),
    columna(Campo.SITUACION, "Estado actual", "Estado"),
)

PCC = Origen(
    clave="pcc",
    nombre=_("Lista de convenios peruana (PCC)"),
    formas=(
        Forma(
            COLUMNAS,
            obligatorias=(("numero",), ("parte:institucion",), ("suscripcion",), ("fin_vigente",)),
        ),
    ),
    moneda="PEN",
    decimal=".",
    situaciones=EN_CASTELLANO,
    lados={"titular_propio": Lado.PROPIO, "alterno_propio": Lado.PROPIO, "presupuesto": Lado.PROPIO},
)
