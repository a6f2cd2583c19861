"""What the log was told late."""

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from expedientes.visibilidad import asientos_de_control
from instituciones.fechas import dia_en, dias_entre
from tablero.columnas import Columna
from tablero.control.alcance import CADENA, Alcance, Filas
from tablero.control.pregunta import Pregunta, declarar
from tablero.control.preguntas.columnas import fecha, numero
from tablero.ficha.historia import frases_de

TARDE = 7
"""Days between a fact and its entry from which it is late."""


def _tardios(alcance: Alcance) -> Filas:
    # told of the case file beside each row, and not of the row: only those that are asked about are looked at closely
    tarde = GreaterThan(
        dias_entre(OuterRef("fecha_hecho"), dia_en(OuterRef("registrado_at"), F("zona_horaria"))), TARDE
    )
    expedientes = (
        alcance.expedientes()
        .order_by()
        .filter(
            alcance.registrado(OuterRef("registrado_at"), "zona_horaria"),
            Q(tarde),
            Q(entro_con__isnull=True) | Q(entro_con__lt=OuterRef("n")),
            cadena=OuterRef(CADENA),
        )
    )
    filas = alcance.de(Asiento.objects.filter(_casi_tarde(), Exists(expedientes)), CADENA)
    return (
        filas.filter(asientos_de_control(alcance.usuario, "expediente_pk"))
        .annotate(dia=F("fecha_hecho"), registrado_el=dia_en(F("registrado_at"), F("zona")))
        .annotate(tarde=dias_entre("dia", "registrado_el"))
    )


def _casi_tarde() -> Func:
    """Late, or nearly, by the date in Greenwich: what the index `asiento_tardio` has."""
    return Func(
        F("registrado_at"),
        F("fecha_hecho"),
        arg_joiner=")::date - ",
        template=f"((timezone('UTC', %(expressions)s) > {TARDE - 1})",
        output_field=BooleanField(),
    )


declarar(
    Pregunta(
        clave="registro-tardio",
        titulo=_("Hechos registrados tarde"),
        explicacion=_("Entre la fecha del hecho y la de su registro pasaron más de 7 días."),
        fuente=_(
            "Las dos fechas de cada asiento de la bitácora. Lo que entró con un registro importado no figura: "
            "es anterior al sistema."
        ),
        modelo=Asiento,
        ruta=CADENA,
        filas=_tardios,
        frases=lambda filas, expedientes: frases_de([(f, expedientes[f.expediente_pk]) for f in filas]),
        columnas=(
            Columna(clave="que", titulo=_("Qué ocurrió"), ancho=60, valor=lambda h: h.frase),
            fecha("dia", _("Fecha del hecho"), lambda f: f.fecha_hecho),
            fecha("registrado", _("Registrado el"), lambda f: f.registrado_el),
            numero("tarde", _("Días después"), lambda f: f.tarde),
        ),
    ),
)
