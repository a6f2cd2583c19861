"""The copy of an acta for guests: it says what it leaves out, and of which signed original it is a copy."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.papeles import Clase, registrar_clase
from documentos.permissions import incorporar
from seguimiento.models import Acta, EstadoDeActa
from seguimiento.papeles.acta import actas_de, de_quien, lo_que_dice
from seguimiento.services.actas.firmas import papel_firmado
from seguimiento.services.actas.libro import PARA_INVITADOS


def _datos(acta: Acta) -> dict[str, Any]:
    claves = [str(c) for c in acta.parrafos.filter(es_reservado=True).values_list("clave", flat=True)]
    original = papel_firmado(acta)
    dicho = lo_que_dice(acta, omitir=claves)
    omitidos = sum(p["omitido"] for s in dicho["secciones"] for p in s["parrafos"])
    return {
        **dicho,
        "omitidos": omitidos,
        "libro": acta.libro,
        "folio_desde": acta.folio_desde,
        "folio_hasta": acta.folio_hasta,
        "original_sha256": original.archivo_actual().sha256 if original and original.esta_compuesto else "",
        "original_codigo": original.codigo_en_grupos if original else "",
    }


registrar_clase(
    Clase(
        clave=PARA_INVITADOS,
        nombre=_("Copia del acta para invitados"),
        descripcion=_(
            "El acta sin lo que se reservó al distribuirla; dice qué omite y de qué original firmado es copia."
        ),
        plantilla="papeles/acta_para_invitados.html",
        objetos=actas_de,
        rotulo=str,
        titulo=lambda acta: f"{acta.organo.nombre}: {acta.sesion.nombre}",
        llamada=lambda acta: f"Acta n.º {acta.numero_dicho} · copia para invitados",
        datos=_datos,
        momento=lambda acta: acta.asiento.registrado_at,
        de_quien=de_quien,
        pide=incorporar,
        falta=lambda acta: (
            ""
            if acta.estado == EstadoDeActa.DISTRIBUIDA
            else _t("La copia se compone cuando el acta se distribuye.")
        ),
    )
)
