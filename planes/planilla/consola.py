"""What the commands of plans share: which plan is meant, who acts, and how a dry run is told."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from convenios.importacion.seco import como_datos
from expedientes.models import Expediente
from instituciones.models import Usuario
from planes.models import PlanAnual
from planes.planilla.propuesta import Propuesta


def pedir_plan(parser: CommandParser) -> None:
    """The options that say which plan is meant."""
    parser.add_argument(
        "--expediente", required=True, help="Código del expediente, por ejemplo EXP-2026-00001."
    )
    parser.add_argument(
        "--plan", required=True, type=int, help="Número del plan: el de su dirección, …/planes/NÚMERO/."
    )


def plan_pedido(expediente: str, plan: int, usuario: Usuario | None = None) -> PlanAnual:
    """That plan, when the account may see it. Raises CommandError."""
    visibles = Expediente.objects.visible_to(usuario) if usuario else Expediente.objects.all()
    filas = PlanAnual.objects.select_related("expediente", "version").filter(
        expediente__in=visibles.filter(codigo=expediente.strip().upper()), pk=plan
    )
    if (uno := filas.first()) is None:
        raise CommandError(
            _("No hay un plan %(plan)s en el expediente «%(codigo)s»%(para)s.")
            % {"plan": plan, "codigo": expediente, "para": _(" que esa cuenta pueda ver") if usuario else ""}
        )
    return uno


def usuario_pedido(correo: str) -> Usuario:
    """Raises CommandError."""
    usuario = Usuario.objects.filter(correo__iexact=correo, is_active=True).first()
    if usuario is None:
        raise CommandError(_("No hay una cuenta activa con el correo «%(correo)s».") % {"correo": correo})
    return usuario


def en_json(propuesta: Propuesta) -> dict[str, Any]:
    """What a file would do, as the commands print it."""
    return {
        "agregar": [contenido["nombre"] for contenido in propuesta.nuevas],
        "cambiar": sorted(propuesta.cambiadas),
        "quitar": list(propuesta.ausentes),
        "errores": [_con_celda(h) for h in propuesta.errores],
        "dudas": [_con_celda(h) for h in propuesta.dudas],
        "columnas_sin_uso": list(propuesta.sin_uso),
        "huella": propuesta.huella,
    }


def _con_celda(hallazgo: Any) -> dict[str, Any]:
    celda = f"{hallazgo.hoja}!{hallazgo.columna}{hallazgo.fila or ''}" if hallazgo.hoja else ""
    return {"celda": celda, **como_datos(hallazgo)}
