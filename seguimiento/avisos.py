"""Who is told when a commitment or a meeting moves."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from expedientes.ocupantes import cuentas_de, cuentas_de_puestos
from expedientes.permissions import RolDesignado
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from instituciones.models import Usuario
from notificaciones.avisos import (
    Aviso,
    Clase,
    Mensaje,
    PasoPendiente,
    avisar_pasos,
    declarar,
    encolar,
    encolar_todos,
)
from notificaciones.idiomas import en_cada_idioma, en_el_activo, frase
from notificaciones.models import Envio
from seguimiento import plazos
from seguimiento.calendario import adjunto
from seguimiento.models import (
    ABIERTOS,
    CambioDeFecha,
    Compromiso,
    EstadoDeCompromiso,
    EstadoDeReunion,
    Reunion,
)
from seguimiento.queries.esperas import esperas_de

TITULAR, ALTERNO = RolDesignado.COORDINADOR_TITULAR.value, RolDesignado.COORDINADOR_ALTERNO.value
QUE_SE_REUNEN = (TITULAR, ALTERNO, RolDesignado.EQUIPO_TECNICO.value)


def _dicho(envio: Envio) -> Mapping[str, Any]:
    """The sentence in its reader's language."""
    contexto = dict(envio.contexto)
    return contexto | {dato: en_el_activo(contexto[dato]) for dato in ("titulo", "frase")}


COMPROMISO_TERMINADO = declarar(
    Aviso(
        clave="compromiso_terminado",
        titulo=_("Un compromiso terminó"),
        explicacion=_("Cuando un compromiso se verifica, o termina de otra manera."),
        motivo=_("Recibe este correo porque coordina por una de las partes del expediente."),
        clase=Clase.TRANSACCIONAL,
        preparar=_dicho,
    )
)
REUNION = declarar(
    Aviso(
        clave="reunion",
        titulo=_("Una reunión se programó, cambió o se canceló"),
        explicacion=_(
            "Cuando se programa, se cambia o se cancela una reunión, con el evento para su calendario."
        ),
        motivo=_("Recibe este correo porque trabaja en el expediente por una de las partes."),
        clase=Clase.TRANSACCIONAL,
        preparar=_dicho,
    )
)


# -- commitments


def al_anotar(compromisos: Sequence[Compromiso], acto: Acto) -> None:
    """Somebody undertook something: it falls due, and whoever answers for it is told."""
    plazos.abrir_compromisos(compromisos)
    for compromiso in compromisos:
        _avisar_esperas(compromiso, compromiso.asiento, acto)


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
        _avisar_esperas(compromiso, asiento, acto)
    else:
        _avisar_termino(compromiso, asiento)


def _anotar_cambio(compromiso: Compromiso, despues: dt.date, asiento: Asiento) -> None:
    ultimo = compromiso.cambios_de_fecha.order_by("-id").first()
    CambioDeFecha.objects.create(
        compromiso=compromiso,
        antes=ultimo.despues if ultimo else compromiso.vence_original,
        despues=despues,
        motivo=compromiso.motivo,
        asiento=asiento,
    )


def _etiqueta(objeto: Compromiso | Reunion) -> str:
    return maquina_de(objeto).etiqueta(objeto.estado, objeto.pais())


def _avisar_esperas(compromiso: Compromiso, asiento: Asiento, acto: Acto) -> None:
    """Tell those for whom it waits, except whoever has just acted."""
    expediente = compromiso.expediente
    propio = {acto.registra.pk} if acto.registra else set()
    cuentas = cuentas_de(expediente)
    de_puesto = cuentas_de_puestos([compromiso.puesto_id])
    esperas = esperas_de([compromiso], [])
    avisar_pasos(
        asiento,
        [
            PasoPendiente(
                usuarios=(
                    {u for p in e.puestos for u in de_puesto.get(p, ())} or cuentas[e.institucion.pk, e.rol]
                )
                - propio,
                titulo=en_cada_idioma(e.lo_que),
                explicacion=en_cada_idioma(e.el_porque),
                referencia=str(expediente),
                ruta=compromiso.get_absolute_url(),
                vence=e.hasta,
            )
            for e in esperas
        ],
    )


