"""The helps of one's own account, and of the pages before signing in."""

from django.utils.translation import gettext_lazy as _

from flujo.ayudas import Ayuda, Grupo, declarar

declarar(
    Ayuda(
        clave="mi-cuenta",
        grupo=Grupo.CUENTA,
        titulo=_("Mi cuenta"),
        paginas=["instituciones:mi_cuenta", "usersessions_list"],
        para=_("Aquí están sus puestos, sus roles, dónde está abierta su cuenta y qué se hizo con ella."),
        pasos=[
            _("Si no reconoce una sesión, ciérrela y cambie su contraseña."),
            _("El idioma que elija vale para las páginas y los correos."),
        ],
        limites=[
            _("Sus puestos y roles no se cambian aquí: lo hace la administración de su institución."),
        ],
    ),
    Ayuda(
        clave="entrar",
        grupo=Grupo.CUENTA,
        titulo=_("Entrar y salir"),
        paginas=[
            "account_login",
            "account_logout",
            "account_signup",
            "account_inactive",
            "account_reauthenticate",
        ],
        para=_("Aquí se entra con su correo y su contraseña, o con una llave de acceso, y se sale."),
        pasos=[
            _("Si olvidó su contraseña, pida un enlace nuevo desde la página de entrada."),
            _("Antes de cambiar lo que protege su cuenta se le pide la contraseña otra vez."),
            _(
                "Si su sesión caduca mientras escribe, entre con la misma cuenta: lo escrito estará allí, sin enviar."
            ),
        ],
        limites=[
            _(
                "Nadie se registra por su cuenta: pida que le invite quien administra los puestos de su institución."
            ),
            _("Una cuenta desactivada la reactiva la administración de su institución."),
        ],
    ),
    Ayuda(
        clave="invitacion",
        grupo=Grupo.CUENTA,
        titulo=_("Abrir su cuenta"),
        paginas=["instituciones:aceptar_invitacion"],
        para=_("Aquí se abre una cuenta con el enlace que llegó por correo."),
        pasos=[
            _("Confirme su nombre y elija una contraseña de doce caracteres o más."),
            _("Con «Abrir mi cuenta» entra de inmediato; el enlace sirve una sola vez."),
        ],
        limites=[_("Un enlace vencido, usado o anulado no se renueva aquí: pida otro a quien le invitó.")],
    ),
    Ayuda(
        clave="contrasena",
        grupo=Grupo.CUENTA,
        titulo=_("Cambiar o recuperar la contraseña"),
        paginas=[
            "account_change_password",
            "account_set_password",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
        ],
        para=_("Aquí se cambia la contraseña, o se pone una nueva si la olvidó."),
        pasos=[
            _("La nueva tiene doce caracteres o más y no se parece a su correo."),
            _("Si la olvidó, escriba su correo: si es de una cuenta, llega un enlace para poner otra."),
        ],
        limites=[_("Nadie más puede leer ni cambiar su contraseña.")],
    ),
    Ayuda(
        clave="correo",
        grupo=Grupo.CUENTA,
        titulo=_("Cambiar el correo de su cuenta"),
        paginas=["account_email", "account_email_verification_sent", "account_confirm_email"],
        para=_("Aquí se cambia el correo con el que entra y en el que recibe los avisos."),
        pasos=[
            _("Escriba el nuevo: recibirá en él un enlace."),
            _("Hasta que lo confirme con ese enlace, sigue valiendo el anterior."),
        ],
        limites=[_("Una cuenta tiene un solo correo.")],
    ),
    Ayuda(
        clave="segundo-factor",
        grupo=Grupo.CUENTA,
        titulo=_("Segundo factor y llaves de acceso"),
        paginas=[
            "mfa_index",
            "mfa_authenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
        ],
        para=_("Aquí se protege la cuenta con algo más que la contraseña, y se entra con ello."),
        pasos=[
            _(
                "Un programa de códigos en su teléfono, o una llave, se pide al entrar además de la contraseña."
            ),
            _("Una llave de acceso permite entrar sin contraseña."),
            _("Guarde los códigos de recuperación fuera de esta computadora: cada uno sirve una vez."),
        ],
        limites=[
            _("Si las reglas de su institución lo exigen a su rol, no podrá hacer nada hasta activarlo."),
            _("Una llave de acceso necesita JavaScript; todo lo demás funciona sin él."),
        ],
    ),
)
