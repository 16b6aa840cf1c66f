from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeriesConfig(AppConfig):
    name = "series"
    verbose_name = _("Series")

    def ready(self) -> None:
        from articles import places, reading
        from articles.sitemaps import files
        from series.models import Series
        from series.places import places_with
        from series.reading import TOLD

        places.also_at(places_with)
        reading.also_tell("told_series", TOLD)
        files.also_list(Series.objects.public)
