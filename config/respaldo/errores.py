"""Why no backup is made, and why one is not restored."""


class Rehusado(Exception):
    """What was asked for is not done, and nothing of it is left: why, in whole sentences."""

    def __init__(self, *frases: str) -> None:
        super().__init__(*frases)
        self.frases = frases

    def __str__(self) -> str:
        return "\n".join(self.frases)
