"""The mark «Por documento»: who decided, who typed, by which paper; who contests it and why, and where that is done."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from documentos.models import Documento
from expedientes.models import Contestacion, Expediente
from expedientes.queries import contestaciones_de, frase_de_contestacion, partes_por_las_que_contesta
from flujo.queries import papel_del_asiento
from instituciones.models import Usuario
from tablero.ficha.personales import personales, quien


@dataclass(frozen=True, kw_only=True)
class Marcas:
    """What the marks of some log rows are made of, as one account may read it."""

    codigo: str = ""
    papeles: Mapping[str, Documento] = field(default_factory=dict)
    contestaciones: Mapping[int, Contestacion] = field(default_factory=dict)
    retiradas: Collection[int] = ()
    """Log rows that were contested and are no longer."""
    contesta: Collection[int] = ()
    """The parties for which the account may contest."""

    def de(self, asiento: Asiento) -> dict[str, Any] | None:
        """A row of `components/by_document.html`; None when the act was done in person."""
        papel = papel_del_asiento(asiento)
        if papel is None:
            return None
        privado, documento = personales(asiento), self.papeles.get(papel)
        contestacion = self.contestaciones.get(asiento.pk)
        marca: dict[str, Any] = {
            "decided_by": str(privado.get("decidio") or _("datos personales borrados")),
            "recorded_by": quien(asiento),
            "document": str(privado.get("referencia", "")),
            "href": documento.get_absolute_url() if documento else "",
        }
        if contestacion:
            marca["contested"] = frase_de_contestacion(contestacion)
        if accion := self._accion(asiento, contestacion):
            marca["action"] = accion
        return marca

    def _accion(self, asiento: Asiento, contestacion: Contestacion | None) -> tuple[str, str] | None:
        if asiento.institucion_id not in self.contesta or asiento.pk in self.retiradas:
            return None
        if contestacion:
            return _("Retirar la contestación"), self._direccion("retirar_contestacion", asiento)
        return _("Contestar"), self._direccion("contestar", asiento)

    def _direccion(self, nombre: str, asiento: Asiento) -> str:
        return reverse(f"convenios:{nombre}", args=[self.codigo, asiento.pk])


def marcas_de(
    asientos: Iterable[Asiento], expediente: Expediente, usuario: Usuario, *, con_acciones: bool = True
) -> Marcas:
    """A constant number of queries; none when no row was recorded from a paper."""
    papeles = {a.pk: papel for a in asientos if (papel := papel_del_asiento(a))}
    if not papeles:
        return Marcas()
    documentos = Documento.objects.visible_to(usuario).filter(
        expediente=expediente, archivo__sha256__in=set(papeles.values())
    )
    retiradas = Contestacion.objects.filter(contestado__in=papeles, retirada_el__isnull=False)
    return Marcas(
        codigo=expediente.codigo,
        papeles={d.archivo.sha256: d for d in documentos.select_related("archivo", "expediente")},
        contestaciones=contestaciones_de(expediente, usuario),
        retiradas=set(retiradas.values_list("contestado_id", flat=True)),
        contesta=partes_por_las_que_contesta(expediente, usuario) if con_acciones else (),
    )