def _avisar_termino(compromiso: Compromiso, asiento: Asiento) -> None:
    """Every party's coordination hears how it ended, except whoever ended it."""
    cuentas = cuentas_de(compromiso.expediente)
    encolar(
        COMPROMISO_TERMINADO,
        usuarios=_de_roles(cuentas, (TITULAR,)) - {asiento.registra_id or 0},
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
            "frase": en_cada_idioma(plazos.recortado(compromiso.texto, 300)),
            "quien": compromiso.quien,
            "motivo": compromiso.motivo,
            "referencia": str(compromiso.expediente),
            "ruta": compromiso.get_absolute_url(),
        },
    )


# -- meetings


def al_programar(reunion: Reunion, acto: Acto) -> None:
    """A meeting has a day: everybody who works in the case file gets it for the own calendar.

    Of one that was already held when it was recorded, nobody is told to come.
    """
    plazos.abrir_reunion(reunion)
    if reunion.fecha >= reunion.expediente.hoy():
        _avisar_reunion(
            reunion,
            reunion.asiento,
            frase(lambda: _t("Reunión programada: %(titulo)s") % {"titulo": reunion.titulo}),
        )


def al_mover_reunion(reunion: Reunion, asiento: Asiento, acto: Acto) -> None:
    """It was moved, cancelled or held."""
    if reunion.estado == EstadoDeReunion.REPROGRAMADA:
        _anotar_cambio_de_reunion(reunion, asiento)
        plazos.mover_reunion(reunion)
        _avisar_reunion(
            reunion,
            asiento,
            frase(lambda: _t("Reunión cambiada de fecha: %(titulo)s") % {"titulo": reunion.titulo}),
        )
    elif reunion.estado == EstadoDeReunion.CANCELADA:
        plazos.anular_reunion(reunion)
        _avisar_reunion(
            reunion, asiento, frase(lambda: _t("Reunión cancelada: %(titulo)s") % {"titulo": reunion.titulo})
        )
    else:
        plazos.cumplir_reunion(reunion)


def _anotar_cambio_de_reunion(reunion: Reunion, asiento: Asiento) -> None:
    ultimo = reunion.cambios_de_fecha.order_by("-id").first()
    CambioDeFecha.objects.create(
        reunion=reunion,
        antes=ultimo.despues if ultimo else reunion.fecha_original,
        despues=reunion.fecha,
        motivo=reunion.motivo,
        asiento=asiento,
    )


def _avisar_reunion(reunion: Reunion, asiento: Asiento, titulo: object) -> None:
    """Whoever called it gets it as well: it is for the own calendar. Each mail invites its own reader."""
    contexto = {
        "titulo": en_cada_idioma(titulo),
        "frase": en_cada_idioma(
            frase(
                lambda: " ".join(
                    [date_format(reunion.fecha, "l j \\d\\e F \\d\\e Y"), reunion.horario]
                ).strip()
            )
        ),
        "lugar": reunion.lugar,
        "enlace": reunion.enlace,
        "motivo": reunion.motivo,
        "referencia": str(reunion.expediente),
        "ruta": reunion.get_absolute_url(),
    }
    cuentas = _de_roles(cuentas_de(reunion.expediente), QUE_SE_REUNEN)
    encolar_todos(
        REUNION,
        [
            Mensaje(
                usuario=usuario,
                modelo=plazos.DE_REUNION,
                objeto=reunion.pk,
                ocasion=f"asiento {asiento.pk}",
                cadena=asiento.cadena_id,
                asiento=asiento.pk,
                contexto=contexto
                | {"adjuntos": [adjunto(reunion, momento=asiento.registrado_at, para=correo)]},
            )
            for usuario, correo in correos_de(cuentas)
        ],
    )


def correos_de(cuentas: Collection[int]) -> list[tuple[int, str]]:
    """Each account with its address."""
    return list(Usuario.objects.filter(pk__in=cuentas).order_by("pk").values_list("pk", "correo"))


def _de_roles(cuentas: Mapping[tuple[int, str], Collection[int]], roles: Collection[str]) -> set[int]:
    return {cuenta for (_i, rol), suyas in cuentas.items() if rol in roles for cuenta in suyas}
