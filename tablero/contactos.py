"""The contacts that somebody said they would make: part of the desk."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from expedientes.mirada import mirada_de
from expedientes.models import Expediente, Gestion
from instituciones.fechas import hoy_en
from instituciones.models import Institucion, Usuario

CON_ANTELACION = dt.timedelta(days=7)
"""How long before its day a contact is on the desk."""
MAXIMO = 300


@dataclass(frozen=True)
class Contacto:
    """A contact to be made, told as a `convenios.queries.Espera`: what, why, since when, until when, and where."""

    gestion: Gestion

    @property
    def expediente(self) -> Expediente:
        return self.gestion.expediente

    @property
    def institucion(self) -> Institucion:
        return self.gestion.institucion

    @property
    def que(self) -> str:
        return _("Volver a contactar: %(quien)s") % {"quien": self.gestion.con_quien}

    @property
    def por_que(self) -> str:
        return self.gestion.resumen

    @property
    def desde(self) -> dt.date:
        return self.gestion.fecha

    @property
    def hasta(self) -> dt.date | None:
        return self.gestion.proximo_contacto

    @property
    def quien(self) -> str:
        """Whose it is: the post, or the account that noted it."""
        return f"{self.gestion.puesto or self.gestion.registrada_por} · {self.institucion}"

    @property
    def url(self) -> str:
        return f"{self.expediente.get_absolute_url()}#gestiones"


def contactos_de(usuario: Usuario) -> tuple[list[Contacto], list[Contacto]]:
    """Those of the coming days and those overdue: the person's own, and others of the person's institutions. Soonest
    first, one statement."""
    mirada = mirada_de(usuario)
    hasta = hoy_en(F("expediente__zona_horaria")) + CON_ANTELACION
    filas = (
        Gestion.objects.propias(usuario)
        .por_contactar()
        .filter(proximo_contacto__lte=hasta)
        .select_related("expediente", "institucion", "con_institucion", "puesto", "registrada_por__persona")
        .defer("busqueda", "expediente__busqueda", "expediente__texto_buscable")
        .order_by("proximo_contacto", "id")
    )
    mios: list[Contacto] = []
    de_los_mios: list[Contacto] = []
    for gestion in filas[:MAXIMO]:
        es_mia = (
            gestion.puesto_id in mirada.puestos
            if gestion.puesto_id
            else gestion.registrada_por_id == usuario.pk
        )
        (mios if es_mia else de_los_mios).append(Contacto(gestion))
    return mios, de_los_mios
