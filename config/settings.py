"""Settings: one file, every value that differs between machines comes from the environment.

`docs/administracion.md` lists the variables with their meaning and default.
"""

import locale
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / ".local"
SALIDA_DIR = BASE_DIR / "salida"  # what the demonstration writes for whoever has no account

env = environ.Env()
if "SECRET_KEY" not in env.ENVIRON:  # a configured machine never looks at what `make demo` or `make run` left
    env.read_env(LOCAL_DIR / "entorno")

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("CONVENIOS_DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost"])
BASE_URL = env.str("BASE_URL", default="http://localhost:8000")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[BASE_URL])

INSTALLED_APPS = [
    "config",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "django_fsm",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "auditoria",
    "notificaciones",
    "flujo",
    "instituciones",
    "expedientes",
    "documentos",
    "convenios",
    "planes",
    "seguimiento",
    "tablero",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "documentos.middleware.LimiteDeEnvio",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "instituciones.middleware.IdiomaDeLaCuenta",
    "tablero.resguardo.middleware.Resguardo",
    "instituciones.middleware.CuentaExigida",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "documentos.middleware.RegresoAFirmar",
    "instituciones.middleware.SegundoFactorExigido",
    "expedientes.middleware.HoraDelExpediente",
    "tablero.middleware.Negativas",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "tablero.renderers.FormRenderer"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tablero.context_processors.frame",
            ],
        },
    },
]

# -- database: PostgreSQL, READ COMMITTED; nobody waits for a lock for ever
DATABASES: dict[str, dict[str, Any]] = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),  # e.g. ?host=/socket/folder
    "connect_timeout": 5,
    "options": "-c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=120s",
}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["CONN_MAX_AGE"]:  # plans are kept with a connection; 0 says that it is not ours alone
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 2
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- people
AUTH_USER_MODEL = "instituciones.Usuario"
AUTHENTICATION_BACKENDS = ["instituciones.entrada.Entrada"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["correo"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
SESSION_ENGINE = "instituciones.sesiones"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day; text typed after it comes back to whoever typed it
ACCOUNT_ADAPTER = "instituciones.cuentas.adaptadores.AdaptadorDeCuentas"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "correo"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = [
    "email*",
    "password1*",
]  # for allauth's checks: nobody signs up, accounts are by invitation
# The invitation proved the address; a new one is proved before it replaces it.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = _("[DEMOSTRACIÓN] ") if DEMO else ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BASE_URL.startswith("https://") else "http"
ACCOUNT_RATE_LIMITS = {
    "login": None,  # instituciones.cuentas.freno counts sign-ins, so that nobody locks another out
    "login_failed": None,
    "reset_password": "20/h/ip,5/h/key",
}
MFA_ADAPTER = "instituciones.cuentas.adaptadores.AdaptadorDeSegundoFactor"
MFA_FORMS = {
    "authenticate": "instituciones.cuentas.formularios.PedirSegundoFactor",
    "reauthenticate": "instituciones.cuentas.formularios.ConfirmarSegundoFactor",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # or nobody with a second factor could change their address
MFA_TOTP_ISSUER = "Convenios (demostración)" if DEMO else "Convenios"
MFA_TOTP_TOLERANCE = 1  # one step of 30 s, for clocks that are not exact
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BASE_URL.startswith("https://")  # localhost, in demonstrations
ALLAUTH_TRUSTED_PROXY_COUNT = env.int(
    "TRUSTED_PROXY_COUNT", default=int(env.bool("BEHIND_PROXY", default=False))
)
ANONYMOUS_USER_NAME = None  # guardian: no row that stands for nobody
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # its backend is not wanted: `visible_to` is the one filter

# -- what all web processes share: allauth counts its limits in this table (instituciones/migrations/0003_cache.py)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# -- language and time
LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English"), ("pt", "Português")]  # each by its own name, in every page
LOCALE_PATHS = [
    BASE_DIR / "locale",
    BASE_DIR / "locale" / "bibliotecas",
]  # ours; what libraries say, in our words
locale.locale_alias["pt"] = (
    "pt_BR.UTF-8"  # of the libraries' two Portugueses, gettext looks for Brazil's first
)
FORMAT_MODULE_PATH = ["config.formatos"]
TIME_ZONE = "UTC"
USE_TZ = True

# -- files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".local" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "archivos": {"BACKEND": "documentos.almacen.AlmacenLocal"},
    "copias": {"BACKEND": "tablero.copia.deposito.DepositoDeCopias"},
}
ARCHIVOS_DIR = Path(env.str("ARCHIVOS_DIR", default=str(LOCAL_DIR / "archivos")))
COPIAS_DIR = Path(env.str("COPIAS_DIR", default=str(LOCAL_DIR / "copias")))
ARCHIVO_MAXIMO = env.int("ARCHIVO_MAXIMO", default=25_000_000)  # bytes of one upload
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", default="")  # /path/of/clamd.sock or host:port; none: «no analizado»
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]  # never in memory

# -- security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tablero.resguardo.middleware.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 24_000_000  # ten million characters typed into a clause get a sentence
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # an acta of 2 000 paragraphs, written as a plain form
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^salud/$"]  # asked by load balancers on the inner, plain side
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"

# -- what happens, on the standard error stream of each process
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"propagate": True},
        **{library: {"level": "WARNING"} for library in ("fontTools", "weasyprint", "pikepdf")},
        "pyhanko.sign.validation": {"level": "ERROR"},  # whom it does not believe, we say ourselves
    },
}

# -- the seal that closes the log; unset, keys of the demonstration under .local/sello (refused in production)
SELLO_PKCS12 = env.str("SELLO_PKCS12", default="")
SELLO_CLAVE = env.str("SELLO_CLAVE", default="")
SELLO_PKCS11_MODULO = env.str("SELLO_PKCS11_MODULO", default="")
SELLO_PKCS11_TOKEN = env.str("SELLO_PKCS11_TOKEN", default="")
SELLO_PKCS11_ETIQUETA = env.str("SELLO_PKCS11_ETIQUETA", default="")
SELLO_CONFIANZA = env.str("SELLO_CONFIANZA", default="")
TSA_URL = env.str("TSA_URL", default="")
TSA_CONFIANZA = env.str("TSA_CONFIANZA", default="")

# -- whose signatures are believed, besides the seal's and the authority's: a folder of roots and revocation lists
FIRMAS_CONFIANZA = env.str("FIRMAS_CONFIANZA", default="")
FIRMAS_PKCS11_MODULO = env.str("FIRMAS_PKCS11_MODULO", default="")

# -- background work
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE_TYPE = "quorum" if CELERY_BROKER_URL.startswith("amqp") else "classic"
# Who sends waits two seconds at most and once (config.celery); the worker tries for ever.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 2,
    "visibility_timeout": 600,
}

# -- mail
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Convenios <convenios@demo.invalid>")
EMAIL_TIMEOUT = 15
EMAIL_BACKEND = "notificaciones.buzon.BuzonEnArchivos"  # one .eml file for each mail, read at /correo/
EMAIL_FILE_PATH = str(LOCAL_DIR / "correo")
if env.str("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))
