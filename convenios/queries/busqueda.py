"""By which words an agreement is found."""

from django.db.models import OuterRef, Subquery

from convenios.models import Convenio


def objeto_buscable() -> Subquery:
    """The object of the outer case file's agreement, by which every reader finds it."""
    return Subquery(Convenio.objects.filter(expediente=OuterRef("pk")).values("objeto"))
