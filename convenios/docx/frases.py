"""What could not be read of a file, or not be put into a clause, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenios.docx.modelo import NoUbicado
from convenios.ordinales import que_clausula

LARGO = 600

ILEGIBLES = {
    "danado": gettext_lazy(
        "El texto de «%(nombre)s» no se puede leer: lo que lleva dentro está dañado. Ábralo en su editor, guárdelo de "
        "nuevo como .docx y súbalo otra vez."
    ),
    "con_dtd": gettext_lazy(
        "«%(nombre)s» define entidades propias (DTD), cosa que ningún editor de textos escribe: no se lee. Ábralo en "
        "su editor, guárdelo de nuevo como .docx y súbalo otra vez."
    ),
    "otro_formato": gettext_lazy(
        "«%(nombre)s» está en una variante de .docx que no se lee («Open XML estricto»). Guárdelo como «Documento de "
        "Word (.docx)» y súbalo otra vez."
    ),
    "demasiado": gettext_lazy(
        "«%(nombre)s» tiene más texto, cláusulas o comentarios de los que un convenio necesita: no se lee. Deje en él "
        "solo el texto del convenio y súbalo otra vez."
    ),
    "memoria": gettext_lazy(
        "Leer «%(nombre)s» pide más memoria de la permitida: no se lee. Deje en él solo el texto del convenio y súbalo "
        "otra vez."
    ),
    "interrumpido": gettext_lazy(
        "No se pudo leer «%(nombre)s» en el tiempo permitido. Ábralo en su editor, guárdelo de nuevo como .docx y "
        "súbalo otra vez."
    ),
}

QUE_ES = {
    "antes": gettext_lazy("Texto antes de la primera cláusula."),
    "despues": gettext_lazy("Texto después de la última cláusula."),
    "portada": gettext_lazy(
        "La portada ya no dice lo que decía al salir. Su título se cambia en el expediente."
    ),
    "cierre": gettext_lazy("La línea final ya no dice lo que decía al salir."),
    "sin_encabezado": gettext_lazy(
        "A una cláusula le quitaron el encabezado y le dejaron el texto. Se muestra con el título que tenía; si debe "
        "unirse a otra, hágalo en el editor."
    ),
    "tabla": gettext_lazy("Una tabla: una cláusula es texto corrido y no la admite."),
    "cuadro": gettext_lazy("Un cuadro de texto: no es parte de ninguna cláusula."),
    "imagen": gettext_lazy("Una imagen: una cláusula es solo texto."),
    "objeto": gettext_lazy("Un objeto incrustado de otro programa."),
    "incrustado": gettext_lazy("Otro documento incrustado en este."),
    "nota": gettext_lazy("Una nota al pie o al final: lo que deba regir se escribe en la cláusula."),
    "ecuacion": gettext_lazy("Una ecuación: escríbala con palabras y cifras."),
    "simbolo": gettext_lazy("Símbolos de una fuente especial, que no se leen como texto."),
    "numeracion": gettext_lazy(
        "Una lista que el editor numera solo: se leyó como lista sin números. Escriba los números si importan."
    ),
    "comentario": gettext_lazy("Un comentario que no está sobre ninguna cláusula."),
    "encabezado": gettext_lazy("Cambios en el encabezado de las páginas, que no es parte del texto."),
    "pie": gettext_lazy("Cambios en el pie de las páginas, que no es parte del texto."),
    "de_fuera": gettext_lazy(
        "El archivo toma cosas de fuera de él (imágenes, una plantilla): no se buscaron. Cuántas:"
    ),
}
SIN_LUGAR = frozenset({"antes", "despues", "portada", "cierre", "encabezado", "pie", "de_fuera"})


def por_que_no_se_lee(motivo: str, nombre: str) -> str:
    return str(ILEGIBLES[motivo]) % {"nombre": nombre}


def de_no_ubicado(cosa: NoUbicado) -> str:
    """«Una tabla: …» and where it stands."""
    frase = str(QUE_ES[cosa.que])
    if cosa.que in SIN_LUGAR:
        return frase
    if not cosa.tras:
        return _("%(frase)s Está antes de la primera cláusula.") % {"frase": frase}
    return _("%(frase)s Está en la cláusula %(orden)s del archivo.") % {
        "frase": frase,
        "orden": que_clausula(cosa.tras),
    }


def sus_palabras(cosa: NoUbicado) -> str:
    return cosa.texto if len(cosa.texto) <= LARGO else f"{cosa.texto[:LARGO]}…"
