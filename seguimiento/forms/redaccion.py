"""One place of an acta as a plain form: what its paragraphs were when it was shown, and what they are now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _t

from convenios.alineacion import Presupuesto
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from seguimiento.models import Acta, ClaseDeParrafo, Parrafo
from seguimiento.queries.redaccion import Lugar, parrafos_de
from seguimiento.services.juntar import Choque, Juntado, escribir_entero, quitar
from seguimiento.services.parrafos import (
    MAXIMO,
    PARRAFOS,
    agregar_parrafo,
    clasificar_parrafo,
    mover_parrafo,
    parrafo_de,
    retirar_parrafo,
)
from seguimiento.services.sitios import Sitio

NUEVOS = 3
"""Blank paragraphs at the end."""


@dataclass
class Resultado:
    """What came of sending it: where others wrote too, and where people have to decide."""

    choques: dict[UUID, Choque] = field(default_factory=dict)
    juntados: int = 0


class RedaccionForm(forms.Form):
    """`choques` are paragraphs that wait for a decision: they are shown with mine, and saving again is the decision."""

    def __init__(
        self,
        *args: Any,
        acta: Acta,
        lugar: Lugar,
        choques: Mapping[UUID, Choque] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.acta, self.lugar, self.choques = acta, lugar, dict(choques or {})
        self.claves, self.nuevas = self._enviadas() if self.is_bound else self._mostradas()
        for n, clave in enumerate(self.claves, 1):
            self.fields |= _de_un_parrafo(clave, n)
        for n, clave in enumerate(self.nuevas, len(self.claves) + 1):
            self.fields |= _de_uno_nuevo(clave, n)

    def _mostradas(self) -> tuple[list[UUID], list[UUID]]:
        parrafos = {p.clave: p for p in parrafos_de(self.acta, self.lugar)}
        for clave in self.choques:
            parrafos.setdefault(clave, parrafo_de(self.acta, clave))
        for parrafo in parrafos.values():
            choque = self.choques.get(parrafo.clave)
            self.initial[f"texto_{parrafo.clave}"] = choque.mio if choque else parrafo.texto
            self.initial[f"base_{parrafo.clave}"] = choque.suyo if choque else parrafo.texto
            self.initial[f"clase_{parrafo.clave}"] = parrafo.clase
            self.initial[f"repone_{parrafo.clave}"] = "si" if choque and choque.retirado else ""
        self.filas: dict[UUID, Parrafo] = parrafos
        return list(parrafos), [uuid4() for _n in range(NUEVOS)]

    def _enviadas(self) -> tuple[list[UUID], list[UUID]]:
        self.filas = {p.clave: p for p in self.acta.parrafos.select_related("acuerdo")}
        leidas = (_claves(self.data.getlist(campo)) for campo in ("parrafo", "nuevo"))  # type: ignore[attr-defined]
        viejas, nuevas = leidas
        return [clave for clave in viejas if clave in self.filas], nuevas[: NUEVOS * 10]

    def parrafos(self) -> list[dict[str, Any]]:
        """Each with its fields and what is known of it, for the page."""
        return [
            {
                "clave": clave,
                "n": n,
                "parrafo": self.filas[clave],
                "choque": self.choques.get(clave),
                "campos": [self[f"{campo}_{clave}"] for campo in ("texto", "clase", "quita")],
                "ocultos": [self[f"{campo}_{clave}"] for campo in ("base", "repone")],
            }
            for n, clave in enumerate(self.claves, 1)
        ]

    def por_agregar(self) -> list[dict[str, Any]]:
        return [
            {"clave": clave, "campos": [self[f"texto_{clave}"], self[f"clase_{clave}"]]}
            for clave in self.nuevas
        ]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        for clave in (*self.claves, *self.nuevas):
            campo = f"texto_{clave}"
            try:
                datos[campo] = exigir_legible(_t("el párrafo"), datos.get(campo, ""), maximo=MAXIMO)
            except DatosInvalidos as negativa:
                self.add_error(campo, list(negativa.frases))
        return datos

    @en_transaccion
    def guardar(self, acto: Acto) -> Resultado:
        """Write all that can be written without losing what others wrote. Raises what the services raise."""
        resultado, presupuesto = Resultado(), Presupuesto()
        for clave in self.claves:
            hecho = self._uno(clave, acto, presupuesto)
            if isinstance(hecho, Choque):
                resultado.choques[clave] = hecho
            else:
                resultado.juntados += hecho.escrito and hecho.con_lo_de_otros
        self._mover(acto)
        self._agregar(acto)
        return resultado

    def _uno(self, clave: UUID, acto: Acto, presupuesto: Presupuesto) -> Juntado | Choque:
        base, mio = self._base(clave), self.cleaned_data[f"texto_{clave}"]
        clase = self.cleaned_data[f"clase_{clave}"] or self.filas[clave].clase
        if self.cleaned_data.get(f"quita_{clave}"):
            return quitar(self.acta, clave, base=base, mio=mio, acto=acto)
        if self.cleaned_data.get(f"repone_{clave}") and mio:
            actual = parrafo_de(self.acta, clave)
            retirar_parrafo(self.acta, clave, version=actual.version, acto=acto, retirado=False)
        if clase != self.filas[clave].clase:
            clasificar_parrafo(self.acta, clave, clase, acto=acto)
        if mio == base:
            return Juntado()
        return escribir_entero(self.acta, clave, base=base, mio=mio, acto=acto, presupuesto=presupuesto)

    def _base(self, clave: UUID) -> str:
        """As it was shown, in the form in which browsers send what was typed."""
        base: str = self.cleaned_data.get(f"base_{clave}") or ""
        return base.replace("\r\n", "\n").replace("\r", "\n").strip()

    def _mover(self, acto: Acto) -> None:
        for boton, salto in (("sube", -2), ("baja", 1)):
            clave = next((c for c in self.claves if str(c) == self.data.get(boton)), None)
            if clave is None:
                continue
            n = self.claves.index(clave) + salto
            tras = self.claves[min(n, len(self.claves) - 1)] if n >= 0 else None
            mover_parrafo(self.acta, clave, sitio=self._sitio(tras), acto=acto)

    def _agregar(self, acto: Acto) -> None:
        tras = self.claves[-1] if self.claves else None
        for clave in self.nuevas:
            if texto := self.cleaned_data[f"texto_{clave}"]:
                agregar_parrafo(
                    self.acta,
                    clave=clave,
                    sitio=self._sitio(tras),
                    clase=self.cleaned_data[f"clase_{clave}"] or ClaseDeParrafo.DELIBERACION,
                    texto=texto,
                    acto=acto,
                )
                tras = clave

    def _sitio(self, tras: UUID | None) -> Sitio:
        return Sitio(lugar=self.lugar.lugar, punto_id=self.lugar.punto_id, tras=tras)


def _claves(escritas: Sequence[str]) -> list[UUID]:
    claves: list[UUID] = []
    for escrita in escritas[:PARRAFOS]:
        try:
            claves.append(UUID(escrita))
        except ValueError as error:
            raise DatosInvalidos(_t("Vuelva a abrir la página.")) from error
    return list(dict.fromkeys(claves))


def _de_un_parrafo(clave: UUID, n: int) -> dict[str, forms.Field]:
    return {
        f"base_{clave}": forms.CharField(required=False, strip=False, widget=forms.HiddenInput),
        f"repone_{clave}": forms.CharField(required=False, widget=forms.HiddenInput),
        **_de_uno_nuevo(clave, n),
        f"quita_{clave}": forms.BooleanField(label=_t("Quitar el párrafo %(n)s") % {"n": n}, required=False),
    }


def _de_uno_nuevo(clave: UUID, n: int) -> dict[str, forms.Field]:
    return {
        f"texto_{clave}": forms.CharField(
            label=_t("Párrafo %(n)s") % {"n": n},
            required=False,
            strip=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
        f"clase_{clave}": forms.ChoiceField(
            label=_t("El párrafo %(n)s es") % {"n": n}, required=False, choices=ClaseDeParrafo.choices
        ),
    }
