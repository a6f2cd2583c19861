"""Why a file that was brought back as signed is refused, besides what its verification found."""

from django.utils.translation import gettext_lazy as _

from documentos.verificacion import frases

SIN_FIRMA_NUEVA = "sin_firma_nueva"
VARIAS_FIRMAS_NUEVAS = "varias_firmas_nuevas"
DE_OTRA_PERSONA = "firma_de_otra_persona"
HAY_UNO_MAS_NUEVO = "hay_uno_mas_nuevo"
NO_ADMITIDO = "no_admitido"
RAZONES = {
    SIN_FIRMA_NUEVA: _(
        "El archivo no trae ninguna firma nueva: fírmelo con su herramienta y suba el archivo que ella le entrega."
    ),
    VARIAS_FIRMAS_NUEVAS: _(
        "El archivo trae varias firmas nuevas y aquí se espera una: suba cada firma por separado, una tras otra."
    ),
    DE_OTRA_PERSONA: _(
        "La firma no es de quien ocupa el puesto que firma este lugar: tiene que firmar esa persona, con su "
        "certificado."
    ),
    HAY_UNO_MAS_NUEVO: _(
        "Mientras tanto otra persona firmó este papel: descargue el archivo más reciente, fírmelo y súbalo."
    ),
    NO_ADMITIDO: _("El archivo no pasó el examen con que se recibe cualquier archivo, y no se conservó."),
}


def frase(codigo: str) -> str:
    """The sentence of a reason: one of these, or of a verification."""
    propia = RAZONES.get(codigo)
    return str(propia) if propia else frases.frase(codigo)
