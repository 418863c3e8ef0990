"""What the staff fill in to take one step with many reports."""

from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import BODY_ROLES, Authority, Membership, Role, User
from prevenio.reports.forms.staff import (
    PARTNERS,
    BodyField,
    answer_field,
    day_from,
    has_nobody,
    offer,
    offer_bodies,
    outcome_field,
    words_field,
)
from prevenio.reports.models import CategoryVersion, PlaceState, ProblemPlace
from prevenio.reports.operations.problem_places import LONGEST_NAME
from prevenio.reports.queries.acting import reachable_bodies, single_bodies
from prevenio.reports.queries.categories import categories_on
from prevenio.web.forms import DayField, one_of_needed


class BulkForm(forms.Form):
    """A step that needs nothing said."""

    def __init__(self, data: Any = None, *, authority: Authority, today: date) -> None:
        super().__init__(data)
        self.authority, self.today = authority, today

    @property
    def given(self) -> Mapping[str, Any]:
        return self.cleaned_data


class BulkAssignForm(BulkForm):
    person = forms.ModelChoiceField(
        label=_("To whom?"),
        queryset=User.objects.none(),
        empty_label=pgettext_lazy("person", "choose a person"),
    )

    def __init__(self, data: Any = None, *, authority: Authority, today: date) -> None:
        super().__init__(data, authority=authority, today=today)
        roles = [Role.COORDINATOR, *BODY_ROLES]
        members = Membership.objects.filter(authority=authority, role__in=roles)
        people = User.objects.filter(is_active=True, pk__in=members.values("user"))
        self.fields["person"].queryset = people.order_by("name", "pk")  # type: ignore[attr-defined]


class BulkHandOverForm(BulkForm):
    body = BodyField()
    reason = words_field(_("Why?"), rows=3, hint=_("For colleagues only."))

    def __init__(self, data: Any = None, *, authority: Authority, today: date) -> None:
        super().__init__(data, authority=authority, today=today)
        offer_bodies(self.fields["body"], single_bodies(authority))


class BulkPassForm(BulkHandOverForm):
    due_on = DayField(label=_("Until when does the partner do it?"))
    field_order = ("body", "due_on", "reason")

    def __init__(self, data: Any = None, *, authority: Authority, today: date) -> None:
        super().__init__(data, authority=authority, today=today)
        bodies = reachable_bodies(authority, today)
        offer_bodies(self.fields["body"], bodies)
        self.fields["body"].help_text = PARTNERS

    @property
    def has_nobody(self) -> bool:
        return has_nobody(self)

    def clean_due_on(self) -> date:
        return day_from(self.today, self.cleaned_data["due_on"])


class BulkConfirmForm(BulkForm):
    note = words_field(
        _("Note"), rows=4, required=False, hint=_("What was seen on the spot. For colleagues only.")
    )


class BulkInformForm(BulkForm):
    text = words_field(
        _("How does it stand?"), rows=8, hint=_("Each of those who reported reads these words.")
    )


class BulkSortForm(BulkForm):
    version = forms.ModelChoiceField(
        label=_("Category"),
        queryset=CategoryVersion.objects.none(),
        empty_label=pgettext_lazy("category", "choose a category"),
    )

    def __init__(self, data: Any = None, *, authority: Authority, today: date) -> None:
        super().__init__(data, authority=authority, today=today)
        versions = categories_on(authority, today)
        offer(self.fields["version"], versions)


class BulkJoinForm(BulkForm):
    """A new problem place by its name, or one that there is."""

    place = forms.ModelChoiceField(
        label=_("To which problem place?"),
        queryset=ProblemPlace.objects.none(),
        required=False,
        empty_label=pgettext_lazy("problem place", "a new one"),
    )
    name = forms.CharField(
        label=_("Name of a new place"),
        help_text=_("By which your colleagues know it: “Steps by the park, Ogrodowa Street”."),
        required=False,
        max_length=LONGEST_NAME,
    )

    def __init__(self, data: Any = None, *, authority: Authority, today: date) -> None:
        super().__init__(data, authority=authority, today=today)
        places = ProblemPlace.objects.filter(
            authority=authority, state__in=[PlaceState.OPEN, PlaceState.IN_ACTION]
        )
        chosen: Any = self.fields["place"]
        chosen.label_from_instance = attrgetter("name")
        offer(chosen, places.order_by("name", "pk"))
        one_of_needed(self.fields["place"], self.fields["name"])

    def stay_with(self, place: ProblemPlace) -> None:
        """Some of the reports belong to a place: the others can be joined only there."""
        offer(self.fields["place"], ProblemPlace.objects.filter(pk=place.pk))
        chosen: Any = self.fields["place"]
        chosen.empty_label, chosen.required = None, True
        del self.fields["name"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        can_name = "name" in self.fields
        if can_name and given.get("place") is None and not given.get("name", "").strip():
            self.add_error("name", _("Choose a place, or name a new one."))
        return given


class BulkCloseForm(BulkForm):
    def __init__(self, data: Any = None, *, authority: Authority, today: date) -> None:
        super().__init__(data, authority=authority, today=today)
        self.fields["outcome"] = outcome_field()
        self.fields["text"] = answer_field(
            _("What do you tell those who reported?"),
            _("All of them read the same words. Needed unless it is a joke, a mistake or spam."),
            data,
        )
