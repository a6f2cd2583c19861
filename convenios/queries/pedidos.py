"""What a text still requires of each party, and until when."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from django.utils.translation import gettext as _

from convenios.models import Fase, Instrumento
from convenios.models.instrumento import Llave
from convenios.requeridos import Requerido
from expedientes.espera import Espera
from expedientes.models import Clase, Visibilidad
from notificaciones.idiomas import frase
from notificaciones.models import Plazo

CON_PEDIDOS = frozenset({Fase.EVALUACION, Fase.APROBACION, Fase.FIRMA})

Plazos = Mapping[tuple[Llave, str], Plazo]
"""Open deadlines by instrument and occasion."""


def plazos_de(instrumentos: Sequence[Instrumento]) -> Plazos:
    """The open deadlines of what these instruments require; of several texts, the latest."""
    if not instrumentos:
        return {}
    llaves = {i.llave for i in instrumentos}
    filas = Plazo.objects.abiertos().filter(
        modelo__in={m for m, _pk in llaves},
        objeto__in={pk for _m, pk in llaves},
        tipo__in=("opinion", "aprobacion"),
    )
    return por_ocasion(p for p in filas if (p.modelo, p.objeto) in llaves)


def por_ocasion(plazos: Iterable[Plazo]) -> Plazos:
    """Deadlines by instrument and what is owed; of several texts, the latest."""
    return {
        ((p.modelo, p.objeto), p.ocasion.rpartition(":")[0]): p
        for p in sorted(plazos, key=lambda p: (p.vence, p.pk or 0))
    }


def pedidas(instrumento: Instrumento, requeridos: Sequence[Requerido], plazos: Plazos) -> list[Espera]:
    """What is still owed in the present phase. Signatures are asked for when everything before them is given."""
    esperas = []
    for requerido in requeridos:
        if not requerido.se_debe or not se_pide(instrumento, requerido):
            continue
        plazo = plazos.get((instrumento.llave, requerido.ocasion))
        esperas.append(
            Espera(
                objeto=instrumento,
                institucion=requerido.institucion,
                rol=requerido.rol,
                clase=requerido.clase,
                materia=requerido.materia,
                puestos=requerido.puestos,
                lo_que=frase(partial(_que_se_pide, requerido)),
                el_porque=frase(partial(_por_que_se_pide, requerido)),
                desde=max(
                    instrumento.asiento.fecha_hecho,
                    instrumento.version.fecha if instrumento.version else dt.date.min,
                ),
                hasta=plazo.vence if plazo else None,
                frase_del_plazo=plazo.como_se_conto if plazo else "",
            )
        )
    return esperas


def se_pide(instrumento: Instrumento, requerido: Requerido) -> bool:
    """Whether the present phase asks for it: an approval is not yet asked for while the text is evaluated."""
    if requerido.clase == Clase.OPINION:
        return instrumento.fase in (Fase.EVALUACION, Fase.APROBACION)
    if requerido.clase == Clase.FIRMA:
        return instrumento.fase == Fase.FIRMA
    return instrumento.fase == Fase.APROBACION


def _que_se_pide(requerido: Requerido) -> str:
    match requerido.clase:
        case Clase.OPINION if requerido.caduca:
            return _("Ratificar o cambiar la %(opinion)s") % {"opinion": requerido.en_frase}
        case Clase.OPINION:
            return _("Dar la %(opinion)s") % {"opinion": requerido.en_frase}
        case Clase.VISTO_BUENO if requerido.caduca:
            return _("Ratificar el %(visto_bueno)s") % {"visto_bueno": requerido.en_frase}
        case Clase.VISTO_BUENO:
            return _("Dar el %(visto_bueno)s") % {"visto_bueno": requerido.en_frase}
        case Clase.APROBACION if requerido.caduca:
            return _("Aprobar otra vez el texto, que cambió")
        case Clase.APROBACION:
            return _("Aprobar el texto")
        case _:
            return _("Firmar")


def _por_que_se_pide(requerido: Requerido) -> str:
    de = {"institucion": requerido.institucion}
    if requerido.caduca:
        return _("El texto cambió después de lo que dijo %(institucion)s, que ya no cuenta.") % de
    if requerido.contestada and requerido.contestada.visibilidad == Visibilidad.COMPARTIDA:
        # of an internal one it does not tell that it is contested: everybody may read this
        return _("%(institucion)s contestó lo que se registró por documento, que no cuenta.") % de
    match requerido.clase:
        case Clase.OPINION:
            return _("Las reglas de %(institucion)s exigen esta opinión sobre el texto actual.") % de
        case Clase.VISTO_BUENO:
            return _("Las reglas de %(institucion)s exigen el visto bueno de esta área.") % de
        case Clase.APROBACION:
            return _("Cada parte aprueba el mismo texto antes de firmarlo: falta %(institucion)s.") % de
        case _:
            return _("Todas las partes aprobaron este texto: falta la firma de %(institucion)s.") % de
