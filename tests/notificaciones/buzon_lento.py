"""Files instead of a mail server, as slow as one."""

import time
from collections.abc import Sequence

from django.core.mail import EmailMessage

from notificaciones.buzon import BuzonEnArchivos


class BuzonLento(BuzonEnArchivos):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        enviados = super().send_messages(email_messages)
        time.sleep(0.01)
        return enviados
