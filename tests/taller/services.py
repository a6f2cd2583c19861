"""What is done to a workpiece besides moving it."""

from expedientes.models import Clase, Expediente
from expedientes.permissions import needs
from expedientes.services import pronunciarse
from flujo.acto import SISTEMA, Acto
from flujo.errors import CondicionesIncumplidas
from flujo.services import asentar_acto, bloquear, crear, perform, releer
from flujo.transaccion import en_transaccion
from tests.taller.models import Estado, Pieza


def hacer(expediente: Expediente, *, texto: str = "Una mesa.", medidas: str = "2 × 1 m") -> Pieza:
    return crear(
        Pieza(expediente=expediente, texto=texto, medidas=medidas),
        acto=Acto(registra=None),
        capacidad=SISTEMA,
    ).objeto


@en_transaccion
def escribir(pieza: Pieza, *, acto: Acto, **campos: str) -> Pieza:
    """Change the text, the measures or the note; the log keeps the hash of what then is the content."""
    actual = releer(pieza, bloquear(pieza))
    capacidad = needs("editar").capacidad(actual, acto)
    for nombre, valor in campos.items():
        setattr(actual, nombre, valor)
    asentar_acto(actual, "escribir", acto=acto, capacidad=capacidad)
    actual.save(update_fields=list(campos))
    return actual


@en_transaccion
def aprobar(pieza: Pieza, *, acto: Acto) -> Pieza:
    """One party's approval of the text it was shown; the last one moves the workpiece."""
    return _pronunciarse_y_mover(pieza, Clase.APROBACION, Estado.PROPUESTA, "dar_por_aprobada", acto)


@en_transaccion
def firmar(pieza: Pieza, *, acto: Acto) -> Pieza:
    """One party's in-application signature of the text it was shown; the last one moves the workpiece."""
    return _pronunciarse_y_mover(pieza, Clase.FIRMA, Estado.APROBADA, "dar_por_firmada", acto)


def _pronunciarse_y_mover(pieza: Pieza, clase: str, en: str, siguiente: str, acto: Acto) -> Pieza:
    verbo = {Clase.APROBACION: "aprobar", Clase.FIRMA: "firmar"}[Clase(clase)]
    pronunciarse(pieza, clase, permiso=needs(verbo), acto=acto)
    actual = Pieza.objects.get(pk=pieza.pk)
    if actual.estado != en:
        return actual
    try:
        return perform(actual, siguiente, acto=acto.con(clave=None)).objeto
    except CondicionesIncumplidas:
        return actual  # the other party's is missing: this one waits for it
