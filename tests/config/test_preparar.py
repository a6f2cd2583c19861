"""Setting up a clone: what is missing is told exactly, what is there is not done again."""

import os
import subprocess
from pathlib import Path

import pytest

from config.servicios import preparar, steps
from config.servicios.places import BASE
from config.servicios.steps import Failure

LINE = "apt-get update && apt-get install -y --no-install-recommends chromium"


@pytest.fixture(autouse=True)
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "LOGS", tmp_path)
    return tmp_path


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH that holds what a test puts there, and nothing else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, body: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{body}\n")
    (folder / name).chmod(0o755)


def test_serving_asks_for_no_package_that_is_there() -> None:
    assert preparar.missing_packages("run") == []


def test_testing_asks_for_a_browser(programs: Path) -> None:
    assert {"git", "chromium"} <= set(preparar.missing_packages("test"))


def test_without_rights_the_exact_line_is_told(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(programs, "apt-get", "exit 0")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Failure) as refusal:
        preparar.install_packages(["chromium"])
    assert f"\n    {LINE}\n" in str(refusal.value)


def test_a_sudo_that_refuses_counts_as_no_rights(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(programs, "apt-get", "exit 0")
    program(programs, "sudo", "exit 1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Failure, match="como administrador"):
        preparar.install_packages(["chromium"])


def test_a_sudo_that_works_is_used(programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called = tmp_path / "called"
    program(programs, "apt-get", "exit 0")
    program(programs, "sudo", f'printf "%s\\n" "$*" >> {called}')
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    preparar.install_packages(["chromium"])
    asked = [line for line in called.read_text().splitlines() if "apt-get" in line]
    assert [line.split("-q ")[1] for line in asked] == [
        "update",
        "install -y --no-install-recommends chromium",
    ]


def test_a_machine_without_apt_is_told_what_is_missing(programs: Path) -> None:
    with pytest.raises(Failure, match=r"Faltan chromium y aquí no hay apt-get"):
        preparar.install_packages(["chromium"])


def test_a_failing_step_shows_the_end_of_its_log() -> None:
    with pytest.raises(Failure, match="lo que pasó"):
        steps.step("Paso", ["sh", "-c", "echo lo que pasó; exit 3"], log="paso")


def test_a_long_step_gives_signs_of_life(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "BEAT", 0.2)
    steps.step("Paso", ["sleep", "0.7"], log="paso", progress=lambda _: steps.bar(3, 4, "piezas"))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 3
    assert "[███████████████·····] 3/4 piezas" in lines[0]
    assert lines[-1].startswith("  ✓ Paso")


def test_the_previous_log_is_kept(logs: Path) -> None:
    for word in ("uno", "dos"):
        steps.step("Paso", ["echo", word], log="paso")
    assert "uno" in (logs / "paso.anterior.log").read_text()
    assert "dos" in (logs / "paso.log").read_text()


def test_an_unchanged_lock_is_not_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparar, "BASE", tmp_path)
    monkeypatch.setattr(preparar, "VENV", tmp_path)
    monkeypatch.setattr(preparar, "PREPARED", tmp_path / "preparado")
    monkeypatch.setattr(preparar, "PYTHON", Path("/bin/true"))
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text("django==5.2\n")
    preparar.install_dependencies("test")
    stamp = preparar.PREPARED.read_text()
    monkeypatch.setattr(preparar, "PYTHON", Path("/bin/false"))
    preparar.install_dependencies("run")
    preparar.install_dependencies("test")
    assert preparar.PREPARED.read_text() == stamp
    (tmp_path / "requirements.txt").write_text("django==5.3\n")
    with pytest.raises(Failure):
        preparar.install_dependencies("run")
    assert not preparar.PREPARED.exists()


def test_pip_progress_counts_what_is_collected() -> None:
    output = "Collecting django==5.2\nRequirement already satisfied: celery\n  Downloading x\n"
    assert preparar.pip_progress(output, 4).endswith("2/4 reunidas")


def test_without_python_the_script_says_what_to_install(programs: Path) -> None:
    for name in ("dirname", "sh"):
        (programs / name).symlink_to(f"/usr/bin/{name}")
    run = subprocess.run(
        ["sh", str(BASE / "bin" / "preparar"), "run"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "apt-get install -y python3 python3-venv" in run.stderr
