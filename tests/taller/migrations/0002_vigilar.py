from django.db import migrations

from auditoria.operations import Proteger
from flujo.operations import VigilarEstado


class Migration(migrations.Migration):
    dependencies = [("taller", "0001_initial"), ("flujo", "0001_initial"), ("auditoria", "0002_encadenar")]
    operations = [VigilarEstado("taller.pieza"), Proteger("taller.pieza")]
