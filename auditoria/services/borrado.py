"""Erasing what a row says about people, where the law asks for it: the proof stands without it."""

import datetime as dt

from django.db import transaction

from auditoria.models import Asiento
from auditoria.services.asientos import Hecho, asentar

BORRAR = "borrar_datos_personales"


@transaction.atomic
def borrar_datos_personales(
    asiento: Asiento,
    *,
    fecha_hecho: dt.date,
    registra: int | None = None,
    institucion: int | None = None,
    motivo: str = "",
) -> Asiento:
    """Erase names, addresses and motives of one row for good; the row that says so, which names it by its hash.

    The database admits the erasure only in this order. Erasing twice changes nothing and gives the first row that
    says so. Raises ValueError for a row that never held personal data.
    """
    actual = Asiento.objects.select_for_update(no_key=True).get(pk=asiento.pk)  # erasers follow one another
    if actual.sello_personal is None:
        raise ValueError(f"log row {actual.pk} holds no personal data")
    if actual.personal is None:
        return _constancia(actual)
    hecho = Hecho(
        modelo=str(Asiento._meta.label_lower),
        objeto=actual.pk,
        accion=BORRAR,
        fecha_hecho=fecha_hecho,
        registra=registra,
        institucion=institucion if institucion is not None else actual.institucion_id,
        visibilidad=actual.visibilidad,
        datos={"n": actual.n, "hash": bytes(actual.hash).hex()},
    )
    constancia = asentar(actual.cadena_id, hecho, personal={"motivo": motivo} if motivo else None)
    Asiento.objects.filter(pk=actual.pk).update(personal=None, nonce_personal=None)
    return constancia


def _constancia(asiento: Asiento) -> Asiento:
    return Asiento.objects.filter(
        modelo=Asiento._meta.label_lower, objeto=asiento.pk, accion=BORRAR, cadena_id=asiento.cadena_id
    ).earliest("n")
