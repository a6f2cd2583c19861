"""Posts, and who occupies them: history is ended and continued, never overwritten."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Calidad, Institucion, Ocupacion, Persona, Puesto
from instituciones.permissions import administrar
from instituciones.services.escritura import (
    cambiar,
    exigir_lo_visto,
    guardar,
    releer,
    ya_hecho,
)

EDITABLES = ("nombre", "unidad", "esta_activo")
UN_DIA = dt.timedelta(days=1)
MAXIMO_DE_RESOLUCION = 200
REEMPLAZOS = [Calidad.ENCARGADO, Calidad.SUBROGANTE]
TITULARIDAD = [Calidad.TITULAR, Calidad.VACANTE]


@en_transaccion
def crear_puesto(institucion: Institucion, *, nombre: str, acto: Acto, unidad: str = "") -> Puesto:
    """Add a post to an institution. Raises SinPermiso or DatosInvalidos."""
    actual = bloquear(institucion)
    capacidad = administrar.capacidad(actual, acto)
    if previo := ya_hecho(Puesto, actual, "crear_puesto", acto):
        return previo
    puesto = guardar(Puesto(institucion=actual, nombre=nombre.strip(), unidad=unidad.strip()))
    asentar_acto(
        puesto, "crear_puesto", acto=acto, capacidad=capacidad, personal={"en_puesto": puesto.nombre}
    )
    return puesto


@en_transaccion
def editar_puesto(puesto: Puesto, *, acto: Acto, visto: int | None = None, **datos: Any) -> Puesto:
    """Rename a post or its unit, or mark it as no longer existing. Raises SinPermiso or DatosInvalidos."""
    institucion = bloquear(puesto)
    capacidad = administrar.capacidad(institucion, acto)
    actual = releer(puesto)
    exigir_lo_visto(actual, visto)
    cambios = cambiar(actual, datos, editables=EDITABLES)
    if cambios:
        asentar_acto(
            actual,
            "editar_puesto",
            acto=acto,
            capacidad=capacidad,
            datos={"campos": sorted(cambios)},
            personal={"en_puesto": actual.nombre, "cambios": cambios},
        )
    return actual


@en_transaccion
def ocupar_puesto(
    puesto: Puesto,
    *,
    calidad: str,
    desde: dt.date,
    resolucion: str,
    acto: Acto,
    persona: Persona | None = None,
    hasta: dt.date | None = None,
) -> Ocupacion:
    """Record one occupation of a post, present, past or to come, where nobody else stands.

    To replace who is there, `trasladar_puesto`. Raises SinPermiso or DatosInvalidos.
    """
    institucion = bloquear(puesto)
    capacidad = administrar.capacidad(institucion, acto)
    if previa := ya_hecho(Ocupacion, institucion, "ocupar", acto):
        return previa
    return _ocupar(
        releer(puesto),
        persona=persona,
        calidad=calidad,
        desde=desde,
        hasta=hasta,
        resolucion=resolucion,
        acto=acto,
        capacidad=capacidad,
    )


@en_transaccion
def terminar_ocupacion(
    ocupacion: Ocupacion, *, hasta: dt.date, acto: Acto, resolucion: str = ""
) -> Ocupacion:
    """End an occupation on a day, its last. What ended is never moved. Raises SinPermiso or DatosInvalidos."""
    institucion = bloquear(ocupacion)
    capacidad = administrar.capacidad(institucion, acto)
    if previa := ya_hecho(Ocupacion, institucion, "terminar_ocupacion", acto):
        return previa
    return _terminar(releer(ocupacion), hasta=hasta, resolucion=resolucion, acto=acto, capacidad=capacidad)


@en_transaccion
def trasladar_puesto(
    puesto: Puesto,
    *,
    calidad: str,
    desde: dt.date,
    resolucion: str,
    acto: Acto,
    persona: Persona | None = None,
    hasta: dt.date | None = None,
    visto: int | None = None,
) -> Ocupacion:
    """Give the post to somebody else by one resolution: from `desde` on, all that hangs on the post is theirs.

    A new titular ends the present titular, vacancy or replacement; a vacancy ends the titular; an encargado or
    subrogante ends the previous replacement and leaves the titular in place. Nothing moves before `desde`. `visto` is
    the last log row of the chain when the preview was made. Raises SinPermiso or DatosInvalidos.
    """
    institucion = bloquear(puesto)
    capacidad = administrar.capacidad(institucion, acto)
    if previa := ya_hecho(Ocupacion, institucion, "ocupar", acto):
        return previa
    exigir_ocupantes_vistos(puesto, visto)
    actual = releer(puesto)
    if not actual.esta_activo:
        raise DatosInvalidos(_("El puesto ya no existe: reactívelo antes de ocuparlo."))
    for saliente in salientes(actual, calidad=calidad, desde=desde):
        if saliente.desde >= desde:
            raise DatosInvalidos(
                _("%(quien)s ocupa el puesto desde el %(dia)s: la nueva ocupación tiene que empezar después.")
                % {
                    "quien": saliente.persona or saliente.get_calidad_display(),
                    "dia": f"{saliente.desde:%d/%m/%Y}",
                }
            )
        _terminar(
            saliente,
            hasta=desde - UN_DIA,
            resolucion=resolucion,
            acto=acto.con(clave=None),
            capacidad=capacidad,
        )
    return _ocupar(
        actual,
        persona=persona,
        calidad=calidad,
        desde=desde,
        hasta=hasta,
        resolucion=resolucion,
        acto=acto,
        capacidad=capacidad,
    )


def salientes(puesto: Puesto, *, calidad: str, desde: dt.date) -> list[Ocupacion]:
    """The occupations that a new one of that kind would end: those that reach `desde` or go beyond it."""
    terminan = {
        Calidad.TITULAR.value: [*TITULARIDAD, *REEMPLAZOS],
        Calidad.VACANTE.value: TITULARIDAD,
    }.get(calidad, REEMPLAZOS)
    return list(
        puesto.ocupaciones.filter(Q(hasta__isnull=True) | Q(hasta__gte=desde), calidad__in=terminan)
        .filter(desde__lte=max(desde, puesto.institucion.hoy()))
        .select_related("persona")
        .order_by("desde", "id")
    )


def exigir_ocupantes_vistos(puesto: Puesto, visto: int | None) -> None:
    """Refuse when an occupation of the post was recorded or ended after the page was made."""
    if visto is None:
        return
    posteriores = Asiento.objects.filter(
        cadena_id=puesto.institucion.cadena_id,
        modelo=Ocupacion._meta.label_lower,
        objeto__in=puesto.ocupaciones.values("pk"),
        n__gt=visto,
    )
    if posteriores.exists():
        raise DatosInvalidos(
            _("La ocupación del puesto cambió desde que usted abrió la página. Ábrala otra vez y revise.")
        )


def _ocupar(
    puesto: Puesto,
    *,
    persona: Persona | None,
    calidad: str,
    desde: dt.date,
    hasta: dt.date | None,
    resolucion: str,
    acto: Acto,
    capacidad: Capacidad,
) -> Ocupacion:
    if persona and not persona.esta_activa:
        raise DatosInvalidos(_("Esa persona está desactivada: no puede ocupar un puesto."))
    if (calidad == Calidad.VACANTE) != (persona is None):
        raise DatosInvalidos(
            _("Un puesto vacante no tiene persona; en cualquier otra calidad, diga quién lo ocupa.")
        )
    ocupacion = guardar(
        Ocupacion(
            puesto=puesto,
            persona=persona,
            calidad=calidad,
            desde=desde,
            hasta=hasta,
            resolucion=resolucion.strip(),
        )
    )
    asentar_acto(
        ocupacion,
        "ocupar",
        acto=acto,
        capacidad=capacidad,
        datos={
            "en_puesto": puesto,
            "persona": persona,
            "calidad": calidad,
            "desde": desde,
            "hasta": hasta,
        },
        personal={
            "en_puesto": puesto.nombre,
            "persona": str(persona or ""),
            "resolucion": ocupacion.resolucion,
        },
    )
    return ocupacion


def _terminar(
    ocupacion: Ocupacion, *, hasta: dt.date, resolucion: str, acto: Acto, capacidad: Capacidad
) -> Ocupacion:
    hoy = ocupacion.raiz().hoy()
    if ocupacion.hasta and (ocupacion.hasta < hoy or hasta > ocupacion.hasta):
        raise DatosInvalidos(
            _("Esa ocupación termina el %(dia)s: lo que terminó no se mueve, se continúa con otra ocupación.")
            % {"dia": f"{ocupacion.hasta:%d/%m/%Y}"}
        )
    resolucion = exigir_legible(_("la resolución"), resolucion, maximo=MAXIMO_DE_RESOLUCION)
    ocupacion.hasta = hasta
    guardar(ocupacion)
    asentar_acto(
        ocupacion,
        "terminar_ocupacion",
        acto=acto,
        capacidad=capacidad,
        datos={"en_puesto": ocupacion.puesto_id, "persona": ocupacion.persona_id, "hasta": hasta},
        personal={
            "en_puesto": ocupacion.puesto.nombre,
            "persona": str(ocupacion.persona or ""),
            "resolucion": resolucion,
        },
    )
    return ocupacion
