"""The last page of a report, as residents fill it in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import User
from prevenio.reports.forms.questions import NOT_OFFERED, TOO_LONG, question_field
from prevenio.reports.models import CategoryVersion, Nature
from prevenio.reports.operations.taking import (
    LONGEST_WORDS,
    Contact,
    ContactNeeded,
    When,
    WordsNeeded,
)
from prevenio.web.guarding import GuardedForm
from prevenio.web.refusals import sentence

QUESTION = "q_"
_SIGNED_OUT = _("You are not signed in any more. Sign in, or send without a name.")
_WRONG_EMAIL = _("Enter an e-mail address as name@example.org.")
_NO_PHONE = _("Enter a phone number with at least five digits, or leave this empty.")
BOTH_HOURS = _("Choose both hours, from and until.")
_WEEKDAYS = (
    ("0", pgettext_lazy("day of the week", "Monday")),
    ("1", pgettext_lazy("day of the week", "Tuesday")),
    ("2", pgettext_lazy("day of the week", "Wednesday")),
    ("3", pgettext_lazy("day of the week", "Thursday")),
    ("4", pgettext_lazy("day of the week", "Friday")),
    ("5", pgettext_lazy("day of the week", "Saturday")),
    ("6", pgettext_lazy("day of the week", "Sunday")),
)
_CHOOSE = ("", pgettext_lazy("hour", "choose"))
_BEGINS = [_CHOOSE, *((str(one), f"{one}:00") for one in range(24))]
# An hour is meant to its end.
_ENDS = [_CHOOSE, *((str(one), f"{one}:59") for one in range(24))]
_HOURS = ("from_hour", "to_hour")
_FEWEST_DIGITS = 5


def email_field(**options: Any) -> forms.EmailField:
    return forms.EmailField(
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _WRONG_EMAIL},
        **options,
    )


def phone_in(said: str) -> str:
    """A phone number as it was written; empty, or with digits enough to be called."""
    phone = said.replace("\x00", "").strip()
    if phone and sum(one.isdecimal() for one in phone) < _FEWEST_DIGITS:
        raise forms.ValidationError(_NO_PHONE)
    return phone


def _hour(**options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": NOT_OFFERED},
        **options,
    )


class _ManyPhotos(forms.ClearableFileInput):
    allow_multiple_selected = True


class ReportForm(GuardedForm):
    """The last page of a report: everything on it may stay empty, unless the category asks for it.

    Photos are taken by the page before the form is read, so that none is lost by a mistake.
    """

    guard_name = "report"

    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=_WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_OFFERED},
    )
    from_hour = _hour(label=pgettext_lazy("hour", "From"), choices=_BEGINS)
    to_hour = _hour(label=pgettext_lazy("hour", "Until"), choices=_ENDS)
    photos = forms.Field(
        label=_("Photos"),
        help_text=_(
            "At most five. What the camera wrote into them is removed. Faces and number plates "
            "are not needed."
        ),
        required=False,
        widget=_ManyPhotos(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    words = forms.CharField(
        label=_("What happens there?"),
        help_text=_("Without names of people. Only the staff read it."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": TOO_LONG},
    )
    contact_name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": TOO_LONG},
    )
    email = email_field(
        label=_("E-mail"), help_text=_("We write only about this report, and erase it later.")
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"max_length": TOO_LONG},
    )
    nature = forms.ChoiceField(
        label=_("What is it in law?"),
        choices=[
            (Nature.INFORMATION, _("Information. We check it and tell here what came of it.")),
            (Nature.REQUEST, _("A request. You get an answer by law; it needs name and e-mail.")),
        ],
        initial=Nature.INFORMATION,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_OFFERED},
    )
    danger_seen = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    # What the page said of the category when it was shown.
    told = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    language = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        version: CategoryVersion,
        account: User | AnonymousUser | None = None,
        **options: Any,
    ) -> None:
        """`account` is given where somebody sends as oneself, whether still signed in or not."""
        super().__init__(*args, **options)
        self.version = version
        self.account = account if isinstance(account, User) else None
        self.is_signed_out = account is not None and self.account is None
        if version.needs_words:
            self.fields["words"].label = _("What happens there? This category needs some words.")
        for question in version.questions:
            self.fields[QUESTION + str(question["key"])] = question_field(question)

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"]).replace("\x00", "").strip()
        if not words and self.version.needs_words:
            raise forms.ValidationError(sentence(WordsNeeded()))
        return words

    def clean_phone(self) -> str:
        return phone_in(self.cleaned_data["phone"])

    def clean_nature(self) -> str:
        return str(self.cleaned_data["nature"] or Nature.INFORMATION)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        missing = [name for name in _HOURS if given.get(name, "") is None]
        if len(missing) == 1:
            self.add_error(missing[0], BOTH_HOURS)
        if self.is_signed_out:
            self.add_error(None, _SIGNED_OUT)
        if given.get("nature") == Nature.REQUEST and self.account is None:
            self._ask_for_contact(given)
        return given

    def _ask_for_contact(self, given: Mapping[str, Any]) -> None:
        """A wrong name or address has its own sentence already, and the other one is told too."""
        empty = [name for name in ("contact_name", "email") if not given.get(name, "-").strip()]
        if empty:
            self.add_error(empty[0], sentence(ContactNeeded()))

    @property
    def written(self) -> Sequence[str]:
        """What was written in words, as it was sent: danger is told of before mistakes are."""
        names = ["words", *(name for name in self.fields if name.startswith(QUESTION))]
        return [str(self.data.get(name, ""))[:LONGEST_WORDS] for name in names]

    @property
    def contact(self) -> Contact:
        """What was written; of an account, its own name and address where nothing was."""
        given = self.cleaned_data
        name, email = given["contact_name"].strip(), given["email"]
        if self.account is not None:
            name, email = name or self.account.name, email or self.account.email
        return Contact(name, email, given["phone"])

    @property
    def when(self) -> When:
        given = self.cleaned_data
        bits = sum(1 << day for day in set(given["weekdays"]))
        return When(bits, given["from_hour"], given["to_hour"])

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by the keys of the questions."""
        return {
            name.removeprefix(QUESTION): value
            for name, value in self.cleaned_data.items()
            if name.startswith(QUESTION) and value
        }

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(QUESTION)]

    def is_touched(self, names: Iterable[str]) -> bool:
        """Whether one of the fields holds something or is wrong: its part then stands open."""
        errors: Mapping[str, object] = self.errors if self.is_bound else {}
        return any(name in errors or self[name].value() for name in names)
