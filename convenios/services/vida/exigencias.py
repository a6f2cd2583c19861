"""What every act of a signed agreement demands of what comes with it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convenios.models import Causal, Convenio, Suspension
from documentos.models import Documento
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from flujo.textos import exigir_legible
from instituciones.models import Institucion

MAXIMO_DE_MOTIVO = 5_000


def exigir_del_expediente(convenio: Convenio, documento: Documento, acto: Acto) -> Documento:
    """A paper of this very case file that the person may read. Raises DatosInvalidos."""
    legibles = Documento.objects.filter(pk=documento.pk, expediente=convenio.expediente)
    if acto.registra:
        legibles = legibles.visible_to(acto.registra)
    if not legibles.exists():
        raise DatosInvalidos(_("Ese documento no está en este expediente, o usted no puede leerlo."))
    return documento


def exigir_parte(convenio: Convenio, institucion: Institucion | None) -> Institucion | None:
    """An institution, if one is named, that is or was a party. Raises DatosInvalidos."""
    if institucion and not convenio.expediente.participaciones.filter(institucion=institucion).exists():
        raise DatosInvalidos(
            _("%(institucion)s no es parte de este convenio.") % {"institucion": institucion}
        )
    return institucion


def exigir_motivo(motivo: str, maximo: int, *, obligatorio: bool = True) -> str:
    """The motive as it is kept. Raises DatosInvalidos."""
    limpio = exigir_legible(_("el motivo"), motivo, maximo=maximo)
    if obligatorio and not limpio:
        raise DatosInvalidos(_("Escriba el motivo."))
    return limpio


def exigir_valida(objeto: Suspension | Causal) -> None:
    """In sentences, what its values or constraints refuse: the constraints of each cause say what it cannot lack.

    Raises DatosInvalidos.
    """
    vacios = [
        campo.name for campo in objeto._meta.fields if campo.null and campo.value_from_object(objeto) is None
    ]
    try:
        objeto.clean_fields(exclude=["asiento", *vacios])
        objeto.validate_constraints(exclude=["asiento"])
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error
