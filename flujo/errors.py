"""Why something was refused: every refusal explains itself in sentences that people read."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


class Negativa(Exception):
    """A refusal. `frases` are whole sentences in the reader's language; nothing was changed."""

    def __init__(self, *frases: str) -> None:
        super().__init__(*frases)
        self.frases: Sequence[str] = frases

    def __str__(self) -> str:
        return " ".join(self.frases)


class TransicionNoDeclarada(Negativa):
    """The step does not exist from the state in which the object stands: what is not declared is refused."""


class SinPermiso(Negativa):
    """The person may see the object but not take this step."""


class CondicionesIncumplidas(Negativa):
    """Something is still missing; one sentence for each missing thing."""


class DatosInvalidos(Negativa):
    """What was given with the step cannot be accepted as it is."""


class TextoCambiado(Negativa):
    """The content is no longer the one that the person was shown."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "El texto cambió desde que usted lo abrió. "
                "Revise la diferencia y vuelva a decidir sobre el texto actual."
            )
        )


class Ocupado(Negativa):
    """Somebody else held what this act needed for too long, or twice got in each other's way."""

    def __init__(self) -> None:
        super().__init__(
            _("En este momento otra persona está cambiando lo mismo. No se guardó nada; inténtelo otra vez.")
        )


class ConexionPerdida(Negativa):
    """The database went away before the act was complete, so the act did not happen."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Se perdió la conexión con la base de datos. No se guardó nada; inténtelo otra vez en unos minutos."
            )
        )


class ResultadoIncierto(Exception):
    """The database went away while it was confirming: nobody can say yet whether the act was kept.

    Not a refusal. Repeating the same act with the same `clave` is harmless either way.
    """

    def __str__(self) -> str:
        return _(
            "Se perdió la conexión con la base de datos justo al guardar. Vuelva a abrir la página: si el paso no "
            "figura en la historia, repítalo."
        )
