"""Where copies lie until they are fetched, reached through Django's storage API under the alias ``copias``."""

import os
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages


class DepositoDeCopias(FileSystemStorage):
    """A folder, `settings.COPIAS_DIR`, readable by its owner alone."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o400, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> Any:
        return settings.COPIAS_DIR

    @property
    def location(self) -> str:
        return os.path.abspath(settings.COPIAS_DIR)


def deposito() -> Storage:
    return storages["copias"]
