from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


def numbers(function):
    return models.Func(
        "body", function=function, output_field=ArrayField(models.BigIntegerField())
    )


class Migration(migrations.Migration):
    dependencies = [("live", "0002_posts_are_found"), ("articles", "0024_boxes_in_texts")]

    operations = [
        migrations.AddIndex(
            "post",
            GinIndex(
                numbers("picture_numbers"),
                condition=models.Q(body__contains="<figure "),
                name="live_post_pictures",
            ),
        ),
        migrations.AddIndex(
            "post",
            GinIndex(
                numbers("box_numbers"),
                condition=models.Q(body__contains="data-box-id="),
                name="live_post_boxes",
            ),
        ),
    ]
