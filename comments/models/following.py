"""Addresses that readers proved, and which of their comments they want answers mailed for."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class Address(models.Model):
    """Written by `following` only. Without `proven_at` nothing but the mail that asks is sent."""

    email = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=10)
    proven_at = models.DateTimeField(_("proven"), null=True, editable=False)
    left_at = models.DateTimeField(_("wants no mails since"), null=True, editable=False)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [models.UniqueConstraint(Lower("email"), name="comment_address_once")]

    def __str__(self) -> str:
        # No address: the history keeps this for ever.
        return f"{self.pk}"


class Follow(models.Model):
    """Mail me when somebody answers this comment of mine."""

    address = models.ForeignKey(Address, models.CASCADE, related_name="follows")
    comment = models.OneToOneField(Comment, models.CASCADE, related_name="follow")
    asked_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("followed comment")
        verbose_name_plural = _("followed comments")

    def __str__(self) -> str:
        return f"{self.comment_id}"
