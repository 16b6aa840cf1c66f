"""The rules for comments in sentences for readers, in the order in which they are asked.

They say what happens, and neither words nor networks of a list: those would only help to get by.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import CommentSettings


def refusing(settings: CommentSettings) -> list[str]:
    """What isn't taken; its writer reads why, and keeps the words."""
    said = [
        _("What somebody said at the same place before, or what has no words that can be seen.")
    ]
    sentence = ngettext(
        "A second reply within %(seconds)d second, or more than %(most)d within an hour, from the "
        "same connection.",
        "A second reply within %(seconds)d seconds, or more than %(most)d within an hour, from the "
        "same connection.",
        settings.seconds_between,
    )
    most = settings.in_an_hour_at_most
    said.append(sentence % {"seconds": settings.seconds_between, "most": most})
    if settings.refused_words:
        said.append(_("What holds a word that isn’t printed here; the writer is told which."))
    if settings.refused_networks:
        said.append(_("What comes from some networks from which little else than spam came."))
    said.append(_("What a person writes whom a moderator banned; they are told until when."))
    return said


def holding(settings: CommentSettings) -> list[str]:
    """What waits for a person, or is put to the spam; its writer reads why."""
    said = [_("Replies below articles whose comments are read first.")]
    if settings.hold_everything:
        said = [_("Every reply, before readers see it.")]
    said.append(_("What only programs do: they fill in a field that people don’t see."))
    if settings.seconds_to_type:
        said.append(_("What was written faster than people type."))
    if settings.likely_held_from or settings.likely_spam_from:
        said.append(
            _(
                "What resembles the spam of earlier decisions, as a filter of our own counts it. "
                "It asks nobody else, and refuses nothing."
            )
        )
    if settings.akismet:
        said.append(_("What the spam service Akismet takes for spam; it is sent each reply."))
    return said + _signs(settings) + _persons(settings)


def _signs(settings: CommentSettings) -> list[str]:
    said = []
    if settings.held_words:
        said.append(_("What holds a word that a person looks at first."))
    sentence = ngettext(
        "What has more than %(most)d link.",
        "What has more than %(most)d links.",
        settings.links_at_most,
    )
    said.append(sentence % {"most": settings.links_at_most})
    if settings.shortest > 1:
        sentence = _("What has fewer than %(letters)d letters.")
        said.append(sentence % {"letters": settings.shortest})
    said.append(
        _(
            "What comes in a flood, many alike within an hour or very many within a minute, unless "
            "its writer was approved before."
        )
    )
    return said


def _persons(settings: CommentSettings) -> list[str]:
    said = []
    if settings.bad_record is not None:
        sentence = _("What people write of whose earlier replies %(percent)d percent were refused.")
        said.append(sentence % {"percent": settings.bad_record})
    if settings.hold_newcomers:
        said.append(_("What people write of whom no reply was approved before."))
    said.append(_("What people or networks write that a moderator wants to read first."))
    return said
