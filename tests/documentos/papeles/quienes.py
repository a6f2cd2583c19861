"""Whose the sample papers are: the parties, what they say, and who signs."""

from typing import Any

PROSA = (
    "Las partes unen esfuerzos para promover a las cooperativas como modelo empresarial basado en valores que "
    "contribuyen a la inclusión social, económica y financiera, difundiendo buenas prácticas y conocimientos para "
    "mejorar su gestión empresarial y social. "
)
PARTES = [
    {
        "nombre": "Ministerio de la Producción",
        "sigla": "PRODUCE",
        "clase_de_id_fiscal": "RUC",
        "id_fiscal": "20504794637",
        "domicilio": "Calle Uno Oeste 060, San Isidro, Lima",
        "firman": [{"puesto": "Ministro de la Producción", "nombre": "Puesto de Demostración"}],
    },
    {
        "nombre": "Cooperativas de las Américas",
        "sigla": "ACA",
        "clase_de_id_fiscal": "cédula jurídica",
        "id_fiscal": "",
        "domicilio": "",
        "firman": [
            {"puesto": "Director Regional", "nombre": ""},
            {"puesto": "Coordinadora de Formación", "nombre": "Ángela Ñáñez Ibáñez"},
        ],
    },
]


def firma(
    orden: int, puesto: str, nombre: str = "", institucion: str = "Ministerio de la Producción", **mas: Any
):
    return {
        "campo": f"firma-{orden}",
        "institucion_id": orden,
        "institucion": institucion,
        "rol": "Firmante",
        "puesto": puesto,
        "nombre": nombre,
        "calidad": "",
        "dada": None,
        **mas,
    }


ACA = "Cooperativas de las Américas"
FIRMAS = [
    firma(1, "Ministro de la Producción", "Puesto de Demostración", calidad="encargado"),
    firma(2, "Director Regional", institucion=ACA),
    firma(3, "Coordinadora de Formación", "Ángela Ñáñez Ibáñez", ACA),
]
COORDINA_PRODUCE = firma(
    1, "Director de Articulación Empresarial", "Puesto de Demostración", rol="Coordinación titular"
)
COORDINA_ACA = firma(2, "Coordinadora de Formación", "Ángela Ñáñez Ibáñez", ACA, rol="Coordinación titular")
