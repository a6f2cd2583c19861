"""What was signed when the term was over, and terms that are longer than a norm allows."""

from typing import Any

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from convenios.models import Adenda, ClaseDeAdenda, Convenio, EstadoDeAdenda
from expedientes.models import Participacion
from instituciones.fechas import dias_entre, meses_despues
from instituciones.models import ReglasDeInstitucion
from tablero.control.alcance import CADENA, SUSCRITOS, Alcance, Filas
from tablero.control.pregunta import Pregunta, declarar
from tablero.control.preguntas.columnas import columna, fecha, numero

SUSCRITAS = [str(EstadoDeAdenda.SUSCRITA), str(EstadoDeAdenda.CON_EFECTO)]
DE_CONVENIO, DE_ADENDA = str(Convenio._meta.label_lower), str(Adenda._meta.label_lower)


def _firmados_vencidos(alcance: Alcance) -> Filas:
    """The rows of the log by which they became signed: of agreements and addenda alike."""
    convenios = (
        alcance.suscritos()
        .filter(alcance.se_sabia("suscrito_el", "fin_original"), suscrito_el__gt=FIN_PACTADO)
        .annotate(firma=_firma(DE_CONVENIO, SUSCRITOS))
    )
    adendas = (
        alcance.de(Adenda.objects.filter(estado__in=SUSCRITAS), "convenio__expediente")
        .filter(alcance.llego(Adenda, SUSCRITAS), suscrito_el__gt=fin_antes_de_la_adenda())
        .annotate(firma=_firma(DE_ADENDA, SUSCRITAS))
    )
    firmas = Q(pk__in=convenios.values("firma")) | Q(pk__in=adendas.values("firma"))
    return alcance.de(Asiento.objects.filter(firmas), CADENA).annotate(
        dia=_del_instrumento("suscrito_el", "suscrito_el"),
        vencio=_del_instrumento(FIN_PACTADO, fin_antes_de_la_adenda()),
    )


FIN_PACTADO = Coalesce("fin_original", "version__fin_pactado")


def fin_antes_de_la_adenda() -> Coalesce:
    """The end that an agreement had before an addendum: as it was kept when that took effect; before, as it is; of what
    is older than the system, that of the addendum before."""
    previas = Adenda.objects.filter(
        convenio=OuterRef("convenio"), ordinal__lt=OuterRef("ordinal"), fin_nuevo__isnull=False
    ).order_by("-ordinal")
    return Coalesce(
        F("fin_anterior"),
        Case(When(estado=EstadoDeAdenda.SUSCRITA, then=F("convenio__fin_vigente"))),
        Subquery(previas.values("fin_nuevo")[:1]),
        F("convenio__fin_original"),
    )


def _firma(modelo: str, estados: list[str]) -> Subquery:
    primeros = Asiento.objects.filter(modelo=modelo, objeto=OuterRef("pk"), hasta__in=estados).order_by("n")
    return Subquery(primeros.values("pk")[:1])


def _del_instrumento(de_convenio: Any, de_adenda: Any) -> Case:
    """What a row of the log on an agreement or an addendum is to say of it."""
    convenio = Convenio.objects.filter(pk=OuterRef("objeto")).annotate(dicho=_campo(de_convenio))
    adenda = Adenda.objects.filter(pk=OuterRef("objeto")).annotate(dicho=_campo(de_adenda))
    return Case(
        When(modelo=DE_ADENDA, then=Subquery(adenda.values("dicho"))),
        default=Subquery(convenio.values("dicho")),
    )


def _campo(de: Any) -> Any:
    return F(de) if isinstance(de, str) else de


def _con_su_adenda(filas: Any, alcance: Alcance) -> Filas:
    adenda = Adenda.objects.filter(pk=OuterRef("objeto"))
    return filas.annotate(
        ordinal=Case(When(modelo=DE_ADENDA, then=Subquery(adenda.values("ordinal")))),
        base_legal=Case(When(modelo=DE_ADENDA, then=Subquery(adenda.values("base_legal")))),
        tarde=dias_entre("vencio", "dia"),
    )


