"""What every model with a lifecycle shares."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar, cast
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMFieldMixin

from auditoria.services import COMPARTIDA

R = TypeVar("R")


class Raiz(models.Model):
    """A row that other things hang from: it is what gets locked, and it has the log chain and the calendar."""

    cadena = models.OneToOneField(
        "auditoria.Cadena", models.PROTECT, related_name="+", editable=False, verbose_name=_("cadena")
    )
    lecturas = models.OneToOneField(
        "auditoria.Cadena",
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("cadena de lecturas"),
    )
    zona_horaria = models.CharField(_("zona horaria"), max_length=40, default="America/Lima")

    memoria: dict[str, Any] | None = None
    """What was read since the row is locked: nobody else can change it meanwhile, so it is read once."""
    se_mueve: bool = True
    """False while a service brings it in by many log rows, and tells it itself of the last."""

    class Meta:
        abstract = True

    def recordado(self, clave: str, leer: Callable[[], R]) -> R:
        """The outcome of `leer`, read once while the row is locked and anew each time while it is not."""
        if self.memoria is None:
            return leer()
        if clave not in self.memoria:
            self.memoria[clave] = leer()
        return cast(R, self.memoria[clave])

    @contextmanager
    def recordando(self) -> Iterator[None]:
        """Read once within the block as well when the row is not locked: a page speaks of one moment."""
        antes = self.memoria
        self.memoria = {} if antes is None else antes
        try:
            yield
        finally:
            self.memoria = antes

    @classmethod
    def al_asentar(cls, raices: "Collection[Raiz]", momento: dt.datetime) -> None:
        """Called with the moment of the shared log rows that join the chains of these roots."""

    @classmethod
    def recordar_juntos(cls, raices: "Collection[Raiz]") -> None:
        """Called with locked roots before one step is taken with all of them: what permissions and conditions ask of
        each may be read here at once, for `recordado` to find it."""
        for raiz in raices:
            raiz.memoria = {}

    def hoy(self) -> dt.date:
        """The date that it is where this case lives."""
        return timezone.now().astimezone(ZoneInfo(self.zona_horaria)).date()


class Registrado(models.Model):
    """A model whose changes are logged by `flujo.services`."""

    class Meta:
        abstract = True

    def raiz(self) -> Any:
        """The `Raiz` whose row is locked before anything changes, and whose chain the log row joins."""
        raise NotImplementedError

    def hash_de_contenido(self) -> str | None:
        """Hash of the content to which an act on this object binds itself, None when it has none."""
        return None

    def visibilidad_del_asiento(self) -> str:
        return COMPARTIDA


class ConEstado(Registrado):
    """A model whose protected `estado` only `flujo.services` moves, each value tied to the log row that says so.

    A subclass declares ``estado = FSMField(…, protected=True)`` and lists `flujo.operations.VigilarEstado` in its
    migration.
    """

    asiento = models.OneToOneField(
        "auditoria.Asiento", models.PROTECT, related_name="+", editable=False, verbose_name=_("asiento")
    )
    flujo_version = models.PositiveSmallIntegerField(_("versión del flujo"), default=1, editable=False)

    class Meta:
        abstract = True

    junto_con: ClassVar[tuple[str, ...]] = ()
    """Relations that its conditions and notices read: fetched together with it."""

    def fijar_raiz(self, raiz: Raiz) -> None:
        """Attach the root that was locked, so that all that is asked of it is asked of that one instance."""
        for campo in self._meta.concrete_fields:
            if campo.related_model is type(raiz) and getattr(self, campo.attname) == raiz.pk:
                setattr(self, campo.name, raiz)

    def pais(self) -> str:
        """Whose words the labels use (ISO 3166-1 alpha-2)."""
        raise NotImplementedError

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[Any] | None = None,
    ) -> None:
        """Re-read the row, state included, without ever switching the protection of the field off.

        django-fsm-2 switches `protected` off on the class while it reads, and leaves it off when the row is gone;
        here the state is taken out of the instance instead, and put back when reading fails.
        """
        estados = [
            f.attname
            for f in self._meta.concrete_fields
            if isinstance(f, FSMFieldMixin) and f.protected and (fields is None or f.name in fields)
        ]
        guardados = {n: self.__dict__.pop(n) for n in estados if n in self.__dict__}
        if fields is None:
            diferidos = self.get_deferred_fields() - set(guardados)
            fields = [f.attname for f in self._meta.concrete_fields if f.attname not in diferidos]
        try:
            models.Model.refresh_from_db(self, using=using, fields=fields, from_queryset=from_queryset)
        except BaseException:
            self.__dict__.update(guardados)
            raise
