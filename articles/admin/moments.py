"""Forms that ask for a moment in the newsroom's own time, also in the two strange nights."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.timezone import get_current_timezone, get_current_timezone_name
from django.utils.translation import gettext_lazy as _

from press import clock
from press.clock.local import NoSuchTime, TwiceThatNight, moment_of

# Known when the form is drawn: whoever travels reads which wall is meant.
OWN_TIME = format_lazy(
    _("In the newsroom's own time, {zone}."), zone=lazy(get_current_timezone_name, str)()
)


class WallTimeField(forms.SplitDateTimeField):
    """A date and a time as they stand on the wall; the form finds out which moment is meant."""

    def compress(self, data_list: Any) -> datetime | None:
        day, time = data_list or (None, None)
        if day is None and time is None:
            return None
        if day is None:
            raise forms.ValidationError(self.error_messages["invalid_date"], code="invalid_date")
        if time is None:
            raise forms.ValidationError(self.error_messages["invalid_time"], code="invalid_time")
        return datetime.combine(day, time)


class MomentForm(forms.Form):
    """Cleans `at` to an aware moment; asks which, where a time comes twice that night."""

    at = WallTimeField(label=_("When"), widget=AdminSplitDateTime, help_text=OWN_TIME)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name in ("which", "at_once"):
            if data and name in data:
                self._ask(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        which = cleaned.pop("which", "")
        if cleaned.get("at") is not None:
            cleaned["at"] = self._moment(cleaned["at"], which)
        return cleaned

    def _moment(self, wall: datetime, which: str) -> datetime | None:
        second = which == "second" if which else None
        try:
            return moment_of(wall, get_current_timezone(), second=second)
        except NoSuchTime:
            self.add_error(
                "at", _("The clocks go forward that night and leave this time out. Choose another.")
            )
        except TwiceThatNight:
            self._ask("which")
            self.add_error(
                "which", _("The clocks go back that night, so this time comes twice: which?")
            )
        except OverflowError:
            self.add_error("at", _("This moment is too far away. Choose an earlier one."))
        return None

    def _ask(self, name: str) -> None:
        self.fields[name] = QUESTIONS[name]()


class ScheduleForm(MomentForm):
    """A moment that is past asks before the article is published at once."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        at_once, at = cleaned.pop("at_once", False), cleaned.get("at")
        if at is not None and at <= clock.now():
            if at_once:
                cleaned["at"] = None
            else:
                self._ask("at_once")
                self.add_error("at", _("This moment is past. Choose one in the future, or:"))
        return cleaned


class EndForm(MomentForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("One sentence. Readers who come to the article's address read it."),
    )


def _which() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Which one"),
        required=False,
        choices=[
            ("", "–"),
            ("first", _("The first time, before the clocks go back")),
            ("second", _("The second time, an hour later")),
        ],
    )


def _at_once() -> forms.BooleanField:
    return forms.BooleanField(label=_("Publish now, with the time of this moment"), required=False)


QUESTIONS = {"which": _which, "at_once": _at_once}
