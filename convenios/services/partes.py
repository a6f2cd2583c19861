"""Who the parties are is a term of the agreement."""

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios import avisos
from convenios.models import Convenio
from expedientes.models import Expediente, Participacion
from expedientes.permissions import needs
from expedientes.services import incorporar
from flujo.acto import Acto
from flujo.errors import TransicionNoDeclarada
from flujo.services import bloquear, releer
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion


@en_transaccion
def incorporar_parte(expediente: Expediente, institucion: Institucion, *, acto: Acto) -> Participacion:
    """Add a party to a case file. Opinions on its agreement that were given before become stale.

    Raises what `incorporar` raises, and TransicionNoDeclarada when the state no longer admits changes of the terms.
    """
    raiz = bloquear(expediente)
    convenio = Convenio.objects.filter(expediente=raiz).first()
    if convenio and not convenio.admite_cambios:
        raise TransicionNoDeclarada(_("En este estado ya no se incorporan partes."))
    participacion = incorporar(raiz, institucion, acto=acto)
    if convenio and convenio.version_id:
        actual = releer(convenio, bloquear(expediente))
        actual.contenido_hash = Convenio.TERMINOS.hash(actual)
        actual.save(update_fields=["contenido_hash"])
        avisos.al_cambiar_texto(actual, _asiento_de(participacion), acto)
    return participacion


@en_transaccion
def incorporar_por_adenda(expediente: Expediente, institucion: Institucion, *, acto: Acto) -> Participacion:
    """A signed addendum lets a party in. Raises what `expedientes.services.incorporar` raises."""
    raiz = bloquear(expediente)
    return incorporar(raiz, institucion, acto=acto, permiso=needs("numerar"))


def _asiento_de(participacion: Participacion) -> Asiento:
    return Asiento.objects.get(
        modelo=participacion._meta.label_lower, objeto=participacion.pk, accion="incorporar"
    )
