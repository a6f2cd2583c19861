"""An id taken before the insert, because the log row must name what it speaks of."""

from django.db.models import Model

from auditoria.insercion import siguientes_ids


def siguiente_id(modelo: type[Model]) -> int:
    """The next id of a table."""
    return siguientes_ids(modelo, 1)[0]
