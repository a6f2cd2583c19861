"""What hangs on a post: its designations in case files, and the deadlines that it answers for, on any day."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from auditoria.services import COMPARTIDA
from expedientes.models import Designacion, Expediente
from expedientes.visibilidad import donde_es_propia
from instituciones.models import Puesto, Usuario
from instituciones.models.puesto import vigente
from instituciones.trabajo import Pendiente, Trabajo
from notificaciones.models import Plazo


def del_puesto(puesto: Puesto, *, visible_para: Usuario, al: dt.date) -> Trabajo:
    """What was pending for the post at the end of a day: in full, of what this account may read as its own.

    Internal deadlines are shown to their party alone: whoever reads other sides, and leaves a trace of it, does so in
    the case file. Four queries, whatever hangs on the post.
    """
    designaciones = list(
        Designacion.objects.filter(vigente(al), puesto=puesto).select_related("expediente").order_by("id")
    )
    plazos = _abiertos_el(puesto, al)
    cadenas = {d.expediente.cadena_id for d in designaciones} | {p.cadena_id for p in plazos}
    visibles = Expediente.objects.visible_to(visible_para).filter(cadena__in=cadenas) if cadenas else ()
    expedientes = {e.cadena_id: e for e in visibles}
    propios = donde_es_propia(visible_para, puesto.institucion_id, [e.pk for e in expedientes.values()])
    filas = [_designado(d) for d in designaciones if d.expediente.cadena_id in expedientes]
    filas += [
        _por_vencer(plazo, expediente)
        for plazo in plazos
        if (expediente := expedientes.get(plazo.cadena_id))
        and (plazo.visibilidad == COMPARTIDA or expediente.pk in propios)
    ]
    return Trabajo(filas=filas, ocultos=len(designaciones) + len(plazos) - len(filas))


def _abiertos_el(puesto: Puesto, al: dt.date) -> list[Plazo]:
    """The deadlines of the post that were open at the end of that day, where the institution lives."""
    zona = ZoneInfo(puesto.institucion.zona_horaria)
    fin = dt.datetime.combine(al + dt.timedelta(days=1), dt.time.min, zona)
    return list(
        Plazo.objects.filter(
            Q(cumplido_at__isnull=True) | Q(cumplido_at__gte=fin),
            Q(anulado_at__isnull=True) | Q(anulado_at__gte=fin),
            puesto=puesto,
            creado_at__lt=fin,
        ).order_by("vence", "id")
    )


def _designado(designacion: Designacion) -> Pendiente:
    expediente = designacion.expediente
    return Pendiente(
        codigo=expediente.codigo,
        titulo=expediente.titulo,
        que=_("Designado: %(rol)s") % {"rol": designacion.get_rol_display()},
        desde=designacion.desde,
        hasta=designacion.hasta,
        url=expediente.get_absolute_url(),
    )


def _por_vencer(plazo: Plazo, expediente: Expediente) -> Pendiente:
    zona = ZoneInfo(plazo.zona_horaria)
    return Pendiente(
        codigo=expediente.codigo,
        titulo=expediente.titulo,
        que=plazo.que_vence,
        desde=plazo.creado_at.astimezone(zona).date(),
        hasta=plazo.vence,
        url=plazo.ruta,
    )
