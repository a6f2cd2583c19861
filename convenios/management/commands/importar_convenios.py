"""A whole register of agreements from a file, without the page."""

import json
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from convenios.forms.nuevo import proponentes
from convenios.importacion.lectura import ArchivoIlegible, abrir
from convenios.importacion.origenes import ORIGENES
from convenios.importacion.recorrido import origen_de
from convenios.importacion.seco import en_seco
from convenios.importados import resumen_de_importacion
from convenios.models import EstadoDeImportacion, Importacion
from convenios.services import importaciones
from flujo.acto import Acto
from flujo.errors import Negativa
from instituciones.models import Institucion, Usuario


class Command(BaseCommand):
    help = (
        "Incorpora un registro de convenios desde un archivo XLSX o CSV, o un ZIP con un CSV. Escribe en JSON cuántas "
        "filas entraron y cada error; termina con 1 si algo no pudo entrar."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archivo", metavar="ARCHIVO")
        parser.add_argument("--seco", action="store_true", help="Dice qué entraría y no cambia nada.")
        parser.add_argument(
            "--origen",
            default="",
            help=f"De dónde es: {', '.join(sorted(ORIGENES))}. Sin él, lo dicen sus columnas.",
        )
        parser.add_argument("--institucion", default="", help="Sigla de la institución cuyo registro es.")
        parser.add_argument(
            "--usuario", default="", help="Correo de quien importa. Sin él, importa el sistema."
        )

    def handle(
        self,
        *args: Any,
        archivo: str,
        seco: bool,
        origen: str,
        institucion: str,
        usuario: str,
        **options: Any,
    ) -> None:
        quien, ruta = _usuario(usuario), Path(archivo)
        de = _institucion(institucion, quien)
        try:
            with ruta.open("rb") as fichero:
                datos = (
                    _probar(fichero, ruta.name, de, origen)
                    if seco
                    else _importar(File(fichero, name=ruta.name), de, origen, Acto(registra=quien))
                )
        except OSError as error:
            raise CommandError(
                _("No se puede leer «%(archivo)s»: %(error)s.")
                % {"archivo": archivo, "error": error.strerror}
            ) from error
        except (Negativa, ArchivoIlegible) as negativa:
            datos = _nada(str(negativa))
        self.stdout.write(json.dumps(datos, ensure_ascii=False, indent=1))
        if datos["errores"]:
            raise SystemExit(1)


def _probar(fichero: Any, nombre: str, de: Institucion, origen: str) -> dict[str, Any]:
    elegido = importaciones.elegir_origen(origen)
    with abrir(fichero, nombre) as libro:
        elegido = elegido or origen_de(libro)
        conocidas = importaciones.conocidas_de(de, elegido.clave)
        informe = en_seco(
            libro,
            hoy=de.hoy(),
            origen=elegido,
            mapeo=importaciones.mapeo_recordado(de, elegido.clave),
            conocidas={clave: huella for clave, (huella, _convenio) in conocidas.items()},
        )
    como_json = importaciones.en_json(informe)
    return {
        "seco": True,
        "origen": informe.origen,
        "filas": informe.filas,
        "creadas": 0,
        "entrarian": informe.nuevas,
        "sin_cambio": informe.sin_cambio,
        "por_regularizar": como_json["por_regularizar"],
        "errores": como_json["errores"],
    }


def _importar(fichero: "File[Any]", de: Institucion, origen: str, acto: Acto) -> dict[str, Any]:
    importacion = importaciones.recibir(de, fichero, acto=acto, origen=origen)
    if importacion.informe["entran"]:
        importacion = importaciones.empezar_importacion(importacion, acto=acto)
        importaciones.seguir_importacion(importacion)
    hecha = Importacion.objects.get(pk=importacion.pk)
    datos = resumen_de_importacion(hecha)
    if hecha.estado == EstadoDeImportacion.EN_CURSO:
        datos["errores"] = [_error(_("Otro proceso la está importando: mire su avance en la página."))]
    return datos


def _nada(frase: str) -> dict[str, Any]:
    return {"filas": 0, "creadas": 0, "sin_cambio": 0, "errores": [_error(frase)]}


def _error(frase: str) -> dict[str, Any]:
    return {"hoja": "", "fila": 0, "columna": "", "encabezado": "", "valor": "", "frase": frase}


def _usuario(correo: str) -> Usuario | None:
    if not correo:
        return None
    usuario = Usuario.objects.filter(correo__iexact=correo, is_active=True).first()
    if usuario is None:
        raise CommandError(_("No hay una cuenta activa con el correo «%(correo)s».") % {"correo": correo})
    return usuario


def _institucion(sigla: str, quien: Usuario | None) -> Institucion:
    """The one named; without a name, the only one for which the person may open case files."""
    todas = Institucion.objects.filter(esta_activa=True)
    posibles = todas.filter(sigla__iexact=sigla) if sigla else proponentes(quien) if quien else todas
    halladas = list(posibles[:2])
    if len(halladas) == 1:
        return halladas[0]
    if sigla:
        raise CommandError(
            _("No hay una institución con la sigla «%(sigla)s», o hay más de una.") % {"sigla": sigla}
        )
    raise CommandError(_("Diga con --institucion de cuál es el registro."))
