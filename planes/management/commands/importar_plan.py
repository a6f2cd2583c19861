"""A plan from a file, without the page: tried first, written only where that is said."""

import json
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from flujo.acto import Acto
from flujo.errors import Negativa
from instituciones.models import Usuario
from planes.models import PlanAnual
from planes.planilla.archivo import leer_archivo
from planes.planilla.consola import en_json, pedir_plan, plan_pedido, usuario_pedido
from planes.planilla.propuesta import Propuesta, como_reprogramacion
from planes.services import LoEscrito, guardar_planilla, reprogramar_planilla


class Command(BaseCommand):
    help = (
        "Lee un plan anual de un archivo XLSX o CSV. Escribe en JSON qué agregaría, cambiaría y quitaría, y cada error "
        "en su celda; con --confirmar lo guarda: en un plan aprobado, como una reprogramación en borrador. Termina con "
        "1 si hay errores."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        pedir_plan(parser)
        parser.add_argument("--archivo", required=True, help="El archivo XLSX o CSV.")
        parser.add_argument(
            "--simular",
            action="store_true",
            help="Solo muestra lo que cambiaría. Es lo que hace sin --confirmar.",
        )
        parser.add_argument(
            "--confirmar", action="store_true", help="Guarda lo que cambiaría, si no hay errores."
        )
        parser.add_argument(
            "--huella",
            default="",
            help="La que mostró una prueba: solo se guarda si el archivo todavía haría exactamente eso.",
        )
        parser.add_argument(
            "--retirar-ausentes",
            action="store_true",
            help="Quita del plan las acciones que la hoja de acciones no trae. Sin ella quedan como están.",
        )
        parser.add_argument(
            "--usuario", default="", help="Correo de quien lo guarda; hace falta con --confirmar."
        )
        parser.add_argument("--motivo", default="", help="Por qué cambia un plan aprobado.")

    def handle(
        self,
        *args: Any,
        expediente: str,
        plan: int,
        archivo: str,
        simular: bool,
        confirmar: bool,
        huella: str,
        retirar_ausentes: bool,
        usuario: str,
        motivo: str,
        **options: Any,
    ) -> None:
        if simular and confirmar:
            raise CommandError(_("Elija entre --simular y --confirmar."))
        if confirmar and not usuario:
            raise CommandError(_("Diga con --usuario quién lo guarda: este paso lo da una persona."))
        quien = usuario_pedido(usuario) if usuario else None
        uno = plan_pedido(expediente, plan, quien)
        try:
            propuesta, sha256 = _leer(uno, Path(archivo), retirar_ausentes)
            datos = en_json(propuesta) | {"guardado": False}
            if confirmar and not propuesta.errores:
                if huella and huella != propuesta.huella:
                    raise CommandError(
                        _("El archivo o el plan ya no son los de esa prueba. No se guardó nada.")
                    )
                _guardar(uno, propuesta, sha256, quien, motivo)
                datos["guardado"] = True
        except Negativa as negativa:
            datos = {
                "errores": [{"celda": "", "frase": frase} for frase in negativa.frases],
                "guardado": False,
            }
        self.stdout.write(json.dumps(datos, ensure_ascii=False, indent=1))
        if datos["errores"]:
            raise SystemExit(1)


def _leer(plan: PlanAnual, ruta: Path, retira: bool) -> tuple[Propuesta, str]:
    try:
        with ruta.open("rb") as fichero:
            return leer_archivo(plan, File(fichero, name=ruta.name), retira=retira)
    except OSError as error:
        raise CommandError(
            _("No se puede leer «%(archivo)s»: %(error)s.") % {"archivo": ruta, "error": error.strerror}
        ) from error


def _guardar(plan: PlanAnual, propuesta: Propuesta, archivo: str, quien: Usuario | None, motivo: str) -> None:
    acto = Acto(registra=quien, hash_mostrado=plan.contenido_hash)
    if plan.admite_cambios:
        escrito = LoEscrito(
            nuevas=propuesta.nuevas,
            cambiadas=propuesta.cambiadas,
            retiradas=list(propuesta.ausentes),
            archivo=archivo,
        )
        guardar_planilla(plan, escrito, acto=acto)
    else:
        reprogramar_planilla(plan, como_reprogramacion(propuesta.antes, propuesta), motivo=motivo, acto=acto)
