"""As which reader a copy is made: what it holds, and what it only proves to be there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from auditoria.services import COMPARTIDA, INTERNA
from documentos.models import Documento
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

    def documentos(self) -> QuerySet[Documento]:
        """The papers, in the order in which they were brought in."""
        suyos = Documento.objects.filter(expediente=self.expediente)
        if self.usuario is not None:
            suyos = suyos.visible_to(self.usuario)
        return suyos.select_related("archivo", "institucion", "asiento").order_by("asiento__n", "id")

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
