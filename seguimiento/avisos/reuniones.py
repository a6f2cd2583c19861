"""Who is told when a meeting moves."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from expedientes.ocupantes import cuentas_de
from flujo.acto import Acto
from notificaciones.avisos import Aviso, Clase, Mensaje, declarar, encolar_todos
from notificaciones.idiomas import en_cada_idioma, frase
from seguimiento.avisos.lectores import EN_SU_IDIOMA, QUE_SE_REUNEN, correos_de, de_roles
from seguimiento.calendario import adjunto
from seguimiento.models import CambioDeFecha, EstadoDeReunion, Reunion
from seguimiento.plazos import reuniones as plazos

REUNION = declarar(
    Aviso(
        clave="reunion",
        titulo=_("Una reunión se programó, cambió o se canceló"),
        explicacion=_(
            "Cuando se programa, se cambia o se cancela una reunión, con el evento para su calendario."
        ),
        motivo=_("Recibe este correo porque trabaja en el expediente por una de las partes."),
        clase=Clase.TRANSACCIONAL,
        preparar=EN_SU_IDIOMA,
    )
)


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
    cuentas = de_roles(cuentas_de(reunion.expediente), QUE_SE_REUNEN)
    encolar_todos(
        REUNION,
        [
            Mensaje(
                usuario=usuario,
                modelo=plazos.MODELO,
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
