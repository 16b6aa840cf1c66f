from django.core.validators import MaxValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0016_index_public_comments"),
        ("comments", "0015_waves"),
    ]

    operations = [
        migrations.AddField(
            "commentsettings",
            "expected",
            models.CharField(
                blank=True,
                default="",
                help_text="A sentence or two above the form, as “Keep to the subject, and attack no person.” What the rules do stands behind it by itself.",
                max_length=400,
                verbose_name="what is expected",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "commentsettings",
            "seconds_to_type",
            models.PositiveSmallIntegerField(
                default=3,
                help_text="What has more than 50 letters and was in the form for less time is held; 0: never. Browsers without scripts don’t say how long it took, and are believed.",
                validators=[MaxValueValidator(60)],
                verbose_name="seconds for typing",
            ),
        ),
    ]
