"""What a file that cannot be read at all says."""


class ArchivoIlegible(Exception):
    """The whole file is refused; the argument is a sentence that says what to do."""
