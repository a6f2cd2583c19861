"""`manage.py exportar_expediente`, and the trace that it leaves."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from auditoria.models import Asiento
from tablero.copia.alcance import Alcance
from tablero.copia.constancia import anotar_copia
from tests.tablero.copia.alteraciones import leer
from tests.tablero.copia.conftest import Mundo

pytestmark = pytest.mark.django_db


def exportar(mundo: Mundo, destino: Path, *opciones: str) -> str:
    salida = io.StringIO()
    call_command(
        "exportar_expediente",
        mundo.expediente.codigo,
        "--destino",
        str(destino),
        *opciones,
        stdout=salida,
    )
    return salida.getvalue()


def ultimo(cadena: int) -> tuple[str, int | None, str, int | None]:
    asiento = Asiento.objects.filter(cadena=cadena).latest("n")
    return asiento.accion, asiento.registra_id, asiento.visibilidad, asiento.institucion_id


def test_the_console_exports_all_sides_and_every_party_sees_that_it_did(mundo: Mundo, tmp_path: Path) -> None:
    destino = tmp_path / "copia.zip"
    assert f"{destino}: " in exportar(mundo, destino)
    assert json.loads(leer(destino)["manifiesto.json"])["alcance"]["lector"] == "sistema"
    assert ultimo(mundo.expediente.cadena_id) == ("descargar_expediente", None, "compartida", None)
    assert [f.name for f in tmp_path.iterdir()] == ["copia.zip"]


def test_it_exports_what_one_account_may_read(mundo: Mundo, tmp_path: Path) -> None:
    usuario = mundo.caso.contraparte
    exportar(mundo, tmp_path / "copia.zip", "--como", usuario.correo)
    ficheros = leer(tmp_path / "copia.zip")
    assert json.loads(ficheros["manifiesto.json"])["alcance"]["usuario"] == usuario.pk
    assert len(json.loads(ficheros["indice.json"])["documentos"]) == 2


def test_what_cannot_be_is_said_and_nothing_is_written(mundo: Mundo, tmp_path: Path) -> None:
    (tmp_path / "hay.zip").write_bytes(b"de otro")
    casos = {
        "ya existe": (mundo.expediente.codigo, tmp_path / "hay.zip", ()),
        "No hay un expediente EXP-0": ("EXP-0", tmp_path / "copia.zip", ()),
        "que esa cuenta pueda leer": (
            mundo.expediente.codigo,
            tmp_path / "copia.zip",
            ("--como", mundo.caso.ajeno.correo),
        ),
        "No hay una cuenta activa": (
            mundo.expediente.codigo,
            tmp_path / "copia.zip",
            ("--como", "nadie@demo.invalid"),
        ),
        "No se puede escribir": (mundo.expediente.codigo, tmp_path / "no" / "copia.zip", ()),
    }
    for frase, (codigo, destino, opciones) in casos.items():
        with pytest.raises(CommandError, match=frase):
            call_command("exportar_expediente", codigo, "--destino", str(destino), *opciones)
    assert [f.name for f in tmp_path.iterdir()] == ["hay.zip"]


def test_a_party_that_takes_a_copy_leaves_an_act_of_its_own(mundo: Mundo) -> None:
    usuario = mundo.caso.contraparte
    anotar_copia(Alcance(mundo.expediente, usuario))
    assert ultimo(mundo.expediente.cadena_id) == (
        "descargar_expediente",
        usuario.pk,
        "interna",
        mundo.caso.otra.pk,
    )


def test_an_auditor_that_takes_a_copy_leaves_a_reading(mundo: Mundo) -> None:
    anotar_copia(Alcance(mundo.expediente, mundo.auditora))
    accion, registra, visibilidad, _ = ultimo(mundo.expediente.lecturas_id)
    assert (accion, registra, visibilidad) == ("leer", mundo.auditora.pk, "control")
