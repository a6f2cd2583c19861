"""What the page of one case file shows, read once and made plain: the templates ask nothing of the database."""

from tablero.ficha.adenda import FichaDeAdenda, ficha_de_adenda
from tablero.ficha.ficha import Ficha, ficha_de

__all__ = ["Ficha", "FichaDeAdenda", "ficha_de", "ficha_de_adenda"]
