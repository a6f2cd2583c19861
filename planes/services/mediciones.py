"""Measuring an indicator: said by a party that answers for its action, until its quarter closes or it is validated."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from documentos.models import Documento
from expedientes.permissions import RESPONSABLE, needs
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TransicionNoDeclarada
from flujo.services import bloquear, crear, perform, releer
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho
from planes import avisos
from planes.cierres import fijar_trimestres
from planes.conditions import plan_en_ejecucion
from planes.models import VIVAS, AccionConjunta, EstadoDeMedicion, Indicador, Medicion, TrimestreDePlan
from planes.queries.mediciones import SE_MIDEN
from planes.services.archivos import DatosDeFoto, en_el_asiento
from planes.services.evidencia import exigir_que_se_lea
from planes.services.filas import exigir_valida


@en_transaccion
def medir(
    indicador: Indicador,
    *,
    trimestre: int,
    valor: Decimal,
    fecha: dt.date,
    fuente: str,
    acto: Acto,
    documento: Documento | None = None,
    enlace: str = "",
    foto: DatosDeFoto | None = None,
) -> Medicion:
    """Say what an indicator came to on a day of a quarter, by which source, and what shows it.

    What the same party said before of that quarter, and nobody validated yet, is replaced and stays in the history.
    Raises SinPermiso, TransicionNoDeclarada where nothing is measured, CondicionesIncumplidas once the quarter closed,
    DatosInvalidos.
    """
    accion: AccionConjunta = releer(indicador.accion, bloquear(indicador.accion))
    if hecha := ya_hecho(Medicion, accion.expediente, "crear", acto):
        return hecha
    capacidad = puede_medirse(accion, acto)
    quien = acto.institucion_id or capacidad.institucion_id
    if quien is None:
        raise DatosInvalidos(_("Diga por qué institución lo hace."))
    suyo = _trimestre(accion, trimestre)
    _exigir_del_trimestre(suyo, fecha)
    if documento is not None:
        exigir_que_se_lea(accion, documento)
    medicion = Medicion(
        accion=accion,
        indicador=indicador.nombre,
        unidad=indicador.unidad,
        trimestre=suyo,
        valor=valor,
        fecha=fecha,
        fuente=fuente,
        documento=documento,
        enlace=enlace,
        institucion_id=quien,
    )
    exigir_valida(medicion, "accion", "trimestre", "institucion", "corrige", "asiento")
    medicion.corrige = _la_que_corrige(medicion, acto)
    hecho = crear(
        medicion,
        acto=acto,
        capacidad=capacidad,
        accion=accion.pk,
        numero=accion.numero,
        indicador=indicador.nombre,
        trimestre=suyo.n,
        valor=valor,
        corrige=medicion.corrige_id,
        sha256=documento.archivo.sha256 if documento else None,
        **en_el_asiento(foto),
    )
    avisos.al_mover_medicion(hecho.objeto, hecho.asiento, acto)
    return hecho.objeto


def puede_medirse(accion: AccionConjunta, acto: Acto) -> Capacidad:
    """In which capacity somebody measures the indicators of an action. Raises SinPermiso, TransicionNoDeclarada."""
    capacidad = needs("editar", de=RESPONSABLE).capacidad(accion, acto)
    if accion.estado not in SE_MIDEN or not plan_en_ejecucion(accion):
        raise TransicionNoDeclarada(
            _("Los indicadores se miden mientras el plan está en ejecución o en evaluación.")
        )
    return capacidad


def _trimestre(accion: AccionConjunta, n: int) -> TrimestreDePlan:
    """Raises DatosInvalidos for one that the period does not have, CondicionesIncumplidas for one that closed."""
    suyo = next((t for t in fijar_trimestres(accion.plan) if t.n == n), None)
    if suyo is None:
        raise DatosInvalidos(_("El período del plan no tiene ese trimestre."))
    if suyo.esta_cerrado():
        raise CondicionesIncumplidas(
            _("El trimestre %(n)s cerró el %(dia)s: lo medido ya no cambia ni se agrega.")
            % {"n": n, "dia": f"{suyo.cierra:%d/%m/%Y}"}
        )
    return suyo


def _exigir_del_trimestre(trimestre: TrimestreDePlan, fecha: dt.date) -> None:
    if fecha > trimestre.raiz().hoy():
        raise DatosInvalidos(_("Esa fecha todavía no llega: se mide lo que ya ocurrió."))
    if not trimestre.desde <= fecha <= trimestre.hasta:
        raise DatosInvalidos(
            _("El trimestre %(n)s va del %(desde)s al %(hasta)s: diga el valor a un día de él.")
            % {
                "n": trimestre.n,
                "desde": f"{trimestre.desde:%d/%m/%Y}",
                "hasta": f"{trimestre.hasta:%d/%m/%Y}",
            }
        )


def _la_que_corrige(medicion: Medicion, acto: Acto) -> Medicion | None:
    """What was said of it before: returned, or replaced now. Raises DatosInvalidos for what stands."""
    anteriores = Medicion.objects.filter(
        accion=medicion.accion,
        indicador=medicion.indicador,
        unidad=medicion.unidad,
        trimestre=medicion.trimestre,
    ).select_related("institucion")
    viva = anteriores.filter(estado__in=VIVAS).first()
    if viva is None:
        return anteriores.filter(estado=EstadoDeMedicion.DEVUELTA).order_by("-id").first()
    if viva.estado == EstadoDeMedicion.VALIDADA:
        raise DatosInvalidos(
            _("El trimestre %(n)s ya tiene una medición validada: no cambia.") % {"n": medicion.trimestre.n}
        )
    if viva.estado == EstadoDeMedicion.VALIDACION_NO_OBTENIDA:
        raise DatosInvalidos(
            _("La medición del trimestre %(n)s se cerró sin validar: no cambia.")
            % {"n": medicion.trimestre.n}
        )
    if viva.institucion_id != medicion.institucion_id:
        raise DatosInvalidos(
            _("%(institucion)s ya midió ese trimestre: valide su medición o devuélvala.")
            % {"institucion": viva.institucion}
        )
    reemplazo = acto.con(clave=None, hash_mostrado=None, institucion_id=medicion.institucion_id)
    return perform(viva, "reemplazar", acto=reemplazo).objeto
