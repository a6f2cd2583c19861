"""What is still to be measured in plans that run, and what was measured and waits for another party."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from expedientes.espera import Espera
from expedientes.models import Clase, Expediente
from expedientes.permissions import RolDesignado
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.reglas import FechaCalculada
from planes.estados import EstadoDeAccion, EstadoDePlan
from planes.lectura import motivo_de
from planes.models import AccionConjunta, EstadoDeMedicion, Medicion, PlanAnual, TrimestreDePlan
from planes.queries.mediciones import Medida, medidas_de, por_medir

TITULAR = RolDesignado.COORDINADOR_TITULAR.value
UN_DIA = dt.timedelta(days=1)
MEDIR = "medir"
"""What tells, of the waits in an action, those that are for measuring it."""
DeQue = tuple[int, int, str, str]
"""An action, a quarter, and an indicator by its words and its unit."""
Vigentes = Callable[[Expediente], Iterable[Institucion]]
"""The parties in force of a case file, which the caller has read."""


def esperas_de_medicion(planes: Sequence[PlanAnual], vigentes: Vigentes) -> Iterator[Espera]:
    """Measurements to make since a quarter ended and until it closes, and those to validate. In constant queries."""
    en_curso = {
        p.pk: p for p in planes if p.estado in (EstadoDePlan.EN_EJECUCION, EstadoDePlan.EN_EVALUACION)
    }
    if not en_curso:
        return
    trimestres = list(TrimestreDePlan.objects.filter(plan__in=en_curso))
    if not trimestres:
        return
    for trimestre in trimestres:
        trimestre.plan = en_curso[trimestre.plan_id]
    acciones = list(
        AccionConjunta.objects.filter(plan__in=en_curso, indicadores__isnull=False)
        .exclude(estado=EstadoDeAccion.RETIRADA)
        .distinct()
        .prefetch_related("responsables__institucion")
    )
    for accion in acciones:
        accion.plan = en_curso[accion.plan_id]
    medidas = medidas_de(acciones)
    terminados = [t for t in trimestres if t.hasta <= t.raiz().hoy()]
    mediciones = _por_validar_o_devueltas(en_curso)
    devueltas = {_de_que(m): m for m in mediciones if m.estado == EstadoDeMedicion.DEVUELTA}
    for accion, trimestre, faltan in por_medir(medidas, terminados):
        yield from _de_medir(accion, trimestre, faltan, devueltas)
    for medicion in mediciones:
        if medicion.estado == EstadoDeMedicion.PRESENTADA:
            yield from _de_validar(medicion, vigentes)


def _por_validar_o_devueltas(planes: Mapping[int, PlanAnual]) -> list[Medicion]:
    """What is presented, also of an indicator that its plan has no longer, and what was returned, oldest first."""
    filas = Medicion.objects.filter(
        trimestre__plan__in=planes, estado__in=(EstadoDeMedicion.PRESENTADA, EstadoDeMedicion.DEVUELTA)
    )
    leidas = filas.select_related("accion", "trimestre", "institucion", "asiento")
    mediciones = list(leidas.order_by("fecha", "pk"))
    for medicion in mediciones:
        medicion.accion.plan = medicion.trimestre.plan = planes[medicion.trimestre.plan_id]
    return mediciones


def _de_que(medicion: Medicion) -> DeQue:
    return medicion.accion_id, medicion.trimestre_id, medicion.indicador, medicion.unidad


def _por_que_se_mide(
    trimestre: TrimestreDePlan, faltan: Sequence[Medida], devueltas: Mapping[DeQue, Medicion]
) -> str:
    """What is missing, and of what was returned why."""
    cuales = ", ".join(medida.indicador.nombre for medida in faltan)
    frases = [_("El trimestre terminó y falta el valor de: %(cuales)s.") % {"cuales": cuales}]
    for medida in faltan:
        uno = medida.indicador
        devuelta = devueltas.get((medida.accion.pk, trimestre.pk, uno.nombre, uno.unidad))
        if devuelta and (motivo := motivo_de(devuelta)):
            frases.append(
                _("Se devolvió la medición de «%(indicador)s»: %(motivo)s")
                % {"indicador": uno.nombre, "motivo": motivo}
            )
    return " ".join(frases)


def _de_medir(
    accion: AccionConjunta,
    trimestre: TrimestreDePlan,
    faltan: Sequence[Medida],
    devueltas: Mapping[DeQue, Medicion],
) -> Iterator[Espera]:
    datos = {"n": accion.numero, "nombre": accion.nombre, "trimestre": trimestre.n}
    for responsable in accion.responsables.all():
        yield Espera(
            objeto=accion,
            institucion=responsable.institucion,
            rol=TITULAR,
            puestos=(responsable.puesto_id,) if responsable.puesto_id else (),
            lo_que=frase(
                lambda: _("Medir el trimestre %(trimestre)s de la acción %(n)s: %(nombre)s") % datos
            ),
            el_porque=frase(lambda: _por_que_se_mide(trimestre, faltan, devueltas)),
            desde=trimestre.hasta + UN_DIA,
            hasta=trimestre.cierra,
            frase_del_plazo=FechaCalculada.de_json(trimestre.calculo).frase(),
            materia=MEDIR,
        )


def _de_validar(medicion: Medicion, vigentes: Vigentes) -> Iterator[Espera]:
    otras = [i for i in vigentes(medicion.expediente) if i.pk != medicion.institucion_id]
    datos = {
        "indicador": medicion.indicador,
        "n": medicion.trimestre.n,
        "quien": medicion.institucion,
    }
    for institucion in otras:
        yield Espera(
            objeto=medicion,
            institucion=institucion,
            rol=TITULAR,
            lo_que=frase(lambda: _("Validar la medición de «%(indicador)s», trimestre %(n)s") % datos),
            el_porque=frase(lambda: _("La midió %(quien)s; la valida otra parte.") % datos),
            desde=medicion.fecha,
            clase=Clase.VERIFICACION,
        )
    if not otras:
        yield Espera(
            objeto=medicion,
            institucion=medicion.institucion,
            rol=TITULAR,
            lo_que=frase(
                lambda: _("Cerrar sin validar la medición de «%(indicador)s», trimestre %(n)s") % datos
            ),
            el_porque=frase(lambda: _("Ninguna otra parte del expediente puede validarla.")),
            desde=medicion.fecha,
        )
