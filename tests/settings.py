"""Settings of the tests: the project's own, on a throw-away database."""

import os

os.environ.setdefault("SECRET_KEY", "solo-para-pruebas")
os.environ.pop("CELERY_BROKER_URL", None)  # Celery would prefer it to the setting below

from config.settings import *  # noqa: F403
from config.settings import DATABASES, INSTALLED_APPS, LOCAL_DIR, TEMPLATES

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "tests.taller"]  # a lifecycle that only tests know
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DB_NAME", "test_convenios")}
# Emptying the append-only tables between transactional tests needs this *and* a database named test_….
DATABASES["default"]["OPTIONS"]["options"] += " -c convenios.vaciado=on"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
WHITENOISE_AUTOREFRESH = True  # reads the sources: no collected files are needed
ARCHIVOS_DIR = LOCAL_DIR / "archivos-de-prueba"
COPIAS_DIR = LOCAL_DIR / "copias-de-prueba"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "archivos": {"BACKEND": "documentos.almacen.AlmacenLocal"},
    "copias": {"BACKEND": "tablero.copia.deposito.DepositoDeCopias"},
}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "VARIABLE INDEFINIDA: %s"
