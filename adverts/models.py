"""What the newspaper advertises: its own pictures and links, in named places, for a time."""

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from images.models import Image
from press import clock
from press.pages.keys import Keyed, note

RUNNING_KEY = "list:adverts"


class AdvertQuerySet(models.QuerySet["Advert"]):
    def running(self) -> Self:
        """Those that readers see now, the oldest booking first, with their pictures."""
        note(RUNNING_KEY)
        now = clock.now()
        begun = self.filter(begins_at__lte=now).exclude(ends_at__lte=now)
        return begun.select_related("picture").order_by("pk")

    def counted(self) -> Self:
        """With how often each was `seen` and `followed`, in all."""
        days = AdvertDay.objects.filter(advert=OuterRef("pk")).order_by().values("advert")
        sums = {
            name: Coalesce(Subquery(days.annotate(sum=Sum(name)).values("sum")), 0)
            for name in ("seen", "followed")
        }
        return self.annotate(**sums)


class Advert(Keyed):
    """A picture that leads to an address. Changed by the verbs in `booking` only."""

    class Place(models.TextChoices):
        FRONT = "front", _("Front page, before the sections")
        LIST = "list", _("Section pages, above the list of the latest")
        ARTICLE = "article", _("Articles, below the text")

    place = models.CharField(_("place"), max_length=10, choices=Place)
    advertiser = models.CharField(
        _("advertiser"),
        max_length=100,
        help_text=_("Who pays. Readers see it beside the word “Advertisement”."),
    )
    picture = models.ForeignKey(
        Image,
        models.PROTECT,
        related_name="adverts",
        verbose_name=_("picture"),
        help_text=_(
            "From the library, where its description must say what is offered: it is all that a "
            "reader has who can’t see the picture."
        ),
    )
    address = models.URLField(
        _("address"),
        max_length=500,
        validators=[URLValidator(["https", "http"])],
        help_text=_("Where the picture leads, with https://."),
    )
    begins_at = models.DateTimeField(_("begins"), default=clock.now)
    ends_at = models.DateTimeField(
        _("ends"), null=True, blank=True, help_text=_("Empty: until somebody ends it.")
    )

    objects = AdvertQuerySet.as_manager()

    class Meta:
        verbose_name = _("advertisement")
        verbose_name_plural = _("advertisements")
        ordering = ["-begins_at", "-pk"]
        indexes = [models.Index(fields=["-begins_at", "-id"], name="advert_newest")]
        constraints = [
            models.CheckConstraint(
                name="advert_ends_after_it_begins",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("begins_at")),
                violation_error_message=_("It ends before it begins. Choose a later end."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.advertiser}: {self.get_place_display()}"

    def clean(self) -> None:
        """Refuse a picture that says nothing to those who can't see it."""
        if self.picture_id and not self.picture.alt_text:
            sentence = _(
                "This picture has no description. Write one in the library, then choose it."
            )
            raise ValidationError({"picture": sentence})

    def is_running(self) -> bool:
        now = clock.now()
        return self.begins_at <= now and (self.ends_at is None or self.ends_at > now)


class AdvertDayQuerySet(models.QuerySet["AdvertDay"]):
    def of(self, advert: Advert) -> Self:
        """The days of one advertisement, the newest first, along the primary key."""
        return self.filter(advert=advert).order_by("-day")


class AdvertDay(models.Model):
    """How often an advertisement was seen and followed on a day of UTC: numbers, no readers."""

    pk = models.CompositePrimaryKey("advert", "day")
    advert = models.ForeignKey(Advert, models.CASCADE, related_name="days")
    day = models.DateField(_("day"))
    seen = models.PositiveIntegerField(_("seen"), default=0)
    followed = models.PositiveIntegerField(_("followed"), default=0)

    objects = AdvertDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of an advertisement")
        verbose_name_plural = _("days of advertisements")

    def __str__(self) -> str:
        return f"{self.advert_id}, {self.day:%Y-%m-%d}"
