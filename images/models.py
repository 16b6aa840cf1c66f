"""What the newspaper knows about a picture, and where its files lie."""

import re
from datetime import date, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Coalesce, Concat, Greatest, TruncDate
from django.utils.translation import gettext_lazy as _

from press import clock
from press.pages.keys import Keyed
from publication.models import Publication


def master_path(image: "Image", filename: str) -> str:
    """Return where in the storage a master lies; names are random, so folders fill evenly."""
    return f"images/{filename[:2]}/{filename}"


def today(moment: datetime | None = None) -> date:
    """Return the present day in the newsroom's zone, or the day of a moment."""
    zone = ZoneInfo(Publication.objects.current().time_zone)
    return (moment or clock.now()).astimezone(zone).date()


class ImageQuerySet(models.QuerySet["Image"]):
    def undescribed(self) -> Self:
        """Pictures that say something, but not yet to a reader who can't see them."""
        return self.filter(alt="", decorative=False)

    def at_least(self, pixels: int) -> Self:
        """Pictures whose longer side has so many pixels."""
        return self.alias(longer=LONGER_SIDE).filter(longer__gte=pixels)

    def below(self, pixels: int) -> Self:
        return self.alias(longer=LONGER_SIDE).filter(longer__lt=pixels)

    def of_days(self, first: date | None, last: date | None) -> Self:
        """Pictures taken, or else uploaded, between two days, either of which may be left open."""
        days = {"day__gte": first, "day__lte": last}
        wanted = {name: day for name, day in days.items() if day is not None}
        return self.alias(day=DAY).filter(**wanted)

    def rights_ending(self) -> Self:
        """Pictures that may be shown no longer than some weeks, or not even that."""
        return self.filter(rights_until__lte=today() + RIGHTS_END_SOON).order_by("rights_until")

    def with_words(self, words: str) -> Self:
        """Pictures in whose words each of `words` begins one; all of them where none is asked."""
        if not words.strip():
            return self
        wanted = [f"'{word}':*" for word in re.findall(r"[^\W_]+", words)[:WORDS_ASKED]]
        if not wanted:
            return self.none()
        query = SearchQuery(" & ".join(wanted), config="simple", search_type="raw")
        return self.alias(words=WORDS).filter(words=query)


LONGER_SIDE = Greatest("width", "height")
# Of UTC, so that an index can hold it; who looks for a day takes the one beside it too.
DAY = Coalesce("taken_on", TruncDate("uploaded_at", tzinfo=ZoneInfo("UTC")))
WORDS_ASKED = 12
RIGHTS_END_SOON = timedelta(days=30)
# Time enough to ask for longer, or to choose another picture.
RIGHTS_WARNING = timedelta(days=7)
# Points and strokes part words: PostgreSQL takes "quay.jpg" for a host.
WORDS = SearchVector(
    Func(
        Concat(
            *("alt", Value(" "), "caption", Value(" "), "credit", Value(" "), "original_name"),
            output_field=models.TextField(),
        ),
        Value("./@_-"),
        Value("     "),
        function="translate",
        output_field=models.TextField(),
    ),
    config="simple",
)
SHARE: dict[str, Any] = {
    "default": 0.5,
    "validators": [MinValueValidator(0), MaxValueValidator(1)],
}


def _within_picture(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"image_{field}_within_picture",
        condition=Q(**{f"{field}__gte": 0, f"{field}__lte": 1}),
        violation_error_message=_("The focal point lies outside the picture. Use 0 to 1."),
    )


class Image(Keyed):
    """A picture of the library. Changed by the verbs in `uploading` and by the rendition job."""

    file = models.FileField(_("file"), upload_to=master_path, max_length=200, unique=True)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_(
            "Somebody can't see this picture and asks you what is in it. Answer in one sentence, "
            "as you would on the phone: “Fishermen mend nets on an icy quay.” "
            "Don't begin with “Picture of”, and don't repeat the caption."
        ),
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_(
            "Tick this only if a reader who can't see the picture misses nothing, "
            "as with a texture or an ornament. Screen readers then pass it over."
        ),
    )
    caption = models.CharField(
        _("caption"),
        max_length=1000,
        blank=True,
        help_text=_("Stands under the picture: who, what, where, when. A full sentence."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_(
            "Who made it, and for whom, as it shall be printed: “Elin Vass / The Meridian”."
        ),
    )
    source = models.CharField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_(
            "Where it came from: an agency and its number, an address, a person. "
            "For us only, on the day that somebody asks whether we may use it."
        ),
    )
    rights = models.CharField(
        _("rights"),
        max_length=500,
        blank=True,
        help_text=_(
            "What we may do with it, and who said so: “Once, in print and online; mail of 3 May.” "
            "For us only."
        ),
    )
    rights_until = models.DateField(
        _("may be shown until"),
        null=True,
        blank=True,
        help_text=_(
            "The last day, if there is one. You are told a week before, and the gate stops "
            "articles that show it later."
        ),
    )
    taken_on = models.DateField(
        _("taken on"),
        null=True,
        blank=True,
        help_text=_("Read from the file, if that says it."),
    )
    focal_x = models.FloatField(
        _("focal point from the left"),
        help_text=_(
            "What must stay in view when the picture is cut: 0 is the left edge, 1 the right."
        ),
        **SHARE,
    )
    focal_y = models.FloatField(
        _("focal point from the top"),
        help_text=_("0 is the upper edge, 1 the lower. Or click on the picture."),
        **SHARE,
    )
    # Empty until the job has run; then as renditions.Cut by the name of the shape.
    renditions = models.JSONField(_("renditions"), default=dict, blank=True, editable=False)
    # The class of its ground while it loads, and the recipe that made all this: none is 0.
    tint = models.CharField(_("tint"), max_length=20, blank=True, editable=False)
    recipe = models.PositiveSmallIntegerField(_("recipe"), default=0, db_index=True, editable=False)
    original_name = models.CharField(_("file name"), max_length=255, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=clock.now, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="image_newest"),
            models.Index(
                fields=["rights_until"],
                name="image_rights",
                condition=Q(rights_until__isnull=False),
            ),
            models.Index(LONGER_SIDE, name="image_longer_side"),
            models.Index(DAY, name="image_day"),
            models.Index(
                fields=["-uploaded_at", "-id"],
                name="image_undescribed",
                condition=Q(alt="", decorative=False),
            ),
            GinIndex(WORDS, name="image_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="image_has_file",
                condition=~Q(file=""),
                violation_error_message=_("A picture needs its file. Choose one."),
            ),
            models.CheckConstraint(
                name="image_has_extent",
                condition=Q(width__gt=0, height__gt=0),
                violation_error_message=_("A picture is at least one pixel wide and high."),
            ),
            _within_picture("focal_x"),
            _within_picture("focal_y"),
        ]

    def rights_end_by(self, day: date) -> bool:
        """Whether it may be shown on `day` no more."""
        return self.rights_until is not None and self.rights_until < day

    def __str__(self) -> str:
        return self.alt or self.caption or self.original_name or str(self.file)

    @property
    def alt_text(self) -> str:
        """What `alt` says on a page: nothing if the picture says nothing."""
        return "" if self.decorative else self.alt
