"""An import in a process of its own, to be killed in the middle; run by `test_kill9` as a program.

python -m tests.convenios.importacion.importador <database> <folder of the store>
"""

import os
import sys


def main(base_de_datos: str, deposito: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = base_de_datos
    settings.ARCHIVOS_DIR = deposito
    django.setup()
    from convenios.services import importaciones

    importaciones.seguir()


if __name__ == "__main__":
    main(*sys.argv[1:])
