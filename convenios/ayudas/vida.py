"""Grounds for ending, separation, settlement, the final report, and what is kept from the public."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import needs
from flujo.ayudas import Ayuda, Grupo, declarar

TRAEN_CAUSA = [needs("separarse"), needs("concluir")]

declarar(
    Ayuda(
        clave="causales",
        grupo=Grupo.VIGENCIA,
        titulo=_("Causas de término"),
        paginas=["convenios:causales", "convenios:retirar_causal"],
        para=_("Aquí se registra por qué termina un convenio o se va una parte, y se retira lo registrado."),
        pasos=[
            _("Elija la causa, el documento en que consta y los datos que esa causa pide."),
            _("La separación corre desde que se recibió el aviso, por el preaviso que dice el texto."),
            _("El incumplimiento espera los días que se dieron para enmendarlo."),
            _("«Retirar», con su motivo, la deja sin efecto; en la historia sigue escrita."),
        ],
        limites=[
            _(
                "Registrar una causa no termina el convenio: se concluye desde «Qué sigue» cuando está completa."
            ),
            _("El documento se sube antes, con «Incorporar un documento»."),
        ],
        permisos=TRAEN_CAUSA,
    ),
    Ayuda(
        clave="separar",
        grupo=Grupo.VIGENCIA,
        titulo=_("Registrar que una parte se fue"),
        paginas=["convenios:separar"],
        para=_("Aquí se registra que una parte ya no lo es, cuando su aviso tuvo efecto y quedan dos o más."),
        pasos=[
            _("Confirme con «Registrar que ya no es parte»: el convenio sigue entre las demás."),
            _("Lo que esa parte hizo mientras lo fue se conserva."),
        ],
        limites=[_("Si no quedan dos partes, el convenio se concluye por esa causa, desde «Qué sigue».")],
        permisos=[needs("concluir")],
    ),
    Ayuda(
        clave="liquidar",
        grupo=Grupo.VIGENCIA,
        titulo=_("Liquidar el convenio"),
        paginas=["convenios:liquidar"],
        para=_("Aquí se dice cómo se ajustaron las cuentas de un convenio que terminó."),
        pasos=[
            _("Declare «No quedan saldos ni aportes», o elija el acta de liquidación entre los documentos."),
            _("Escriba la salvedad de cada parte que no esté de acuerdo con algo del acta."),
            _("Después el convenio se puede cerrar; lo que no se cumplió queda contado y no lo impide."),
        ],
        limites=[_("El acta se sube antes, con «Incorporar un documento».")],
        permisos=[needs("concluir")],
    ),
    Ayuda(
        clave="informe-final",
        grupo=Grupo.VIGENCIA,
        titulo=_("El informe final"),
        paginas=["convenios:informe_final"],
        para=_("Aquí se señala cuál documento del expediente es el informe final del convenio."),
        pasos=[
            _("Elíjalo y pulse «Es el informe final»."),
            _("Con él, el responsable del registro puede archivar el convenio cerrado."),
        ],
        limites=[_("El informe no se escribe aquí: se sube antes, con «Incorporar un documento».")],
        permisos=[needs("incorporar_documento")],
    ),
    Ayuda(
        clave="reservar",
        grupo=Grupo.VIGENCIA,
        titulo=_("Reservar un convenio"),
        paginas=["convenios:reservar", "convenios:revocar_reserva"],
        para=_("Aquí el registro de una parte declara que un convenio no se publica, o lo publica otra vez."),
        pasos=[
            _("Diga qué norma lo permite y por qué, desde qué día y, si lo tiene, hasta cuál."),
            _("Desde ese día el convenio no sale en «Convenios que se publican», ni en sus archivos."),
            _(
                "Pasado el último día, o con «Revocar la reserva», vuelve a salir si las reglas de todas lo permiten."
            ),
        ],
        limites=[
            _("En el expediente no cambia quién lo lee: la reserva es solo frente al público."),
            _("Lo que no se suscribió no se publica: no hace falta reservarlo."),
        ],
        permisos=[needs("reservar")],
    ),
)
