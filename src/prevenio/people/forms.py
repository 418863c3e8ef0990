"""What people type about authorities, bodies and people, turned into values."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.formats import localize
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.colour import (
    Look,
    NotAColour,
    TooLittleContrast,
    checked,
    look_from_colour,
)
from prevenio.kernel.text import fold
from prevenio.people import queries
from prevenio.people.models import BODY_ROLES, Authority, Body, Country, LegalKind, Role, User
from prevenio.people.operations.authorities import Choices
from prevenio.people.operations.bodies import Particulars
from prevenio.web.forms import DayField

WRONG_PATH = _("Use lower-case letters without accents, digits and hyphens, for example kielce.")
is_host_name = RegexValidator(
    r"\A(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))+\Z",
    _("Write the host name alone, for example safety.example.org."),
)
is_path = RegexValidator(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", WRONG_PATH)


class NewAuthorityForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As residents say it, for example Kielce or Plzeň Region."),
    )
    slug = forms.CharField(
        label=_("Path"),
        max_length=40,
        required=False,
        validators=[is_path],
        help_text=_(
            "The last part of the address, for example kielce. Leave it empty to take it from the "
            "name."
        ),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=Country,
        help_text=_("Language, time zone and currency follow from it; they can be changed later."),
    )

    def clean(self) -> dict[str, Any]:
        """Take the path from the name where none was given."""
        values = self.cleaned_data
        if not values.get("slug") and "slug" not in self.errors:
            values["slug"] = path_from(values.get("name", ""))
            if not values["slug"]:
                self.add_error("slug", WRONG_PATH)
        return values


class AuthorityForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    second_line = forms.CharField(
        label=_("Second line"),
        max_length=120,
        required=False,
        help_text=_("Stands under the name on every page, for example Safety programme."),
    )
    colour = forms.CharField(
        label=_("Colour"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_(
            "One colour; four more follow from it. It must be dark enough to be read on white."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of documents"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    other_languages = forms.MultipleChoiceField(
        label=_("Other languages of the pages"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_region = forms.BooleanField(
        label=_("A region or district whose municipalities join the programme"), required=False
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[
            (zone, zone) for zone in sorted(available_timezones()) if zone.startswith("Europe/")
        ],
    )
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        validators=[RegexValidator(r"\A[A-Z]{3}\Z", _("Three capital letters, for example PLN."))],
    )
    emergency_number = forms.CharField(
        label=_("Emergency number"),
        max_length=20,
        validators=[RegexValidator(r"\A[0-9 +]+\Z", _("Digits only, for example 112."))],
    )
    contact = forms.CharField(
        label=_("Contact for residents"),
        max_length=200,
        required=False,
        help_text=_("Office, address and phone, as they stand at the foot of every page."),
    )

    def clean_colour(self) -> Look:
        try:
            return checked(look_from_colour(self.cleaned_data["colour"]))
        except NotAColour as fault:
            raise ValidationError(
                _("Write the colour as # and six digits or letters, for example #1F4173.")
            ) from fault
        except TooLittleContrast as fault:
            raise ValidationError(
                _(
                    "%(colour)s has a contrast of %(ratio)s to 1 with %(ground)s; at least "
                    "%(least)s to 1 is needed. Choose a darker colour."
                ),
                params={name: localize(fact) for name, fact in fault.facts.items()},
            ) from fault

    def choices(self) -> Choices:
        """What was typed, with the document's language first among the languages."""
        values = dict(self.cleaned_data)
        first, others = values.pop("language"), values.pop("other_languages")
        languages = [first, *(code for code in others if code != first)]
        return Choices(languages=languages, look=values.pop("colour"), **values)


