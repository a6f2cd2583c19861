"""The cache that all web processes share: allauth counts its limits there. Not logged: losing it loses nothing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("instituciones", "0002_proteger")]
    operations = [
        migrations.RunSQL(
            """
            create unlogged table cache (
              cache_key varchar(255) primary key, value text not null, expires timestamptz not null
            );
            create index cache_expires on cache (expires);
            """,
            "drop table cache",
        )
    ]
