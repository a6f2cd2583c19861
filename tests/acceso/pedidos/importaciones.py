"""What is asked of the addresses of registers that come in."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.acceso.pedido import Pedido, en, pk
from tests.convenios.importacion.ficheros import PCC, en_csv, fila_pcc

PEDIDOS_DE_IMPORTACIONES: dict[str, Pedido] = {
    "importaciones:lista": Pedido(
        datos=lambda m: {
            "institucion": m.propone.pk,
            "fichero": SimpleUploadedFile("otro.csv", en_csv([PCC, fila_pcc()])),
        },
        hace="recibir",
    ),
    "importaciones:importacion": Pedido(pk(lambda m: m.por_importar)),
    "importaciones:columnas": Pedido(pk(lambda m: m.por_importar), hace="mapear"),
    "importaciones:empezar": Pedido(pk(lambda m: m.por_importar), hace="importar"),
    "importaciones:deshacer": Pedido(pk(lambda m: m.importada), hace="deshacer"),
    "importaciones:errores": Pedido(pk(lambda m: m.por_importar)),
    "convenios:regularizar": Pedido(
        en(lambda m: m.evaluacion, pendiente=lambda m: m.pendiente.pk), hace="regularizar"
    ),
}
