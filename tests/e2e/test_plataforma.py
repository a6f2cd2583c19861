"""The platform's lists in a browser: Django's own pages under the site's policy, on a phone and in the dark."""

import pytest
from allauth.mfa.models import Authenticator

from instituciones.models import Usuario
from tests.e2e.conftest import OpenPage, accessibility_violations, scrolls_sideways
from tests.factories import Caso, cuenta

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plataforma() -> Usuario:
    usuario = cuenta("Plataforma", is_superuser=True, is_staff=True)
    Authenticator.objects.create(user=usuario, type=Authenticator.Type.TOTP, data={})
    return usuario


def test_nobody_is_kept_out(open_page: OpenPage, plataforma: Usuario, mode: str) -> None:
    Caso()
    for direccion in ("/plataforma/", "/plataforma/expedientes/expediente/"):
        page = open_page(direccion, plataforma, mode)
        assert accessibility_violations(page) == []
        assert not scrolls_sideways(page)
