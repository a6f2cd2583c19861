"""What the registers owe: agreements without a number, and numbers that nobody has."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from convenios.models import Convenio, Correlativo, NumeroDeConvenio
from tablero.control.alcance import Alcance, Filas
from tablero.control.pregunta import Pregunta, declarar
from tablero.control.preguntas.columnas import columna, fecha


def _sin_numero(alcance: Alcance) -> Filas:
    numeros = NumeroDeConvenio.objects.filter(
        alcance.registrado(zona=OuterRef("zona")), convenio=OuterRef("pk")
    )
    return (
        alcance.suscritos()
        .filter(~Exists(numeros))
        .annotate(dia=Coalesce("suscrito_el", "expediente__abierto_el"))
    )


def _huecos(alcance: Alcance) -> Filas:
    de_su_registro = NumeroDeConvenio.objects.filter(
        alcance.registrado(zona="convenio__expediente__zona_horaria"),
        institucion=OuterRef("institucion"),
        anio=OuterRef("anio"),
    )
    anterior = de_su_registro.filter(correlativo__lt=OuterRef("correlativo")).order_by("-correlativo")
    posterior = NumeroDeConvenio.objects.filter(
        institucion=OuterRef("institucion"), anio=OuterRef("anio"), correlativo__gt=OuterRef("correlativo")
    )
    ultimo = Correlativo.objects.filter(institucion=OuterRef("institucion"), anio=OuterRef("anio"))
    filas = alcance.de(NumeroDeConvenio.objects.filter(correlativo__isnull=False), "convenio__expediente")
    return (
        filas.filter(alcance.registrado())
        .annotate(
            dia=F("fecha"),
            anterior=Coalesce(Subquery(anterior.values("correlativo")[:1]), 0),
            ultimo=Coalesce(Subquery(ultimo.values("ultimo")[:1]), Value(0)),
            hay_posterior=Exists(posterior),
        )
        .filter(Q(correlativo__gt=F("anterior") + 1) | Q(hay_posterior=False, ultimo__gt=F("correlativo")))
    )


def _faltan(fila: Any) -> str:
    """«3 y 4», «de 3 a 9»: the numbers that nobody has, before this one or after it."""
    tramos = []
    if fila.correlativo > fila.anterior + 1:
        tramos.append((fila.anterior + 1, fila.correlativo - 1))
    if not fila.hay_posterior and fila.ultimo > fila.correlativo:
        tramos.append((fila.correlativo + 1, fila.ultimo))
    return "; ".join(str(de) if de == a else f"{de}–{a}" for de, a in tramos)


declarar(
    Pregunta(
        clave="sin-registro",
        titulo=_("Convenios suscritos sin registro"),
        explicacion=_("Están suscritos y ningún registro de sus partes les dio número."),
        fuente=_("La suscripción y los números, por el momento en que la bitácora los registró."),
        modelo=Convenio,
        ruta="expediente",
        filas=_sin_numero,
        columnas=(
            fecha("dia", _("Suscrito el"), lambda f: f.suscrito_el),
            columna("estado", _("Estado"), lambda f: f.get_estado_display()),
            columna("tipo", _("Tipo"), lambda f: f.get_tipo_display()),
        ),
    ),
    Pregunta(
        clave="huecos",
        titulo=_("Números que faltan"),
        explicacion=_(
            "Entre dos números seguidos de un registro y un año falta alguno, o el registro dio más de los que hay."
        ),
        fuente=_(
            "Los correlativos que da este sistema, por registro y año. Los números de un registro propio no se cuentan."
        ),
        modelo=NumeroDeConvenio,
        ruta="convenio__expediente",
        filas=_huecos,
        con=lambda filas, alcance: filas.select_related("institucion"),
        columnas=(
            fecha("dia", _("Registrado el"), lambda f: f.fecha),
            columna("registro", _("Registro"), lambda f: str(f.institucion)),
            columna("numero", _("Número"), lambda f: f.numero, clase="code"),
            columna("faltan", _("Números que faltan"), _faltan),
        ),
    ),
)
