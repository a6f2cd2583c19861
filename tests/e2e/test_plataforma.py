"""The platform's lists in a browser: Django's own pages under the site's policy, on a phone and in the dark."""

import pytest
from allauth.mfa.models import Authenticator

from instituciones.models import Usuario
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.factories import Caso, cuenta

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plataforma() -> Usuario:
    usuario = cuenta("Plataforma", is_superuser=True, is_staff=True)
    Authenticator.objects.create(user=usuario, type=Authenticator.Type.TOTP, data={})
    return usuario


def test_nobody_is_kept_out(open_page: OpenPage, plataforma: Usuario) -> None:
    Caso()
    for direccion in ("/plataforma/", "/plataforma/expedientes/expediente/"):
        assert_is_for_everybody(open_page(direccion, plataforma), with_a_finger=False)
