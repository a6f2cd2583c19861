"""The book of actas of a body: each signed acta in its order, with its folios; and the copies that are handed out."""

from collections.abc import Collection

from django.db.models import Max
from django.utils.translation import gettext as _

from documentos import almacen
from documentos.models import Archivo
from documentos.puerta import folios
from documentos.services import pedir_papel
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, TransicionNoDeclarada
from flujo.services import acto_repetido, asentar_acto, bloquear, perform, releer
from flujo.transaccion import en_transaccion
from seguimiento.models import Acta, EstadoDeActa
from seguimiento.permissions import SECRETARIA
from seguimiento.services.actas.firmas import exigir_papel_firmado

PARA_INVITADOS, LIBRO = "acta_para_invitados", "libro_de_actas"
"""The kinds of paper: the copy for guests, and the book itself."""


def incorporar_al_libro(acta: Acta, *, acto: Acto) -> Acta:
    """Give a signed acta its order in the book of its body and as many folios as its paper has pages, without gaps.

    Raises what `perform` raises, and CondicionesIncumplidas when its paper is not found.
    """
    archivo = exigir_papel_firmado(acta).archivo_actual() if acta.estado != EstadoDeActa.APROBADA else None
    return _incorporar(
        acta, archivo, _paginas(archivo) if archivo else 1, acto=acto
    )  # counted outside the lock


def _paginas(archivo: Archivo) -> int:
    with almacen.abrir(archivo.sha256) as contenido:
        return folios.contar(contenido, archivo.medio) or 1


@en_transaccion
def _incorporar(acta: Acta, archivo: Archivo | None, paginas: int, *, acto: Acto) -> Acta:
    actual = releer(acta, bloquear(acta))
    if acto_repetido(actual, actual.expediente, "incorporar_al_libro", acto):
        return actual
    SECRETARIA.capacidad(actual, acto)
    if actual.estado != EstadoDeActa.FIRMADA or archivo is None:
        raise TransicionNoDeclarada(_("Al libro entra un acta que ya firmaron todos."))
    if exigir_papel_firmado(actual).archivo_actual().sha256 != archivo.sha256:
        raise CondicionesIncumplidas(_("El papel cambió mientras tanto. Vuelva a intentarlo."))
    ultimo = Acta.objects.filter(organo=actual.organo_id).aggregate(n=Max("libro"), folio=Max("folio_hasta"))
    desde = (ultimo["folio"] or 0) + 1
    return perform(
        actual,
        "incorporar_al_libro",
        acto=acto.con(hash_mostrado=None),
        libro=(ultimo["n"] or 0) + 1,
        folio_desde=desde,
        folio_hasta=desde + paginas - 1,
        fecha=actual.expediente.hoy(),
    ).objeto


@en_transaccion
def distribuir(acta: Acta, *, acto: Acto, reservados: Collection[int] = ()) -> Acta:
    """Hand it out: members present and absent are told; guests have a copy without the `reservados`, paragraphs by
    their key, which says what it leaves out. The signed original stays one.

    Raises what `perform` raises.
    """
    actual = releer(acta, bloquear(acta))
    if acto_repetido(actual, actual.expediente, "distribuir", acto):
        return actual
    capacidad = SECRETARIA.capacidad(actual, acto)
    if actual.estado != EstadoDeActa.INCORPORADA_AL_LIBRO:
        raise TransicionNoDeclarada(_("Se distribuye un acta que ya está en el libro."))
    actual.parrafos.filter(es_reservado=True).exclude(pk__in=reservados).update(es_reservado=False)
    omitidos = actual.parrafos.filter(pk__in=reservados).update(es_reservado=True)
    asentar_acto(
        actual,
        "preparar_copia_para_invitados",
        acto=acto.con(clave=None, hash_mostrado=None),
        capacidad=capacidad,
        datos={"omitidos": omitidos},
    )
    hecha = perform(
        actual, "distribuir", acto=acto.con(hash_mostrado=None), fecha=actual.expediente.hoy()
    ).objeto
    pedir_papel(hecha, PARA_INVITADOS, acto=Acto(registra=None))
    return hecha
