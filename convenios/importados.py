"""What became of an imported register, and where an agreement came from."""

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet

from convenios.importacion.registro import DE_ADENDA, FRASES
from convenios.models import Convenio, EstadoDeImportacion, FilaImportada, Importacion, Resultado
from instituciones.models import Institucion


def resumen_de_importacion(importacion: Importacion) -> dict[str, Any]:
    """Counts by what became of the rows, the institutions that were registered with them, and every error."""
    cuentas = cuentas_de(importacion)
    return {
        "importacion": importacion.pk,
        "origen": importacion.origen,
        "estado": importacion.estado,
        "filas": importacion.informe["filas"],
        "creadas": cuentas[Resultado.CREADA],
        "sin_cambio": cuentas[Resultado.SIN_CAMBIO],
        "cambiadas": cuentas[Resultado.CAMBIO],
        "impedidas": cuentas[Resultado.IMPEDIDA],
        "excluidas": cuentas[Resultado.EXCLUIDA],
        "instituciones": [institucion.nombre for institucion in instituciones_nuevas(importacion)],
        "errores": errores_de(importacion),
    }


def cuentas_de(importacion: Importacion) -> Counter[str]:
    """How many rows ended in each way."""
    filas = importacion.filas.order_by().values_list("resultado").annotate(n=Count("pk"))
    return Counter(dict(filas))


def errores_de(importacion: Importacion) -> list[dict[str, Any]]:
    """Every error, in the order of the file: those of the dry run until it is imported, then those of its rows."""
    if importacion.estado == EstadoDeImportacion.POR_REVISAR:
        return list(importacion.informe["errores"])
    de_archivo = [error for error in importacion.informe["errores"] if not error["fila"]]
    if importacion.fallo:
        de_archivo.append(
            {"hoja": "", "fila": 0, "columna": "", "encabezado": "", "valor": "", "frase": importacion.fallo}
        )
    filas = importacion.filas.exclude(errores=[]).order_by("hoja", "n").values_list("errores", flat=True)
    return de_archivo + [error for errores in filas for error in errores]


def instituciones_nuevas(importacion: Importacion) -> "QuerySet[Institucion]":
    """Those that nobody knew, and were registered with its rows."""
    listas = importacion.filas.exclude(instituciones=[]).values_list("instituciones", flat=True)
    return Institucion.objects.filter(pk__in={pk for lista in listas for pk in lista})


def procedencia_de(convenio: Convenio) -> FilaImportada | None:
    """The row of the register with which it entered, None when it was begun here."""
    return (
        convenio.filas_importadas.filter(resultado=Resultado.CREADA)
        .exclude(clave__startswith=DE_ADENDA)
        .select_related("importacion")
        .first()
    )


def frase_de_dato(dato: str) -> str:
    """«Falta la fecha de suscripción.», whichever of its two names the fact goes by."""
    clave = {"suscrito_el": "suscripcion"}.get(dato, dato)
    return str({str(falta): frase for falta, frase in FRASES.items()}.get(clave, dato))
