"""The field in which a lifecycle keeps its state."""

from collections.abc import Sequence
from typing import Any

import django_fsm


class FSMField(django_fsm.FSMField):
    """django-fsm's, which migrations know as the plain text column that it is.

    A field of django-fsm looks for its transitions whenever any class is made, and a migration makes every model anew
    for each constraint: with fourteen lifecycles half of the time that it takes to create the database went there.
    """

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs
