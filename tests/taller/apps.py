from django.apps import AppConfig


class TallerConfig(AppConfig):
    """Test-only: a lifecycle with everything that a lifecycle may have. Installed by `tests.settings` alone."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "tests.taller"
    label = "taller"
    verbose_name = "Taller"
