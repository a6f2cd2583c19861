"""The checklist of a text that is a standard model: with it, an institution may do without its legal opinion."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from convenios.estandar import PUNTOS, cotejar_con_su_modelo
from convenios.models import Convenio, ListaDeComprobacion
from convenios.requeridos import DISPENSABLE, requeridos_de
from convenios.services import lo_pedido
from convenios.services.evaluacion import SE_OPINA
from expedientes.models import Aprobacion, Clase
from expedientes.permissions import needs
from expedientes.services import pronunciarse
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import bloquear, releer
from flujo.transaccion import en_transaccion


@en_transaccion
def comprobar_modelo(convenio: Convenio, puntos: Collection[str], *, acto: Acto) -> Aprobacion:
    """Declare, for one party, that the text is a library model and that each point of the checklist was looked at.

    It counts for that very text: a change asks for the opinion again. Raises SinPermiso, TextoCambiado,
    TransicionNoDeclarada outside evaluation and approval, DatosInvalidos when the text is not the model, still has
    blanks, a point is missing, the last legal opinion was against, or the rules of the institution do not let it stand
    for the opinion.
    """
    actual = releer(convenio, bloquear(convenio))
    if actual.fase not in SE_OPINA or actual.version is None:
        raise TransicionNoDeclarada(
            _("La lista se llena mientras el texto está en evaluación o en aprobación.")
        )
    institucion = acto.institucion_id or needs("comprobar").capacidad(actual, acto).institucion_id
    pedidos = [
        r for r in requeridos_de([actual])[actual.llave] if r.se_dispensa and r.institucion.pk == institucion
    ]
    if not pedidos:
        raise DatosInvalidos(
            _("Las reglas de su institución no dicen que un modelo estándar se exima de la opinión jurídica.")
        )
    if any(pedido.se_opuso for pedido in pedidos):
        raise DatosInvalidos(
            _(
                "La opinión jurídica fue desfavorable: aunque el texto cambie, le toca opinar otra vez a quien la dio."
            )
        )
    cotejo = cotejar_con_su_modelo(actual, actual.version)
    if not cotejo.esta_listo:
        raise DatosInvalidos(
            _("Este texto necesita la opinión jurídica: no es el modelo con sus espacios llenos."),
            *cotejo.distinto,
            *cotejo.por_llenar,
        )
    if set(puntos) != PUNTOS.keys():
        raise DatosInvalidos(
            _("Compruebe cada punto de la lista. Si alguno no se cumple, pida la opinión jurídica.")
        )
    lista = pronunciarse(
        actual,
        Clase.COMPROBACION,
        materia=DISPENSABLE,
        permiso=needs("comprobar"),
        texto=cotejo.nombre,
        acto=acto.con(institucion_id=institucion),
    )
    ListaDeComprobacion.objects.get_or_create(
        aprobacion=lista,
        defaults={"version": actual.version, "modelo": cotejo.nombre, "puntos": sorted(puntos)},
    )
    lo_pedido.cumplir(actual, lista, acto)
    return lista