def _que(fila: Any) -> str:
    return _t("Adenda %(n)s") % {"n": fila.ordinal} if fila.ordinal else _t("Convenio")


def _sobre_el_maximo(alcance: Alcance) -> Filas:
    reglas = ReglasDeInstitucion.objects.filter(
        institucion=OuterRef("institucion"),
        desde__lte=Coalesce(OuterRef("convenio_suscrito"), OuterRef("convenio_inicio")),
    ).order_by("-desde")
    prorrogas = Adenda.objects.filter(
        alcance.llego(Adenda, [EstadoDeAdenda.CON_EFECTO], "convenio__expediente__zona_horaria"),
        convenio__expediente=OuterRef("expediente"),
        estado=EstadoDeAdenda.CON_EFECTO,
        clases__contains=[ClaseDeAdenda.PRORROGA],
    ).order_by("-ordinal")
    suscritos = alcance.suscritos().filter(alcance.se_sabia("inicio", "fin_original"))
    filas = alcance.de(
        Participacion.objects.filter(expediente__in=suscritos.values("expediente")), "expediente"
    )
    return (
        filas.annotate(
            convenio_suscrito=F("expediente__convenio__suscrito_el"),
            convenio_inicio=F("expediente__convenio__inicio"),
            meses=F("expediente__convenio__version__plazo_meses"),
            indefinido=F("expediente__convenio__es_indefinido"),
            maximo=Subquery(reglas.values("plazo_maximo")[:1]),
            fin=Coalesce(
                Subquery(prorrogas.values("fin_nuevo")[:1]), F("expediente__convenio__fin_original")
            ),
        )
        .filter(
            Q(indefinido=True)
            | Q(fin__gt=meses_despues("convenio_inicio", "maximo"))
            | Q(convenio_inicio__isnull=True, meses__gt=F("maximo")),
            maximo__isnull=False,
        )
        .annotate(dia=Coalesce("convenio_inicio", "convenio_suscrito", "expediente__abierto_el"))
    )


def _fin(fila: Any) -> Any:
    return _t("Indefinido") if fila.indefinido else fila.fin


declarar(
    Pregunta(
        clave="firmados-vencidos",
        titulo=_("Suscritos después de vencer"),
        explicacion=_(
            "La última firma del convenio o de una adenda es posterior al fin que el convenio tenía en ese momento."
        ),
        fuente=_(
            "Fecha de suscripción y fin original; de una adenda, el fin que el convenio tenía antes de ella. "
            "Una regularización también figura, con su base legal."
        ),
        modelo=Asiento,
        ruta=CADENA,
        filas=_firmados_vencidos,
        con=_con_su_adenda,
        columnas=(
            columna("que", _("Qué se suscribió"), _que),
            fecha("dia", _("Suscrito el"), lambda f: f.dia),
            fecha("vencio", _("Había vencido el"), lambda f: f.vencio),
            numero("tarde", _("Días después"), lambda f: f.tarde),
            columna("base", _("Base legal de la regularización"), lambda f: f.base_legal, ancho=40),
        ),
    ),
    Pregunta(
        clave="sobre-el-maximo",
        titulo=_("Plazos mayores que el máximo"),
        explicacion=_(
            "El fin, con sus prórrogas, pasa del día en que se cumple el plazo máximo contado desde el inicio; "
            "o el plazo es indefinido y las reglas fijan un máximo."
        ),
        fuente=_(
            "El plazo máximo de las reglas de cada parte que regían el día de la suscripción. "
            "Una institución que no declaró un máximo no entra en la cuenta."
        ),
        modelo=Participacion,
        ruta="expediente",
        filas=_sobre_el_maximo,
        con=lambda filas, alcance: filas.select_related("institucion"),
        columnas=(
            columna("institucion", _("Reglas de"), lambda f: str(f.institucion)),
            numero("maximo", _("Máximo en meses"), lambda f: f.maximo),
            fecha("dia", _("Inicio"), lambda f: f.convenio_inicio),
            fecha("fin", _("Fin"), _fin),
        ),
    ),
)
