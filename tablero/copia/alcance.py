"""As which reader a copy is made: what it holds, and what it only proves to be there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Exists, F, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from auditoria.models import Asiento
from auditoria.services import COMPARTIDA, INTERNA
from documentos.models import Documento, FirmaRehusada, Papel, Revision
from documentos.services.composicion import COMPONER
from expedientes.models import Expediente
from expedientes.visibilidad import asientos_visibles
from instituciones.models import Mandato, Usuario
from tablero.ficha.lecturas import lecturas_conocidas, lecturas_visibles


@dataclass(frozen=True)
class Alcance:
    """One case file as one account reads it today, or (`usuario` None) as the system itself does.

    The system reads every side. What control bodies read is withheld from both until they release it.
    """

    expediente: Expediente
    usuario: Usuario | None = None

    def actos(self) -> Q:
        """The log rows whose text is handed out."""
        if self.usuario is None:
            return Q(visibilidad__in=[COMPARTIDA, INTERNA])
        return asientos_visibles(self.usuario, self.expediente)

    def lecturas(self) -> Q:
        """The rows of the access chain whose text is handed out."""
        if self.usuario is None:
            return lecturas_conocidas(Mandato.objects.filter(liberado_at__isnull=False))
        return lecturas_visibles(self.usuario)

    def documentos(self, hasta: int) -> QuerySet[Documento]:
        """The papers that were brought in with the log's rows up to that number, in their order."""
        suyos = Documento.objects.filter(expediente=self.expediente, asiento__n__lte=hasta)
        if self.usuario is not None:
            suyos = suyos.visible_to(self.usuario)
        return suyos.select_related("archivo", "expediente", "institucion", "asiento").order_by(
            "asiento__n", "id"
        )

    def papeles(self, hasta: int) -> QuerySet[Papel]:
        """The final papers that were composed by that row, in the order in which they were asked for.

        Of each, `actual` is the id of the file that it then was, `momento` since when what it says is so. Their data is
        not fetched: it is inside the files.
        """
        revisiones = Revision.objects.filter(papel=OuterRef("pk"), asiento__n__lte=hasta).order_by("-n")
        compuestos = Asiento.objects.filter(
            cadena=self.expediente.cadena_id,
            modelo=Papel._meta.label_lower,
            objeto=OuterRef("pk"),
            accion=COMPONER,
            n__lte=hasta,
        )
        suyos = Papel.objects.filter(
            Exists(compuestos), expediente=self.expediente, es_borrador=False, asiento__n__lte=hasta
        )
        if self.usuario is not None:
            suyos = suyos.visible_to(self.usuario)
        return (
            suyos.annotate(
                actual=Coalesce(
                    Subquery(revisiones.values("archivo")[:1]), F("archivo"), output_field=BigIntegerField()
                ),
                momento=KeyTextTransform("momento", Cast("datos", JSONField())),
            )
            .defer("datos")
            .select_related("expediente", "institucion", "asiento")
            .order_by("asiento__n", "id")
        )

    def rehusadas(self, papel: Papel, hasta: int) -> QuerySet[FirmaRehusada]:
        """The files that were brought back as that paper, signed, and refused. No page gives them to anybody: they are
        the system's own evidence."""
        suyas = FirmaRehusada.objects.filter(papel=papel, asiento__n__lte=hasta)
        return (
            (suyas if self.usuario is None else suyas.none())
            .select_related("archivo", "asiento")
            .order_by("id")
        )

    def datos(self) -> dict[str, Any]:
        """What the manifest says of it. What is inside a copy speaks Spanish, whoever asked for it."""
        if self.usuario is None:
            return {
                "lector": "sistema",
                "usuario": None,
                "nombre": "",
                "frase": "Todo lo del expediente, de todas las partes. De las lecturas de control, las liberadas.",
            }
        return {
            "lector": "cuenta",
            "usuario": self.usuario.pk,
            "nombre": self.usuario.nombre_para_la_historia(),
            "frase": "Lo que esta cuenta podía leer ese día. De lo demás está la huella, y todo se comprueba.",
        }
