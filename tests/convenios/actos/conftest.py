"""What pages of acts are asked with."""

from typing import Any

import pytest

OPINION = {"sentido": "favorable", "fundamento": "Conforme.", "visibilidad": "interna"}


@pytest.fixture(autouse=True)
def archivos(settings: Any, tmp_path: Any) -> None:
    settings.ARCHIVOS_DIR = tmp_path
