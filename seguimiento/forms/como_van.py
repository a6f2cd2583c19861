"""How the earlier commitments go: asked where people meet, and settled in place."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _t

from expedientes.facultades import Facultad
from expedientes.forms import EntradaDeFecha, FormularioDeActo
from flujo.acto import Acto
from flujo.services import perform
from flujo.transaccion import en_transaccion
from seguimiento import services
from seguimiento.models import Acta, Compromiso, Reunion
from seguimiento.queries.pasos import pasos_posibles

CON_MOTIVO = frozenset(
    {
        "bloquear",
        "reprogramar",
        "devolver",
        "verificar_en_parte",
        "dar_por_cumplido_en_parte",
        "dar_por_no_cumplido",
        "cerrar_sin_verificacion",
        "cancelar",
    }
)
CON_NOTA = CON_MOTIVO | {"dar_por_cumplido"}


class ComoVan(FormularioDeActo):
    """Of each earlier commitment a step may be chosen, with why or what was done, and a day."""

    anteriores: Sequence[Compromiso] = ()

    def preguntar_como_van(
        self,
        anteriores: Sequence[Compromiso],
        facultades: Sequence[Facultad],
        en_reunion: Callable[[Compromiso], bool] = lambda compromiso: False,
    ) -> None:
        """Ask of each of these what its fields say; `facultades` are what the person may do in the case file."""
        self.anteriores = list(anteriores)
        for compromiso in self.anteriores:
            pasos = pasos_posibles(compromiso, facultades, en_reunion=en_reunion(compromiso))
            self.fields |= _como_va(compromiso, [(t.name, t.custom["etiqueta"]) for t in pasos])

    def como_van(self) -> list[dict[str, Any]]:
        """Each earlier commitment with the fields that settle it."""
        return [
            {
                "compromiso": c,
                "campos": [self[f"{campo}_{c.numero}"] for campo in ("paso", "nota", "fecha")]
                if self.fields[f"paso_{c.numero}"].choices[1:]  # type: ignore[attr-defined]
                else [],
            }
            for c in self.anteriores
        ]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        for c in self.anteriores:
            paso = datos.get(f"paso_{c.numero}")
            if not paso and (datos.get(f"nota_{c.numero}") or datos.get(f"fecha_{c.numero}")):
                self.add_error(f"paso_{c.numero}", _t("Diga cómo va, o borre lo que escribió de él."))
            if paso and paso not in CON_NOTA and datos.get(f"nota_{c.numero}"):
                self.add_error(f"nota_{c.numero}", _t("Ese paso no guarda ninguna nota: bórrela."))
            if paso in CON_NOTA and not datos.get(f"nota_{c.numero}"):
                self.add_error(f"nota_{c.numero}", _t("Diga por qué, o qué se hizo."))
            if paso == "reprogramar" and not datos.get(f"fecha_{c.numero}"):
                self.add_error(f"fecha_{c.numero}", _t("Diga la nueva fecha."))
        return datos

    def resolver(self, acto: Acto, *, dia: dt.date, reunion: Reunion | None = None) -> None:
        """Take the steps that were chosen, at a meeting of that day: what was done was done by then."""
        for compromiso in self.anteriores:
            self._resolver(compromiso, acto, dia, reunion)

    def _resolver(self, compromiso: Compromiso, acto: Acto, dia: dt.date, reunion: Reunion | None) -> None:
        n = compromiso.numero
        paso, nota, fecha = (self.cleaned_data.get(f"{campo}_{n}") for campo in ("paso", "nota", "fecha"))
        if not paso:
            return
        propio = acto.con(clave=f"{n}:{acto.clave}", hash_mostrado=None)
        if paso == "dar_por_cumplido":
            cuando = fecha or min(dia, self.expediente.hoy())
            services.dar_por_cumplido(compromiso, nota=str(nota), cumplido_el=cuando, acto=propio)
            return
        datos: dict[str, Any] = {"motivo": nota} if paso in CON_MOTIVO else {}
        if paso == "reprogramar":
            datos["vence"] = fecha
        elif paso == "cancelar":
            datos["reunion"] = reunion
        perform(compromiso, str(paso), acto=propio, **datos)


class ComoVanEnLaSesionForm(ComoVan):
    """In a session: cancelling one is an agreement of its acta, and voted as such."""

    objeto: Acta

    def __init__(
        self,
        *args: Any,
        anteriores: Sequence[Compromiso] = (),
        facultades: Sequence[Facultad] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.preguntar_como_van(anteriores, facultades)

    @property
    def destino(self) -> str:  # type: ignore[override]
        return f"{self.objeto.get_absolute_url()}escribir/"

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        if not any(datos.get(f"paso_{c.numero}") for c in self.anteriores) and not self.errors:
            self.add_error(None, _t("Elija cómo va al menos uno de los compromisos."))
        return datos

    @en_transaccion
    def ejecutar(self, acto: Acto) -> Any:
        """Settle what was chosen, all of it or nothing."""
        self.resolver(acto, dia=self.objeto.sesion.fecha)
        return self.objeto


def _como_va(compromiso: Compromiso, pasos: Sequence[tuple[str, Any]]) -> dict[str, forms.Field]:
    n = compromiso.numero
    sigue = _t("Sigue igual")
    if compromiso.vence:
        sigue = _t("Sigue igual, hasta el %(dia)s") % {"dia": date_format(compromiso.vence, "j b Y")}
    return {
        f"paso_{n}": forms.ChoiceField(
            label=_t("Cómo va el %(n)s") % {"n": n},
            required=False,
            choices=[("", sigue), *((nombre, str(etiqueta)) for nombre, etiqueta in pasos)],
        ),
        f"nota_{n}": forms.CharField(
            label=_t("Qué se hizo o por qué (%(n)s)") % {"n": n}, required=False, max_length=2000
        ),
        f"fecha_{n}": forms.DateField(
            label=_t("Fecha (%(n)s)") % {"n": n}, required=False, widget=EntradaDeFecha
        ),
    }
