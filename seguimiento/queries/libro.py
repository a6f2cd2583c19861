"""The actas of a body as its book has them: approved, signed, with their folios, and what rectifies what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch

from documentos.models import Papel
from documentos.models.firma import Revision
from seguimiento.models import APROBADAS, Acta, Acuerdo, Organo


@dataclass(frozen=True, kw_only=True)
class Entrada:
    """One approved acta: its signed paper, which agreements rectify it, and which actas its own agreements rectify."""

    acta: Acta
    papel: Papel | None = None
    sha256: str = ""
    rectificaciones: Sequence[Acuerdo] = field(default_factory=list)
    rectifica: Sequence[Acuerdo] = field(default_factory=list)

    @property
    def codigo(self) -> str:
        return self.papel.codigo_en_grupos if self.papel else ""


def entradas_de(organo: Organo, *, q: str = "") -> list[Entrada]:
    """The approved actas of a body in the order of its book, those that are not in it yet at the end. Four queries.

    `q`: words of what they say, or a number.
    """
    filas = organo.actas.filter(estado__in=APROBADAS).select_related("sesion", "version", "asiento")
    if q:
        filas = filas.filter(version__contenido__icontains=q) | filas.filter(
            sesion__numero=q if q.isdigit() else None
        )
    actas = sorted(filas, key=lambda a: (a.libro or 2**31, a.aprobada_el, a.anio, a.numero))
    for acta in actas:
        acta.organo, acta.expediente = organo, organo.expediente
        acta.sesion.organo, acta.sesion.expediente = organo, organo.expediente
    papeles = _papeles(actas)
    de, por = _rectificaciones(organo)
    return [
        Entrada(
            acta=acta,
            papel=papeles.get(acta.pk),
            sha256=_sha256(papeles.get(acta.pk)),
            rectificaciones=de[acta.pk],
            rectifica=por[acta.pk],
        )
        for acta in actas
    ]


def _papeles(actas: Sequence[Acta]) -> dict[int, Papel]:
    """The paper that each was signed on."""
    filas = (
        Papel.objects.filter(clase="acta", es_borrador=False, objeto__in=[a.pk for a in actas])
        .select_related("archivo")
        .prefetch_related(
            Prefetch("revisiones", Revision.objects.select_related("archivo").order_by("n")), "firmas"
        )
        .order_by("pk")
    )
    resultado: dict[int, Papel] = {}
    for papel in filas:
        if papel.objeto not in resultado or papel.firmas.all():
            resultado[papel.objeto] = papel
    return resultado


def _sha256(papel: Papel | None) -> str:
    if papel is None or papel.archivo is None:
        return ""
    revisiones = list(papel.revisiones.all())
    return str((revisiones[-1].archivo if revisiones else papel.archivo).sha256)


def _rectificaciones(organo: Organo) -> tuple[dict[int, list[Acuerdo]], dict[int, list[Acuerdo]]]:
    """The rectifying agreements that were executed, by the acta that they rectify and by the acta where they stand."""
    de: dict[int, list[Acuerdo]] = defaultdict(list)
    por: dict[int, list[Acuerdo]] = defaultdict(list)
    filas = Acuerdo.objects.filter(
        acta__organo=organo, efecto="rectificar_acta", ejecutado_el__isnull=False
    ).select_related("parrafo", "acta__sesion", "sobre_acta__sesion", "ejecutado_en")
    for acuerdo in filas.order_by("ejecutado_el", "pk"):
        de[acuerdo.sobre_acta_id or 0].append(acuerdo)
        por[acuerdo.acta_id].append(acuerdo)
    return de, por
