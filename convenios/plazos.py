"""Until when each thing that a text requires is due, by the rules and the country of the institution that owes it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios.models import Instrumento
from convenios.requeridos import Requerido, ocasion
from expedientes.models import Aprobacion, Clase
from expedientes.oficinas import oficinas_de
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.queries import Lugar, calendarios_de
from notificaciones.reglas import Calendario, Lapso, Reglas, SinReglas, reglas_de, vencimiento
from notificaciones.services import abrir_plazos, anular_plazos, cumplir_plazo, preparar_plazo

OPINION, APROBACION = "opinion", "aprobacion"
"""The kinds of these deadlines: of an opinion; of a V°B°, an approval or a signature."""


def abrir(instrumento: Instrumento, requeridos: Sequence[Requerido], asiento: Asiento) -> list[Plazo]:
    """Open the deadline of each thing that the current text lacks since `asiento`.

    Each time that it is asked for is an occasion of its own, and `anular` ends the one before.
    """
    faltan = [r for r in requeridos if r.se_debe]
    if not faltan:
        return []
    texto = instrumento.version.fecha if instrumento.version else dt.date.min
    desde = max(instrumento.asiento.fecha_hecho, asiento.fecha_hecho, texto)
    deben = [r.institucion for r in faltan]
    reglas = reglas_y_calendarios(deben, instrumento.expediente.pais_de_reglas, desde)
    plazos = [_plazo(instrumento, r, asiento, desde, *reglas[r.institucion.pk]) for r in faltan]
    abrir_plazos(plazos)
    return plazos


def anular(instrumento: Instrumento, motivo: str) -> None:
    """Nothing that was asked for until now is due any more."""
    for tipo in (OPINION, APROBACION):
        anular_plazos(instrumento._meta.label_lower, instrumento.pk, tipo, motivo=motivo)


def clase_y_materia(plazo: Plazo) -> tuple[str, str]:
    """Class and matter of what falls due; of a V°B°, the mark of its area."""
    _institucion, clase, materia, *_resto = plazo.ocasion.split(":")
    return clase, materia


def _plazo(
    instrumento: Instrumento,
    requerido: Requerido,
    asiento: Asiento,
    desde: dt.date,
    reglas: Reglas,
    calendario: Calendario,
) -> Plazo:
    expediente, institucion = instrumento.expediente, requerido.institucion
    puestos = requerido.puestos or [
        o.puesto_id
        for o in oficinas_de(expediente)
        if (o.institucion_id, o.rol) == (institucion.pk, requerido.rol)
    ]
    return preparar_plazo(
        cadena=expediente.cadena_id,
        modelo=instrumento._meta.label_lower,
        objeto=instrumento.pk,
        tipo=OPINION if requerido.clase == Clase.OPINION else APROBACION,
        ocasion=f"{requerido.ocasion}:{asiento.pk}",
        asunto=frase(
            lambda: _("%(que)s de %(institucion)s") % {"que": requerido.nombre, "institucion": institucion}
        ),
        referencia=str(expediente),
        ruta=instrumento.get_absolute_url(),
        institucion_id=institucion.pk,
        puesto_id=min(puestos, default=None),
        zona_horaria=expediente.zona_horaria,
        calculo=vencimiento(desde, Lapso.habiles(requerido.dias), reglas=reglas, calendario=calendario),
        calendario=calendario,
    )


def reglas_y_calendarios(
    instituciones: Iterable[Institucion], pais_del_expediente: str, dia: dt.date
) -> dict[int, tuple[Reglas, Calendario]]:
    """Of each institution's own country and region; where its rules are not known, of the case file's country."""
    suyos = {i.pk: reglas_y_lugar(i, pais_del_expediente, dia) for i in instituciones}
    calendarios = calendarios_de(lugar for _reglas, lugar in suyos.values())
    return {pk: (reglas, calendarios[lugar]) for pk, (reglas, lugar) in suyos.items()}


def reglas_y_lugar(institucion: Institucion, pais_del_expediente: str, dia: dt.date) -> tuple[Reglas, Lugar]:
    """The rules of an institution on a day, and the place whose calendar it keeps."""
    try:
        return reglas_de(institucion.pais, al=dia), (institucion.pais, institucion.region, institucion.pk)
    except SinReglas:
        return reglas_de(pais_del_expediente, al=dia), (pais_del_expediente, "", institucion.pk)


def cumplir(instrumento: Instrumento, aprobacion: Aprobacion) -> None:
    """What was owed was given: its deadline is met."""
    puesto = aprobacion.puesto_id if aprobacion.clase == Clase.FIRMA else None
    clase = Clase.OPINION if aprobacion.clase == Clase.COMPROBACION else aprobacion.clase  # it stands for one
    de = ocasion(aprobacion.institucion_id, clase, aprobacion.materia, puesto)
    for plazo in Plazo.objects.abiertos().filter(
        modelo=instrumento._meta.label_lower,
        objeto=instrumento.pk,
        tipo__in=(OPINION, APROBACION),
        ocasion__startswith=f"{de}:",
    ):
        cumplir_plazo(plazo)
