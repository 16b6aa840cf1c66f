"""The newspaper's midnight, at which the date on its pages changes."""

from django.db import migrations


def expect_midnight(apps, schema_editor):
    for publication in apps.get_model("publication", "Publication").objects.all():
        apps.get_model("clock", "Moment").objects.update_or_create(
            name="midnight", defaults={"zone": publication.time_zone, "keys": ["list:today"]}
        )


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial"), ("clock", "0001_moments")]
    operations = [migrations.RunPython(expect_midnight, migrations.RunPython.noop)]
