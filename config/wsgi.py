"""The web server's way in; it runs no system checks, so the one never to be passed over is run here."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.checks import demo_secrets  # noqa: E402

if errors := demo_secrets(None):
    raise ImproperlyConfigured("\n".join(str(error) for error in errors))
