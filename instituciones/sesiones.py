"""Sessions in the database, as Django keeps them, read by a statement that keeps its plan."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as SesionesDeDjango

from instituciones.preparada import planes_guardados


class SessionStore(SesionesDeDjango):
    """The first statement of each request: always the same text, found by its key."""

    def load(self) -> dict[str, Any]:
        with planes_guardados():
            return super().load()
