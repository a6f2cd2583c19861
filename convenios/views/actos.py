"""The doors to an agreement and its addenda, and the acts on them."""

from dataclasses import dataclass

from django.http import Http404

from convenios.models import Adenda, Convenio, Instrumento
from documentos.views.actos import Actuacion
from expedientes.puerta import MemberRequest, expediente_or_404


@dataclass(frozen=True, kw_only=True)
class ActuacionDeConvenio(Actuacion):
    """An act on an agreement, on an addendum or on what hangs from them. Its page may show the text."""

    plantilla: str = "convenios/acto.html"

    @property
    def volver(self) -> str:
        """An addendum has a page of its own."""
        pagina = self.objeto if isinstance(self.objeto, Adenda) else self.expediente
        return f"{pagina.get_absolute_url()}{self.ancla}"


def convenio_or_404(request: MemberRequest, codigo: str) -> Convenio:
    """The agreement of a case file that this person may see."""
    expediente = expediente_or_404(request, codigo)
    convenio = Convenio.objects.select_related("version", "asiento").filter(expediente=expediente).first()
    if convenio is None:
        raise Http404
    convenio.expediente = expediente
    return convenio


def instrumento_or_404(request: MemberRequest, codigo: str, adenda: int | None = None) -> Instrumento:
    """The agreement of a case file that this person may see, or one of its addenda by its ordinal."""
    convenio = convenio_or_404(request, codigo)
    if adenda is None:
        return convenio
    una = convenio.adendas.select_related("version", "asiento").filter(ordinal=adenda).first()
    if una is None:
        raise Http404
    una.convenio = convenio
    return una


def institucion_pedida(request: MemberRequest) -> int | None:
    """For which party, when the link says so; what is no number is no party."""
    pedida = request.GET.get("institucion", "")
    return int(pedida) if pedida.isascii() and pedida.isdigit() and len(pedida) < 10 else None
