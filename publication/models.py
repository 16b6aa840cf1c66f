"""The newspaper's own facts: one row of Publication, standing pages, menu lines, social links."""

import zoneinfo
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, OuterRef, Q, Value, When
from django.db.models.functions import Concat, JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from press.clock import moments
from press.pages.keys import Keyed
from publication.accent import validate_accent
from publication.addresses import FirstWord, SlugField
from publication.hosts import hosts_in, validate_hosts
from publication.languages import LANGUAGES, direction
from publication.preparing import prepare
from publication.sharing import Network, default_networks
from publication.text_files import TextFile

__all__ = ["MenuLine", "Publication", "SocialLink", "StandingPage", "TextFile"]

# What stands on a page because of today's date, in the newsroom's zone.
TODAY_KEY = "list:today"


def validate_zone(name: str) -> None:
    """Raise ValidationError unless `name` is a zone of the IANA time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is no known time zone. Write it as in “Europe/London”."),
            params={"name": name},
        )


class PublicationQuerySet(models.QuerySet["Publication"]):
    def with_menus(self) -> Self:
        """The publication with the lines of both menus and its social links, in one query."""
        social = SocialLink.objects.filter(publication=OuterRef("pk")).order_by("position", "pk")
        return self.annotate(
            header_lines=_lines(MenuLine.Place.HEADER),
            footer_lines=_lines(MenuLine.Place.FOOTER),
            social_lines=ArraySubquery(
                social.values(line=JSONObject(label=F("label"), address=F("address")))
            ),
        )

    def current(self) -> "Publication":
        """Return the newspaper; a fresh database gets one with a plain name."""
        return self.first() or self.get_or_create(pk=1)[0]


def _lines(place: str) -> ArraySubquery:
    lines = MenuLine.objects.filter(place=place, publication=OuterRef("pk")).order_by(
        "position", "pk"
    )
    address = Case(
        When(page__isnull=False, then=Concat(Value("/"), F("page__slug"), Value("/"))),
        default=F("address"),
        output_field=models.CharField(),
    )
    return ArraySubquery(
        lines.annotate(line=JSONObject(label=F("label"), address=address)).values("line")
    )


class Publication(Keyed):
    name = models.CharField(_("name"), max_length=80, default="The Newspaper")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    logo = models.ImageField(
        _("logo"),
        upload_to="paper/",
        blank=True,
        width_field="logo_width",
        height_field="logo_height",
        help_text=_(
            "Stands for the name at the top of every page. A PNG or WebP with a transparent "
            "ground, at least 216 pixels tall, without white space around it. Without a logo the "
            "name is set in our letters."
        ),
    )
    logo_width = models.PositiveIntegerField(null=True, editable=False)
    logo_height = models.PositiveIntegerField(null=True, editable=False)
    dark_logo = models.ImageField(
        _("logo for dark paper"),
        upload_to="paper/",
        blank=True,
        width_field="dark_logo_width",
        height_field="dark_logo_height",
        help_text=_(
            "Only if the logo can't be seen on black, as one in dark letters can't. Readers who "
            "read light on dark get this one instead."
        ),
    )
    dark_logo_width = models.PositiveIntegerField(null=True, editable=False)
    dark_logo_height = models.PositiveIntegerField(null=True, editable=False)
    icon = models.ImageField(
        _("icon"),
        upload_to="paper/",
        blank=True,
        help_text=_(
            "The newspaper's sign in browser tabs, among the apps of a telephone and beside "
            "links: a square PNG or WebP, at least 512 pixels wide. Empty: the logo, or a small "
            "front page."
        ),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[validate_accent],
        help_text=_(
            "For names of opinion, numerals and lines under links, as in “#1d6638”. It must be "
            "dark enough to be read on paper; for dark pages it is lightened by itself. Empty: "
            "our red."
        ),
    )
    share_first = ArrayField(
        models.CharField(max_length=20, choices=Network),
        verbose_name=_("share links in sight"),
        default=default_networks,
        blank=True,
    )
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default="en")
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="UTC",
        validators=[validate_zone],
        help_text=_("Dates and times on every page are given in this zone, as “Europe/London”."),
    )

    mastodon_servers = models.TextField(
        _("servers of Mastodon"),
        max_length=5_000,
        blank=True,
        validators=[validate_hosts],
        help_text=_(
            "Servers that are asked for the words of a post which an article embeds: one a line, "
            "as “mastodon.social”. Posts of other servers stay a link with your own words."
        ),
    )

    objects = PublicationQuerySet.as_manager()

    # Set by with_menus(); a row loaded without them has empty lists.
    header_lines: list[dict[str, str]] = []
    footer_lines: list[dict[str, str]] = []
    social_lines: list[dict[str, str]] = []

    class Meta:
        verbose_name = _("newspaper")
        verbose_name_plural = _("newspaper")
        constraints = [
            models.CheckConstraint(name="publication_is_one", condition=Q(pk=1)),
            models.CheckConstraint(name="publication_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="publication_accent_is_a_colour",
                condition=Q(accent="") | Q(accent__regex=r"^#[0-9a-fA-F]{6}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, **options: Any) -> None:
        super().save(*args, **options)
        moments.expect_each_midnight("midnight", self.time_zone, [TODAY_KEY])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def trusted_servers(self) -> list[str]:
        """The hosts of Mastodon that are asked for cards."""
        return hosts_in(self.mastodon_servers)


class StandingPage(Keyed):
    """About, Imprint, Privacy: a page without a date, at `/<slug>/`."""

    title = models.CharField(_("title"), max_length=160)
    slug = SlugField(_("address"), unique=True)
    body = models.TextField(_("text"), blank=True)
    prepared = models.JSONField(editable=False, default=dict)
    changed_at = models.DateTimeField(_("last changed"))

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> str:
        return f"page {self.pk}"

    def clean(self) -> None:
        if self.slug:
            try:
                FirstWord.check_free(self.slug, self.owner)
            except ValidationError as error:
                raise ValidationError({"slug": error}) from error

    @transaction.atomic
    def save(self, *args: Any, **options: Any) -> None:
        self.prepared = prepare(self.body)
        super().save(*args, **options)
        FirstWord.claim(self.slug, self.owner)

    @transaction.atomic
    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        FirstWord.release(self.owner)
        return super().delete(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("first_word", args=[self.slug])


class MenuLine(models.Model):
    """One line of a menu: a standing page, or any address."""

    class Place(models.TextChoices):
        HEADER = "header", _("Header, after the sections")
        FOOTER = "footer", _("Footer")

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="menu_lines")
    place = models.CharField(_("place"), max_length=10, choices=Place, default=Place.FOOTER)
    label = models.CharField(_("words"), max_length=60)
    page = models.ForeignKey(
        StandingPage, models.CASCADE, null=True, blank=True, verbose_name=_("standing page")
    )
    address = models.CharField(
        _("or address"),
        max_length=300,
        blank=True,
        help_text=_("A path of this site as /popular/, or an address that starts with https://."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("menu line")
        verbose_name_plural = _("menu lines")
        ordering = ["place", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="menu_line_leads_to_one_place",
                condition=(Q(page__isnull=False) & Q(address=""))
                | (Q(page__isnull=True) & ~Q(address="")),
                violation_error_message=_("Choose a standing page, or write an address; not both."),
            ),
            models.CheckConstraint(
                name="menu_line_address_is_safe",
                # A browser takes a backslash for a slash, and two of them leave the site.
                condition=Q(address="") | Q(address__regex=r"^(https://[^/\s\\]|/([^/\\]|$))"),
                violation_error_message=_("An address starts with / or with https://."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class SocialLink(models.Model):
    """The newspaper's own account elsewhere, named in the footer."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="social_links")
    label = models.CharField(
        _("network"), max_length=60, help_text=_("The word that readers see, as “Mastodon”.")
    )
    address = models.URLField(_("address"), max_length=300, help_text=_("It starts with https://."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("social link")
        verbose_name_plural = _("social links")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="social_link_address_is_safe",
                condition=Q(address__regex=r"^https://[^/\s\\]"),
                violation_error_message=_("An address starts with https://."),
            )
        ]

    def __str__(self) -> str:
        return self.label
