"""Why a paper was not set."""


class ComposicionRehusada(Exception):
    """The paper cannot be set as it is, today or tomorrow: trying again changes nothing. Its text is a sentence."""
