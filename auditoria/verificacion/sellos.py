"""The history of seals is the one that the log tells."""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from auditoria.canonico import canonico
from auditoria.models import Asiento, LlaveDeSello
from auditoria.verificacion.hallazgo import Hallazgo


def comprobar_sellos() -> Iterator[Hallazgo]:
    """The first key of which the table says something else than its last log row, or that is there no more.

    Keys that are older than the history have no row: the closings that they signed speak for them.
    """
    llaves = {llave.pk: llave for llave in LlaveDeSello.objects.all()}
    ultimos = Asiento.objects.filter(modelo=LlaveDeSello._meta.label_lower).order_by("objeto", "-n")
    for asiento in ultimos.distinct("objeto"):
        llave = llaves.get(asiento.objeto)
        if llave and canonico(llave.datos()) == canonico(json.loads(asiento.cuerpo)["datos"]):
            continue
        yield Hallazgo(
            comprobacion="sellos",
            que=_("el sello no es el que dice la bitácora")
            if llave
            else _("falta el sello del que habla la bitácora"),
            objeto=f"{LlaveDeSello._meta.label_lower} {asiento.objeto}",
            asiento=asiento.pk,
        )
        return
