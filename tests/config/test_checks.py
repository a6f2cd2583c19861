import pytest
from django.conf import LazySettings

from config.checks import demo_secrets
from config.servicios.environment import DEMO_KEY_PREFIX


@pytest.mark.parametrize(
    ("debug", "demo", "key", "found"),
    [
        (False, False, "una clave propia", []),
        (False, True, "una clave propia", ["config.E002"]),
        (False, False, f"{DEMO_KEY_PREFIX}xyz", ["config.E001"]),
        (False, True, f"{DEMO_KEY_PREFIX}xyz", ["config.E001", "config.E002"]),
        (True, True, f"{DEMO_KEY_PREFIX}xyz", []),
    ],
)
def test_what_the_demonstration_made_is_refused_where_debug_is_off(
    settings: LazySettings, debug: bool, demo: bool, key: str, found: list[str]
) -> None:
    settings.DEBUG, settings.DEMO, settings.SECRET_KEY = debug, demo, key
    assert [error.id for error in demo_secrets(None)] == found
