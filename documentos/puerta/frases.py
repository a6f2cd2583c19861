"""Why an upload is refused, in words: what it is, what is wrong with it, and what to do instead."""

from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documentos.puerta.formatos import FORMATOS, Formato, lista_de_formatos

CONTENIDOS = {
    "pdf": gettext_lazy("un documento PDF"),
    "png": gettext_lazy("una imagen PNG"),
    "jpeg": gettext_lazy("una imagen JPEG"),
    "tiff": gettext_lazy("una imagen TIFF"),
    "docx": gettext_lazy("un documento DOCX"),
    "xlsx": gettext_lazy("una hoja de cálculo XLSX"),
    "odt": gettext_lazy("un documento ODT"),
    "ods": gettext_lazy("una hoja de cálculo ODS"),
    "correo": gettext_lazy("un correo electrónico"),
    "texto": gettext_lazy("texto sin formato"),
    "zip": gettext_lazy("un archivo comprimido ZIP"),
    "zip_vacio": gettext_lazy("un archivo comprimido ZIP vacío"),
    "comprimido": gettext_lazy("un archivo comprimido"),
    "office_antiguo": gettext_lazy("un documento de Office antiguo o protegido con contraseña"),
    "rtf": gettext_lazy("un documento RTF"),
    "html": gettext_lazy("una página web (HTML)"),
    "svg": gettext_lazy("un dibujo SVG"),
    "xml": gettext_lazy("un archivo XML"),
    "imagen_no_admitida": gettext_lazy("una imagen de un formato que no se admite"),
    "audio_o_video": gettext_lazy("un audio o un video"),
    "postscript": gettext_lazy("un documento PostScript"),
    "programa": gettext_lazy("un programa"),
    "desconocido": gettext_lazy("de un tipo que no se reconoce"),
}

PROBLEMAS = {
    "danado": gettext_lazy(
        "El archivo «%(nombre)s» está dañado o incompleto: ábralo, guárdelo de nuevo y súbalo."
    ),
    "con_clave": gettext_lazy(
        "El archivo «%(nombre)s» pide una contraseña para abrirse: guárdelo sin contraseña, para que quienes deben "
        "leerlo puedan, también dentro de veinte años."
    ),
    "javascript": gettext_lazy(
        "El PDF «%(nombre)s» lleva un programa (JavaScript) que se ejecuta al abrirlo: imprímalo a PDF "
        "y suba el resultado."
    ),
    "ejecuta": gettext_lazy(
        "El PDF «%(nombre)s» pone en marcha algo al abrirlo: imprímalo a PDF y suba el resultado."
    ),
    "formulario_dinamico": gettext_lazy(
        "El PDF «%(nombre)s» es un formulario dinámico (XFA), cuyo contenido no es fijo: imprímalo a PDF y suba el "
        "resultado."
    ),
    "lleva_programa": gettext_lazy(
        "El archivo «%(nombre)s» lleva dentro un programa («%(detalle)s»): quítelo y súbalo de nuevo."
    ),
    "macros": gettext_lazy(
        "El documento «%(nombre)s» lleva macros, que son programas: guárdelo sin macros y súbalo de nuevo."
    ),
    "dos_cosas": gettext_lazy(
        "El archivo «%(nombre)s» lleva añadido otro archivo: se puede abrir como dos cosas distintas. Vuelva a "
        "exportarlo desde el original."
    ),
    "bomba": gettext_lazy(
        "El archivo «%(nombre)s» ocupa poco pero se despliega hasta un tamaño que ningún documento "
        "necesita: no se admite."
    ),
    "imagen_enorme": gettext_lazy(
        "La imagen «%(nombre)s» mide %(detalle)s puntos: redúzcala; para un papel de oficina bastan "
        "300 puntos por pulgada."
    ),
    "demasiadas_hojas": gettext_lazy(
        "La imagen «%(nombre)s» tiene más de %(detalle)s hojas: súbala como PDF o en varias partes."
    ),
    "tiff_con_lugar": gettext_lazy(
        "La imagen «%(nombre)s» dice en qué lugar se tomó, y de un TIFF eso no se puede quitar: guárdela como JPEG o "
        "PNG, o marque que el lugar se conserva y diga por qué."
    ),
    "memoria": gettext_lazy(
        "El archivo «%(nombre)s» pide para abrirse más memoria de la que un documento necesita: no se admite."
    ),
    "interrumpido": gettext_lazy(
        "No se pudo examinar el archivo «%(nombre)s» en el tiempo y la memoria permitidos: no se admite. Si es un "
        "documento corriente, vuelva a exportarlo desde el original."
    ),
}


def de_problema(problema: str, nombre: str, detalle: str = "") -> str:
    return str(PROBLEMAS[problema]) % {"nombre": nombre, "detalle": detalle}


def es_otra_cosa(nombre: str, contenido: str) -> str:
    """The name says one thing, the content another."""
    frase = _("El archivo se llama «%(nombre)s», pero su contenido es %(contenido)s.") % {
        "nombre": nombre,
        "contenido": CONTENIDOS[contenido],
    }
    propio = next((f for f in FORMATOS if contenido in f.contenidos), None)
    if propio is None:
        return frase + " " + se_admiten()
    return (
        frase
        + " "
        + _("Si es el que quiere subir, cámbiele la extensión a .%(extension)s.")
        % {"extension": min(propio.extensiones, key=len)}
    )


def declarado_otra_cosa(nombre: str, declarado: str, contenido: str) -> str:
    """The browser declared one type, the content is another."""
    return _(
        "El archivo «%(nombre)s» se envió como «%(declarado)s», pero su contenido es %(contenido)s. Vuelva a elegirlo."
    ) % {"nombre": nombre, "declarado": declarado, "contenido": CONTENIDOS[contenido]}


def extension_no_admitida(nombre: str, extension: str, formatos: Iterable[Formato] = FORMATOS) -> str:
    if not extension:
        return (
            _("El nombre «%(nombre)s» no tiene extensión.") % {"nombre": nombre} + " " + se_admiten(formatos)
        )
    return _("No se admiten archivos .%(extension)s.") % {"extension": extension} + " " + se_admiten(formatos)


def se_admiten(formatos: Iterable[Formato] = FORMATOS) -> str:
    return _("Se admiten: %(formatos)s.") % {"formatos": lista_de_formatos(formatos)}


def en_megas(cuantos: int) -> str:
    """A number of bytes as people say it: «25 MB», «0,5 MB»."""
    return _("%(megas)s MB") % {"megas": number_format(f"{cuantos / 1_000_000:.1f}".removesuffix(".0"))}


def vacio(nombre: str) -> str:
    return _("El archivo «%(nombre)s» está vacío.") % {"nombre": nombre}


def demasiado_grande(nombre: str, limite: int) -> str:
    return _(
        "El archivo «%(nombre)s» pasa de %(limite)s, que es lo más que se admite: redúzcalo o súbalo en partes."
    ) % {"nombre": nombre, "limite": en_megas(limite)}


def infectado(nombre: str, amenaza: str) -> str:
    return _(
        "El antivirus encontró «%(amenaza)s» en el archivo «%(nombre)s»: no se guardó. Avise a quien "
        "administra su equipo."
    ) % {"nombre": nombre, "amenaza": amenaza}
