from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_words_with_their_days")]
    operations = [
        migrations.AddField(
            "article",
            "sponsor",
            models.CharField(
                blank=True,
                default="",
                help_text=(
                    "Of a sponsored article, who paid for it: readers see it wherever it stands."
                ),
                max_length=100,
                verbose_name="paid by",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "article",
            models.CheckConstraint(
                condition=Q(("label", "sponsored"), ("sponsor", ""), _connector="OR"),
                name="article_sponsor_of_sponsored_only",
            ),
        ),
    ]
