"""The access chain in words: who read by office, under which mandate, and what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, JSONField, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.db.models.lookups import In
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from auditoria.queries import de_cadena
from auditoria.services import COMPARTIDA, CONTROL
from expedientes.mirada import mirada_de
from expedientes.models import Expediente
from instituciones.models import Institucion, Mandato, Usuario
from tablero.ficha.personales import cuerpo, quien


@dataclass(frozen=True)
class Lecturas:
    eventos: Sequence[Mapping[str, Any]]
    siguiente: int | None


def lecturas_de(
    expediente: Expediente, usuario: Usuario, *, antes_de: int | None = None, tamano: int
) -> Lecturas:
    """One page of the readings that the account may know of."""
    pagina = de_cadena(
        expediente.lecturas_id,
        visibles=lecturas_visibles(usuario),
        antes_de=antes_de,
        tamano=tamano,
    )
    mandatos = Mandato.objects.select_related("organo").in_bulk(
        {m for a in pagina.asientos if (m := cuerpo(a).get("mandato"))}
    )
    instituciones = Institucion.objects.in_bulk(
        {a.institucion_id for a in pagina.asientos if a.institucion_id}
    )
    return Lecturas([_evento(a, mandatos, instituciones) for a in pagina.asientos], pagina.siguiente)


def lecturas_visibles(usuario: Usuario) -> Q:
    """What administrators read is everybody's to know at once; what control reads, its own until it releases it."""
    propias = [c.institucion_id for c in mirada_de(usuario).concedidos if c.institucion_id]
    return lecturas_conocidas(
        Mandato.objects.filter(
            Q(liberado_at__isnull=False) | Q(organo__in=propias) | Q(concesiones__usuario=usuario)
        )
    )


def lecturas_conocidas(mandatos: QuerySet[Mandato]) -> Q:
    """The readings by administrators, and those under these mandates."""
    mandato = Cast(
        KeyTextTransform("mandato", KeyTransform("datos", Cast("cuerpo", JSONField()))), BigIntegerField()
    )
    return Q(visibilidad=COMPARTIDA) | Q(visibilidad=CONTROL) & Q(
        In(mandato, mandatos.order_by().values("pk"))
    )


def _evento(
    asiento: Asiento, mandatos: Mapping[int, Mandato], instituciones: Mapping[int, Institucion]
) -> dict[str, Any]:
    datos = cuerpo(asiento)
    mandato, parte = mandatos.get(datos.get("mandato") or 0), instituciones.get(asiento.institucion_id or 0)
    detalle = (
        [_("Por mandato: %(mandato)s.") % {"mandato": mandato}]
        if mandato
        else [_("Administración de la plataforma.")]
    )
    if parte:
        detalle.append(_("Era materia interna de %(parte)s.") % {"parte": parte})
    return {
        "id": f"lectura-{asiento.n}",
        "occurred": asiento.fecha_hecho,
        "recorded": asiento.registrado_at,
        "text": _("%(quien)s leyó: %(que)s.") % {"quien": quien(asiento), "que": _que(datos.get("que", ""))},
        "detail": " ".join(detalle),
        "proof": _("n.º %(n)s · %(huella)s") % {"n": asiento.n, "huella": bytes(asiento.hash).hex()[:12]},
    }


def _que(que: str) -> str:
    paginas = {
        "ficha": _("la página del expediente"),
        "ayuda_memoria": _("la ayuda memoria"),
        "historia": _("la historia"),
        "lista": _("la lista de documentos"),
        "descarga": _("un documento"),
        "copia": _("todo el expediente, en una copia"),
        "texto": _("una versión del texto"),
        "comparacion": _("la comparación de dos versiones"),
        "linea": _("la línea de tiempo"),
        "control": _("lo que respondió una pregunta de control"),
    }
    return paginas.get(que, que.replace("_", " "))
