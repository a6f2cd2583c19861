"""Freezing what an acta says."""

from django.db.models import Max

from auditoria.canonico import canonico, huella
from flujo.acto import Acto, Capacidad
from flujo.services import asentar_acto, siguiente_id
from seguimiento.acta.contenido import leer
from seguimiento.models import Acta, OrigenDeVersionDeActa, VersionDeActa


def fijar_version(
    acta: Acta, *, origen: OrigenDeVersionDeActa, acto: Acto, capacidad: Capacidad
) -> VersionDeActa:
    """Make what is written now a version, and that version the acta's. What has not changed is the version there is, so
    that whoever approved it has approved it.

    The caller holds the lock of the case file.
    """
    contenido = leer(acta)
    hash_ = huella(contenido)
    if acta.version and acta.version.hash == hash_:
        return acta.version
    n = (acta.versiones.aggregate(n=Max("n"))["n"] or 0) + 1
    version = VersionDeActa(
        id=siguiente_id(VersionDeActa),
        acta=acta,
        n=n,
        contenido=canonico(contenido),
        hash=hash_,
        origen=origen,
    )
    version.asiento = asentar_acto(
        version,
        "fijar_version",
        acto=acto.con(clave=None, hash_mostrado=None, documento=None, fecha_hecho=None),
        capacidad=capacidad,
        datos={"acta": acta.pk, "n": n, "origen": origen.value},
    )
    version.save(force_insert=True)
    acta.version, acta.contenido_hash = version, hash_
    acta.save(update_fields=["version", "contenido_hash"])
    return version
