"""What the staff fill in to take one step with many reports."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.people.models import BODY_ROLES, Authority, Membership, Role, User
from prevenio.reports.forms.staff import BodyField, outcome_field, words_field
from prevenio.reports.models import PlaceState, ProblemPlace
from prevenio.reports.operations.problem_places import LONGEST_NAME
from prevenio.web.forms import DayField


class BulkForm(forms.Form):
    """A step that needs nothing said."""

    def __init__(self, data: Any = None, *, authority: Authority, **options: Any) -> None:
        super().__init__(data, **options)
        self.authority = authority

    @property
    def given(self) -> Mapping[str, Any]:
        return self.cleaned_data


class BulkAssignForm(BulkForm):
    person = forms.ModelChoiceField(
        label=_("To whom?"),
        queryset=User.objects.none(),
        empty_label=pgettext_lazy("person", "choose a person"),
    )

    def __init__(self, data: Any = None, *, authority: Authority, **options: Any) -> None:
        super().__init__(data, authority=authority, **options)
        roles = [Role.COORDINATOR, *BODY_ROLES]
        members = Membership.objects.filter(authority=authority, role__in=roles)
        people = User.objects.filter(is_active=True, pk__in=members.values("user"))
        self.fields["person"].queryset = people.order_by("name", "pk")  # type: ignore[attr-defined]


class BulkHandOverForm(BulkForm):
    body = BodyField()
    reason = words_field(_("Why?"), rows=3, hint=_("For colleagues only."))

    def __init__(self, data: Any = None, *, authority: Authority, **options: Any) -> None:
        super().__init__(data, authority=authority, **options)
        self.fields["body"].offer(authority)  # type: ignore[attr-defined]


class BulkPassForm(BulkHandOverForm):
    due_on = DayField(label=_("Until when does the partner do it?"))
    field_order = ("body", "due_on", "reason")


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

    def __init__(self, data: Any = None, *, authority: Authority, **options: Any) -> None:
        super().__init__(data, authority=authority, **options)
        places = ProblemPlace.objects.filter(
            authority=authority, state__in=[PlaceState.OPEN, PlaceState.IN_ACTION]
        )
        self.fields["place"].queryset = places.order_by("name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("place") is None and not given.get("name", "").strip():
            self.add_error("name", _("Choose a place, or name a new one."))
        return given


class BulkCloseForm(BulkForm):
    text = words_field(
        _("What do you tell those who reported?"),
        rows=8,
        required=False,
        hint=_("All of them read the same words. Only spam needs none."),
    )
    field_order = ("outcome", "text")

    def __init__(self, data: Any = None, *, authority: Authority, **options: Any) -> None:
        super().__init__(data, authority=authority, **options)
        self.fields["outcome"] = outcome_field()
        self.order_fields(self.field_order)
