import zoneinfo

from django.db import migrations, models
from django.db.models.functions import Coalesce, TruncDate


class Migration(migrations.Migration):
    dependencies = [("images", "0005_longer_side")]

    operations = [
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                Coalesce("taken_on", TruncDate("uploaded_at", tzinfo=zoneinfo.ZoneInfo("UTC"))),
                name="image_day",
            ),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                fields=["-uploaded_at", "-id"],
                name="image_undescribed",
                condition=models.Q(("alt", ""), ("decorative", False)),
            ),
        ),
    ]
