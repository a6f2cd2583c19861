"""What shows that a commitment was met."""

from django.utils.translation import gettext as _

from documentos.models import Documento
from expedientes.permissions import needs
from expedientes.services.inscripcion import inscribir
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import bloquear, releer
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import ya_hecho
from seguimiento.models import Compromiso, Evidencia

PRESENTAR = "presentar_evidencia"


@en_transaccion
def presentar_evidencia(
    compromiso: Compromiso, *, prueba: str, acto: Acto, documento: Documento | None = None, enlace: str = ""
) -> Evidencia:
    """Add a paper of the case file, or a link, and say what it proves. Any party may; it is never edited.

    The same act again gives the same evidence. Raises SinPermiso, CondicionesIncumplidas when the commitment is closed,
    DatosInvalidos for a paper that whoever verifies could not read.
    """
    expediente = bloquear(compromiso)
    if hecha := ya_hecho(Evidencia, expediente, PRESENTAR, acto):
        return hecha
    actual = releer(compromiso, expediente)
    capacidad = needs("editar").capacidad(actual, acto)
    if not actual.esta_abierto:
        raise CondicionesIncumplidas(_("Este compromiso está cerrado: ya no recibe evidencias."))
    evidencia = Evidencia(
        compromiso=actual,
        institucion=Institucion.objects.get(pk=acto.institucion_id or capacidad.institucion_id or 0),
        documento=documento,
        enlace=enlace.strip(),
        prueba=exigir_legible(_("lo que prueba"), prueba, maximo=1000),
        presentada_el=expediente.hoy(),
    )
    _exigir_legible_por_quien_verifica(evidencia)
    return inscribir(
        evidencia,
        PRESENTAR,
        acto=acto.con(institucion_id=evidencia.institucion_id),
        capacidad=capacidad,
        datos={
            "compromiso": actual.numero,
            "documento_presentado": documento.pk if documento else None,
            "archivo_presentado": documento.archivo.sha256 if documento else None,
            "texto": evidencia.prueba,
            "nota": evidencia.enlace,
        },
    )


def _exigir_legible_por_quien_verifica(evidencia: Evidencia) -> None:
    documento = evidencia.documento
    if documento is None:
        return
    if documento.expediente_id != evidencia.compromiso.expediente_id:
        raise DatosInvalidos(_("Ese documento es de otro expediente."))
    if not documento.esta_compartido:
        raise DatosInvalidos(
            _(
                "El documento «%(titulo)s» es interno: compártalo primero, para que quien verifica pueda leerlo."
            )
            % {"titulo": documento.titulo}
        )
