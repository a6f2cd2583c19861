from django.apps import AppConfig
from django.core import checks

from config.celery import app as celery_app
from config.checks import demo_secrets

__all__ = ["Config", "celery_app"]  # importing the Celery app here binds every @shared_task to it


class Config(AppConfig):
    name = "config"

    def ready(self) -> None:
        checks.register(demo_secrets, checks.Tags.security)
