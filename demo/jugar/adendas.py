"""Steps that change a signed agreement by an addendum."""

from convenios.services import abrir_adenda, surtir_efecto
from demo.escenario import Ficha
from demo.jugar.pasos import Pasos


class PasosDeAdenda(Pasos):
    """An addendum is opened, and counts; what lies between is the same as for the agreement."""

    def _adenda(self, paso: Ficha) -> None:
        base_legal = paso.get("base_legal", "")
        abrir_adenda(
            self.convenio,
            clases=paso["clases"],
            objeto=paso["objeto"],
            es_regularizacion=bool(base_legal),
            base_legal=base_legal,
            efecto_desde=self._dia_si_dice(paso, "efecto_desde"),
            fin_nuevo=self._dia_si_dice(paso, "fin_nuevo"),
            acto=self._acto(paso),
        )

    def _surtir_efecto(self, paso: Ficha) -> None:
        surtir_efecto(self.convenio.adendas.get(ordinal=paso["adenda"]), acto=self._acto(paso))
