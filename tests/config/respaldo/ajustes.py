"""Settings of a command in a process of its own: its keys and its store are where the test says."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403

DEMO = True
LOCAL_DIR = Path(os.environ["LOCAL_DE_PRUEBA"])
ARCHIVOS_DIR = Path(os.environ["ARCHIVOS_DIR"])