class BodyForm(forms.Form):
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=80,
        help_text=_("As the programme writes it, for example KM PSP."),
    )
    name = forms.CharField(label=_("Full name"), max_length=250, required=False)
    public_name = forms.CharField(
        label=_("Name for residents"),
        max_length=120,
        required=False,
        help_text=_("Plain words instead of an abbreviation, for example fire service."),
    )
    legal_kind = forms.ChoiceField(label=_("Legal kind"), choices=LegalKind)
    is_group = forms.BooleanField(
        label=_("Stands for many, as schools or estate councils do"), required=False
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    first_day = DayField(label=_("Takes part from"), required=False)
    last_day = DayField(label=_("Takes part until"), required=False)

    def clean(self) -> dict[str, Any]:
        return days_in_order(self)

    def particulars(self) -> Particulars:
        return Particulars(**self.cleaned_data)


class AliasForm(forms.Form):
    name = forms.CharField(
        label=_("Other name"),
        max_length=250,
        help_text=_("Another spelling, an earlier name or an abbreviation."),
    )
    first_day = DayField(label=_("Right from"), required=False)
    last_day = DayField(label=_("Right until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Stands beside the form of members: labels must lead to the fields of their own form.
        super().__init__(*args, **(kwargs | {"auto_id": "alias_%s"}))

    def clean(self) -> dict[str, Any]:
        return days_in_order(self)


class BodyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.short_name} – {obj.name}" if obj.name else str(obj.short_name)


class GroupMemberForm(forms.Form):
    member = BodyChoice(
        label=_("Body"),
        queryset=Body.objects.none(),
        empty_label=_("choose a body"),
        error_messages={"required": _("Choose the body.")},
    )
    first_day = DayField(label=_("Belongs from"), required=False)
    last_day = DayField(label=_("Belongs until"), required=False)

    def __init__(self, *args: Any, group: Body, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"auto_id": "member_%s"}))
        self.fields["member"].queryset = (  # type: ignore[attr-defined]
            Body.objects.filter(authority=group.authority_id)
            .exclude(pk=group.pk)
            .order_by("short_name", "pk")
        )

    def clean(self) -> dict[str, Any]:
        return days_in_order(self)


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the role.")},
    )
    body = BodyChoice(
        label=_("Body"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("no body"),
        help_text=_("Only for a body's reporter or certifier."),
    )

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = (  # type: ignore[attr-defined]
            Body.objects.filter(authority=authority).order_by("short_name", "pk")
        )

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("role") in BODY_ROLES and "body" in values and values["body"] is None:
            self.add_error("body", _("Choose the body for which this person will act."))
        return values


class InvitationForm(RoleForm):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    field_order = ("email", "role", "body")


class CoordinatorForm(forms.Form):
    email = forms.EmailField(label=_("E-mail of the new coordinator"), max_length=254)


class HostNameForm(forms.Form):
    host_name = forms.CharField(
        label=_("Host name"), max_length=253, required=False, validators=[is_host_name]
    )

    def clean_host_name(self) -> str | None:
        return self.cleaned_data["host_name"].lower() or None


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.email})"


class HandOverForm(forms.Form):
    taker = PersonChoice(
        label=_("Who takes over"),
        queryset=User.objects.none(),
        empty_label=_("choose a person"),
        error_messages={"required": _("Choose the person who takes over.")},
        help_text=_("Somebody who is not in the list yet must be invited first."),
    )
    first_day = DayField(
        label=_("First day of the new person"),
        help_text=_("The roles of the person before end on the day before."),
    )

    def __init__(self, *args: Any, giver: User, authority: Authority, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["first_day"].initial = today
        self.fields["taker"].queryset = (  # type: ignore[attr-defined]
            queries.people_in_office(authority=authority, today=today).exclude(pk=giver.pk)
        )

    def clean_first_day(self) -> date:
        day: date = self.cleaned_data["first_day"]
        if day < self.today:
            raise ValidationError(_("Choose today or a day to come."))
        return day


class AccountForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language of pages and letters"), choices=settings.LANGUAGES
    )


class AcceptanceForm(AccountForm):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Three or four words in a row are easy to remember."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        password = self.cleaned_data.get("password")
        if password:
            person = User(email=self.email, name=self.cleaned_data.get("name", ""))
            try:
                validate_password(password, person)
            except ValidationError as weak:
                self.add_error("password", weak)
        return self.cleaned_data


def path_from(name: str) -> str:
    """A path made of a name: "Plzeňský kraj" gives plzensky-kraj."""
    return slugify(fold(name).replace("_", " "))[:40].strip("-")


def days_in_order(form: forms.Form) -> dict[str, Any]:
    """The form's values, with an error beside the last day where it comes before the first."""
    first, last = form.cleaned_data.get("first_day"), form.cleaned_data.get("last_day")
    if first and last and last < first:
        form.add_error("last_day", _("The last day comes before the first."))
    return form.cleaned_data
