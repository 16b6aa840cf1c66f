from django.db import migrations, models

import publication.hosts


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0006_icon'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='mastodon_servers',
            field=models.TextField(blank=True, help_text='Servers that are asked for the words of a post which an article embeds: one a line, as “mastodon.social”. Posts of other servers stay a link with your own words.', max_length=5000, validators=[publication.hosts.validate_hosts], verbose_name='servers of Mastodon'),
        ),
    ]
