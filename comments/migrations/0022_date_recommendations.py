from datetime import UTC, datetime

from django.db import migrations, models


def today():
    """What was given before is taken as given today, and so dropped in the coming night."""
    return datetime.now(UTC).date()


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0021_longer_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='recommendation',
            name='day',
            field=models.DateField(default=today, editable=False, help_text='The day of UTC for which the hashes are good; they go after it.'),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='recommendation',
            index=models.Index(fields=['day'], name='comment_recommended_on'),
        ),
    ]
