"""What a verification found, in sentences: what it is, and what to do."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documentos.verificacion.informe import FirmaHallada, Informe, Resultado

RESULTADOS = {
    Resultado.VALIDA: gettext_lazy("Válida: lo firmado está entero y la firma es de quien dice."),
    Resultado.INDETERMINADA: gettext_lazy(
        "Indeterminada: nada prueba que sea falsa, pero algo no se pudo afirmar. Lea el motivo antes de usarla."
    ),
    Resultado.INVALIDA: gettext_lazy("Inválida: no la use; pida el archivo de nuevo a quien lo firmó."),
    Resultado.NO_COMPROBADA: gettext_lazy("No comprobada: no se pudo examinar el archivo."),
}
MOTIVOS = {
    "alterada": gettext_lazy(
        "Lo que se firmó no es lo que está en el archivo: fue cambiado después. Pida el original a quien lo firmó."
    ),
    "firma_rota": gettext_lazy(
        "La firma no corresponde a la llave de su certificado. Pida el archivo de nuevo a quien lo firmó."
    ),
    "formato": gettext_lazy(
        "La firma no está hecha como mandan las normas (CMS, PAdES). Pida que se firme otra vez con un programa "
        "acreditado."
    ),
    "no_cubre": gettext_lazy(
        "La firma no cubre el archivo desde su comienzo: parte de lo que se ve no está firmado. Pida que se firme el "
        "documento entero."
    ),
    "cambio_despues": gettext_lazy(
        "Después de la firma se cambió algo más que firmas y datos para validarlas. Compare con el original, y pida "
        "el archivo sin esos cambios."
    ),
    "cambio_prohibido": gettext_lazy(
        "Quien firmó prohibió cambios, y después los hubo. Pida el archivo tal como esa persona lo dejó."
    ),
    "revocada": gettext_lazy(
        "El certificado ya estaba revocado en el momento que se puede probar. Pida que se firme con uno vigente."
    ),
    "emisor_revocado": gettext_lazy(
        "La autoridad que emitió el certificado ya estaba revocada en el momento que se puede probar. Pida que se "
        "firme con un certificado de otra."
    ),
    "tiempo_roto": gettext_lazy(
        "El sello de tiempo no es de esta firma, o está dañado. Pida el archivo de nuevo a quien lo firmó."
    ),
    "sin_certificado": gettext_lazy(
        "La firma no trae el certificado de quien firmó. Pida que se firme otra vez incluyéndolo."
    ),
    "no_confiada": gettext_lazy(
        "El certificado no lo emitió ninguna autoridad en la que este sistema confíe. Si es una acreditada, pida a "
        "quien lo administra que añada su raíz."
    ),
    "caducada": gettext_lazy(
        "El certificado está vencido y ningún sello de tiempo prueba que se firmó antes de que venciera. Pida que se "
        "firme otra vez, con sello de tiempo."
    ),
    "aun_no_vale": gettext_lazy(
        "El certificado todavía no valía en el momento que se puede probar. Revise la hora de quien firmó y pida que "
        "firme otra vez."
    ),
    "sin_revocacion": gettext_lazy(
        "No hay datos con que saber si el certificado estaba revocado. Pida el archivo con sus datos de validación "
        "(nivel B-LT), o a quien administra el sistema que traiga la lista de revocación de la autoridad."
    ),
    "revocacion_vieja": gettext_lazy(
        "Los datos de revocación que hay son de antes de lo que se puede probar. Pida a quien administra el sistema "
        "que traiga la lista de revocación al día, y compruebe otra vez."
    ),
    "uso_indebido": gettext_lazy(
        "El certificado no es para firmar documentos. Pida que se firme con uno que lo sea."
    ),
    "algoritmo_debil": gettext_lazy(
        "La firma usa un algoritmo que ya no se considera seguro. Pida que se firme otra vez con un programa actual."
    ),
    "cadena": gettext_lazy(
        "La cadena de certificados, desde quien firmó hasta una raíz de confianza, no cumple las normas. Consulte a "
        "la autoridad que emitió el certificado."
    ),
    "condiciones": gettext_lazy(
        "El lugar donde se firmó ponía condiciones a la firma, y esta no las cumple. Pida que se firme otra vez."
    ),
    "tapa": gettext_lazy(
        "Lo que la firma dibuja ocupa buena parte de una página y puede tapar lo que otros firmaron. Compare esa "
        "página con la del original."
    ),
    "contenedor": gettext_lazy(
        "La firma lleva consigo algo que ella misma no protege ni explica. Pida el archivo de nuevo a quien lo firmó; "
        "si llega igual, consulte al fabricante de su programa."
    ),
    "tiempo_no_confiado": gettext_lazy(
        "El sello de tiempo es de una autoridad en la que este sistema no confía: no se sabe cuándo se firmó. Si es "
        "una acreditada, pida a quien administra el sistema que añada su raíz."
    ),
    "tiempo_futuro": gettext_lazy(
        "El sello de tiempo dice un momento que aún no llega. Revise la hora de esta máquina y compruebe otra vez."
    ),
}
PROBLEMAS = {
    "sin_firmas": gettext_lazy(
        "El archivo no tiene ninguna firma digital. Si debía tenerla, pida la versión firmada: una imagen de la firma "
        "no lo es."
    ),
    "firma_desconocida": gettext_lazy(
        "El archivo tiene una firma de un tipo que aquí no se comprueba. Compruébela con el programa con que se hizo, "
        "o pida una firma PAdES."
    ),
    "no_empieza_como_lo_emitido": gettext_lazy(
        "El archivo no es el que se emitió más sus firmas: otro programa lo volvió a guardar, o es otro documento. "
        "Descargue el emitido, fírmelo sin abrirlo en otro editor y súbalo."
    ),
    "cambio_sin_firma": gettext_lazy(
        "Al archivo emitido se le cambió algo que no es una firma. Descargue el emitido, fírmelo sin cambiarlo y "
        "súbalo."
    ),
    "cambio_no_analizable": gettext_lazy(
        "El archivo emitido no tiene lugares para firmar, y no se puede afirmar que solo se le añadieron firmas. "
        "Compare las páginas con las del emitido."
    ),
    "cola_sin_firma": gettext_lazy(
        "Después de la última firma hay algo que nadie firmó. Pida el archivo tal como salió del programa de firma."
    ),
    "firma_quitada": gettext_lazy(
        "El archivo tuvo una firma que ya no se muestra: alguien la quitó. Pida el original a quien firmó."
    ),
    "contenido_sombra": gettext_lazy(
        "El archivo lleva páginas que no se muestran y que podrían ponerse en lugar de otras. Pida a quien lo hizo que "
        "lo exporte otra vez y que se firme de nuevo."
    ),
    "javascript": gettext_lazy(
        "El archivo lleva un programa (JavaScript), que puede cambiar lo que se ve. Pida que se firme uno sin él."
    ),
    "ejecuta": gettext_lazy(
        "El archivo pone en marcha algo al abrirlo. No lo abra fuera de aquí, y pida que se firme uno sin ello."
    ),
    "formulario_dinamico": gettext_lazy(
        "El archivo es un formulario dinámico (XFA), cuyo contenido no es fijo. Pida que se imprima a PDF y se firme "
        "el resultado."
    ),
    "adjunto_ajeno": gettext_lazy(
        "El archivo lleva dentro otro que no se emitió con él, o un programa. No lo abra, y pida que se firme sin él."
    ),
    "dos_cosas": gettext_lazy(
        "El archivo lleva añadido otro archivo: se puede abrir como dos cosas distintas. Pida el que salió del "
        "programa de firma."
    ),
    "danado": gettext_lazy(
        "El archivo no es un PDF, o está dañado o incompleto. Descárguelo de nuevo, o pídalo otra vez a quien lo envió."
    ),
    "con_clave": gettext_lazy(
        "El archivo pide una contraseña para abrirse y no se pudo examinar. Pida que se firme uno sin contraseña."
    ),
    "demasiado": gettext_lazy(
        "El archivo tiene más páginas, objetos o niveles de los que un documento necesita, y no se examinó. Pida que "
        "se exporte otra vez desde el original."
    ),
    "memoria": gettext_lazy(
        "El archivo pide para examinarse más memoria de la que un documento necesita. Pida que se exporte otra vez "
        "desde el original."
    ),
    "tiempo": gettext_lazy(
        "El archivo no se pudo examinar en el tiempo permitido. Compruebe otra vez más tarde; si se repite, pida que "
        "se exporte otra vez desde el original."
    ),
    "averia": gettext_lazy(
        "El examen del archivo se interrumpió antes de terminar. Compruebe otra vez; si se repite, avise a quien "
        "administra el sistema."
    ),
}


NOMBRE_COMUN = re.compile(r"Common Name: (.+?)(?=[,;] [A-Z][A-Za-z /]*: |$)")


def titular(quien: str) -> str:
    """The name by which a certificate calls its holder, of everything that the report says of them; all of it when
    there is none."""
    hallado = NOMBRE_COMUN.search(quien)
    return hallado[1] if hallado else quien


def frase(codigo: str) -> str:
    """The sentence of the code of a motive or a problem; of one that an older report kept, that it is not known."""
    conocida = MOTIVOS.get(codigo) or PROBLEMAS.get(codigo)
    if conocida is None:
        return _("Motivo que este sistema no conoce: %(codigo)s. Compruebe el archivo otra vez.") % {
            "codigo": codigo
        }
    return str(conocida)


def con_frases(informe: Informe) -> dict[str, Any]:
    """The report as plain data, with the sentence of each code beside it."""
    return {
        **informe.a_json(),
        "frase": str(RESULTADOS[informe.resultado]),
        "firmas": [_firma_con_frases(firma) for firma in informe.firmas],
        "frases": [frase(codigo) for codigo in informe.problemas],
    }


def _firma_con_frases(firma: FirmaHallada) -> dict[str, Any]:
    return {**firma.a_json(), "frases": [frase(codigo) for codigo in firma.motivos]}
