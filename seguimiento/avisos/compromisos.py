"""Who is told when a commitment moves."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from expedientes.ocupantes import cuentas_de
from expedientes.pasos_pendientes import avisar_esperas
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from notificaciones.avisos import (
    Aviso,
    Clase,
    declarar,
    encolar,
)
from notificaciones.idiomas import en_cada_idioma, frase
from seguimiento.avisos.lectores import EN_SU_IDIOMA, TITULAR, de_roles
from seguimiento.models import (
    ABIERTOS,
    CambioDeFecha,
    Compromiso,
    EstadoDeCompromiso,
)
from seguimiento.plazos import compromisos as plazos
from seguimiento.plazos.preparacion import recortado
from seguimiento.queries.esperas.compromisos import esperas_de

COMPROMISO_TERMINADO = declarar(
    Aviso(
        clave="compromiso_terminado",
        titulo=_("Un compromiso terminó"),
        explicacion=_("Cuando un compromiso se verifica, o termina de otra manera."),
        motivo=_("Recibe este correo porque coordina por una de las partes del expediente."),
        clase=Clase.TRANSACCIONAL,
        preparar=EN_SU_IDIOMA,
    )
)


def al_anotar(compromisos: Sequence[Compromiso], acto: Acto) -> None:
    """Somebody undertook something: it falls due, and whoever answers for it is told."""
    plazos.abrir_compromisos(compromisos)
    for compromiso in compromisos:
        avisar_esperas(esperas_de([compromiso], []), compromiso.asiento, acto)


def al_mover_compromiso(compromiso: Compromiso, asiento: Asiento, acto: Acto) -> None:
    """A step was taken: its deadlines follow, its changes of date are kept, and whoever must act next is told."""
    estado = compromiso.estado
    if estado == EstadoDeCompromiso.REPROGRAMADO and compromiso.vence:
        _anotar_cambio(compromiso, compromiso.vence, asiento)
        plazos.mover_compromiso(compromiso)
    elif estado == EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR:
        plazos.pedir_verificacion(compromiso, asiento)
    elif estado == EstadoDeCompromiso.DEVUELTO:
        plazos.cerrar_verificacion(compromiso, _t("El compromiso se devolvió."))
        plazos.abrir_compromisos([compromiso], str(asiento.pk))
    elif estado not in ABIERTOS:
        plazos.terminar_compromiso(compromiso, _etiqueta(compromiso))
    if estado in ABIERTOS:
        avisar_esperas(esperas_de([compromiso], []), asiento, acto)
    else:
        _avisar_termino(compromiso, asiento)
        _avisar_a_los_que_bloqueaba(compromiso, asiento, acto)


def _anotar_cambio(compromiso: Compromiso, despues: dt.date, asiento: Asiento) -> None:
    ultimo = compromiso.cambios_de_fecha.order_by("-id").first()
    CambioDeFecha.objects.create(
        compromiso=compromiso,
        antes=ultimo.despues if ultimo else compromiso.vence_original,
        despues=despues,
        motivo=compromiso.motivo,
        asiento=asiento,
    )


def _etiqueta(compromiso: Compromiso) -> str:
    return maquina_de(compromiso).etiqueta(compromiso.estado, compromiso.pais())


def _avisar_termino(compromiso: Compromiso, asiento: Asiento) -> None:
    """Every party's coordination hears how it ended, except whoever ended it."""
    cuentas = cuentas_de(compromiso.expediente)
    encolar(
        COMPROMISO_TERMINADO,
        usuarios=de_roles(cuentas, (TITULAR,)) - {asiento.registra_id or 0},
        modelo=plazos.MODELO,
        objeto=compromiso.pk,
        ocasion=f"asiento {asiento.pk}",
        cadena=asiento.cadena_id,
        asiento=asiento,
        contexto={
            "titulo": en_cada_idioma(
                frase(
                    lambda: (
                        _t("Compromiso %(n)s: %(estado)s")
                        % {"n": compromiso.numero, "estado": _etiqueta(compromiso).lower()}
                    )
                )
            ),
            "frase": en_cada_idioma(recortado(compromiso.texto, 300)),
            "quien": compromiso.quien,
            "motivo": compromiso.motivo,
            "referencia": str(compromiso.expediente),
            "ruta": compromiso.get_absolute_url(),
        },
    )


def _avisar_a_los_que_bloqueaba(compromiso: Compromiso, asiento: Asiento, acto: Acto) -> None:
    """It came to an end: whoever said that it kept them from theirs is told how."""
    bloqueados = list(compromiso.bloquea.select_related("asiento", "institucion", "puesto", "anotado_por"))
    for bloqueado in bloqueados:
        bloqueado.expediente, bloqueado.bloqueado_por = compromiso.expediente, compromiso
    avisar_esperas(esperas_de(bloqueados, []), asiento, acto)
