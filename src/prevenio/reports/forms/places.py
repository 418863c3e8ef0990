"""What the staff fill in about a problem place."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from prevenio.activities.models import ActivityKind
from prevenio.kernel.text import fold
from prevenio.people.models import Body
from prevenio.programme.models import Action
from prevenio.reports.forms.staff import BodyField, offer_bodies
from prevenio.reports.models import ProblemPlace
from prevenio.reports.operations.problem_places import LONGEST_NAME
from prevenio.web.forms import DayField, words_field

FOR_ALL = _(
    "Everybody who reported the place or confirmed it reads this, also without a name. Once the "
    "place is shown to residents, everybody does: name nobody."
)


class PlaceForm(forms.Form):
    """One step of a place. `seen` is the revision before the person's eyes."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, place: ProblemPlace, **options: Any) -> None:
        super().__init__(data, initial={"seen": place.revision, **options.pop("initial", {})})
        self.place = place

    @property
    def values(self) -> dict[str, Any]:
        """What the operation is given."""
        return dict(self.cleaned_data)


class NameForm(PlaceForm):
    """How a place is called, and with whom it is."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    body = forms.ModelChoiceField(
        label=_("Body"), queryset=Body.objects.none(), required=False, empty_label=_("the bureau")
    )

    def __init__(self, data: Any = None, *, place: ProblemPlace) -> None:
        initial = {"name": place.name, "body": place.body_id}
        super().__init__(data, place=place, initial=initial)
        can_act = Q(is_group=False) | Q(pk=place.body_id or 0)
        rows = Body.objects.filter(can_act, authority=place.authority_id)
        offer_bodies(self.fields["body"], rows)


class TriedForm(PlaceForm):
    """What was tried."""

    text = words_field(_("What was tried?"), hint=_("Who did what, when, and how it went."))
    is_public = forms.BooleanField(
        label=_("Those who reported the place may read it"),
        help_text=_("Once the place is shown to residents, everybody may: name nobody."),
        required=False,
    )

    @property
    def values(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if key != "seen"}


class ResultForm(PlaceForm):
    """What came of it, for everybody who reported the place."""

    text = words_field(
        _("What came of it?"),
        hint=FOR_ALL,
    )

    @property
    def values(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class ReviewForm(PlaceForm):
    """A review that is put on record: when, by whom, what follows, when again."""

    held_on = DayField(label=_("Held on"))
    bodies = forms.ModelMultipleChoiceField(
        label=_("Who took part?"),
        help_text=_("The bodies that sat together. Who spoke for them can stand in the record."),
        queryset=Body.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    text = words_field(
        _("What was decided?"),
        hint=_("What was found, who does what by when. For the staff only."),
        rows=10,
    )
    next_on = DayField(
        label=_("Next review"),
        help_text=_("If it is to be reviewed again: it comes due two weeks before that day."),
        required=False,
    )

    def __init__(
        self, data: Any = None, *, place: ProblemPlace, bodies: QuerySet[Body], today: date
    ) -> None:
        own = [place.body_id] if place.body_id else []
        super().__init__(data, place=place, initial={"held_on": today, "bodies": own})
        field: Any = self.fields["bodies"]
        field.queryset = bodies
        labels = [(one.pk, str(one)) for one in bodies]
        field.choices = sorted(labels, key=lambda label: fold(label[1]))
        if not place.is_open:
            del self.fields["next_on"]

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "bodies": list(self.cleaned_data["bodies"])}


class EndForm(PlaceForm):
    """How it ended."""

    is_solved = forms.TypedChoiceField(
        label=_("How did it end?"),
        coerce=lambda value: value == "yes",
        choices=[
            ("yes", pgettext_lazy("problem place", "It is solved")),
            ("no", pgettext_lazy("problem place", "It ends without a solution")),
        ],
        widget=forms.RadioSelect,
    )
    text = words_field(
        _("In words for those who reported it"),
        hint=FOR_ALL,
    )


class AgainForm(PlaceForm):
    """Why it is open again."""

    text = words_field(_("Why is it open again?"), rows=3)


class ActionForm(PlaceForm):
    """Which action of the programme takes it up."""

    action = forms.ModelChoiceField(label=_("Action"), queryset=Action.objects.none())
    text = words_field(
        _("In words for those who reported it"),
        hint=FOR_ALL,
        rows=4,
        required=False,
    )

    def __init__(self, data: Any = None, *, place: ProblemPlace, actions: Sequence[Action]) -> None:
        super().__init__(data, place=place, initial={"action": place.action_id})
        field: Any = self.fields["action"]
        field.queryset = Action.objects.filter(pk__in=[one.pk for one in actions])
        labels = {one.pk: str(one) for one in actions}
        field.choices = [("", pgettext("action", "choose an action")), *labels.items()]


class ProposalForm(PlaceForm):
    """A new action that the programme should have."""

    text = words_field(
        _("What should the programme do?"),
        hint=_("The bureau gets it with the other proposals for the next version."),
    )

    def __init__(self, data: Any = None, *, place: ProblemPlace, begun: str) -> None:
        super().__init__(data, place=place, initial={"text": begun})

    @property
    def values(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class PlanForm(PlaceForm):
    """An activity at the place: a check, a patrol, a lesson."""

    kind = forms.ModelChoiceField(
        label=_("What is planned?"),
        queryset=ActivityKind.objects.none(),
        empty_label=pgettext_lazy("kind of activity", "choose a kind"),
    )
    body = BodyField(label=_("Who does it?"))
    day = DayField(label=_("Day"))
    from_hour = forms.TimeField(label=_("From"), required=False, help_text=_("For example 21:00"))
    to_hour = forms.TimeField(label=_("To"), required=False, help_text=_("For example 23:30"))
    text = words_field(
        _("In words for those who reported it"),
        hint=FOR_ALL,
        rows=4,
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        place: ProblemPlace,
        kinds: Sequence[ActivityKind],
        bodies: Sequence[Body],
        hours: tuple[int, int] | None = None,
    ) -> None:
        initial: dict[str, Any] = {"body": place.body_id}
        if hours is not None:
            initial |= {"from_hour": f"{hours[0]}:00", "to_hour": f"{hours[1]}:59"}
        super().__init__(data, place=place, initial=initial)
        kind: Any = self.fields["kind"]
        kind.queryset = ActivityKind.objects.filter(pk__in=[one.pk for one in kinds])
        rows = Body.objects.filter(pk__in=[one.pk for one in bodies])
        offer_bodies(self.fields["body"], rows)
        for name in ("from_hour", "to_hour"):
            self.fields[name].widget.attrs["class"] = "govuk-input--width-5"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("from_hour"), values.get("to_hour")
        if (first is None) != (last is None) and not self.errors:
            self.add_error("to_hour", _("Give both hours, or neither."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        first, last = values.pop("from_hour"), values.pop("to_hour")
        return {**values, "hours": (first, last) if first and last else None}
