"""What the log was told late."""

from django.db.models import BooleanField, F, Func, Subquery
from django.db.models.expressions import OuterRef
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from expedientes.models import Expediente
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
    entro_con = Expediente.objects.filter(cadena=OuterRef(CADENA)).values("entro_con")
    return (
        alcance.de(Asiento.objects.filter(_casi_tarde()), CADENA)
        .annotate(
            dia=F("fecha_hecho"),
            registrado_el=dia_en(F("registrado_at"), F("zona")),
            entro_con=Coalesce(Subquery(entro_con), 0),
        )
        .annotate(tarde=dias_entre("dia", "registrado_el"))
        .filter(
            asientos_de_control(alcance.usuario, "expediente_pk"),
            alcance.registrado("registrado_at"),
            tarde__gt=TARDE,
            n__gt=F("entro_con"),
        )
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
