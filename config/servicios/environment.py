"""The environment of Django, and `.local/entorno`, where `manage.py` finds what is running."""

import os
import re
import secrets
from pathlib import Path

from config.servicios.places import LOCAL

FILE = LOCAL / "entorno"
DEMO_KEY_PREFIX = "demostracion-"  # config.checks refuses such a key when DEBUG is off


def lasting(base_url: str) -> dict[str, str]:
    """The variables of a demonstration on this machine; what the caller's environment already says wins."""
    defaults = {"SECRET_KEY": secret_key(), "DEBUG": "1", "CONVENIOS_DEMO": "1", "BASE_URL": base_url}
    return {name: os.environ.get(name, value) for name, value in defaults.items()}


def ephemeral() -> dict[str, str]:
    """The variables of a test run: as in production, with a key that dies with it."""
    return {"SECRET_KEY": os.environ.get("SECRET_KEY", secrets.token_urlsafe(48))}


def secret_key() -> str:
    """The key made at the first start of this clone."""
    found = re.search(r"^SECRET_KEY=(.+)$", FILE.read_text(), re.MULTILINE) if FILE.exists() else None
    return found[1] if found else DEMO_KEY_PREFIX + secrets.token_urlsafe(48)


def write(variables: dict[str, str]) -> None:
    """Replace `.local/entorno` whole, readable by its owner alone."""
    FILE.parent.mkdir(exist_ok=True)
    unfinished = Path(f"{FILE}.nuevo")
    unfinished.touch(mode=0o600)
    unfinished.write_text("".join(f"{name}={value}\n" for name, value in sorted(variables.items())))
    unfinished.replace(FILE)
