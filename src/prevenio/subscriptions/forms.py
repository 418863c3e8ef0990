"""Forms of readers: asking for letters, and changing what one gets."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality, Precinct
from prevenio.programme.models import AreaOfAction
from prevenio.subscriptions.models import Cadence, NewsKind, TopicKind
from prevenio.subscriptions.operations.asking import NothingChosen, Wanted
from prevenio.subscriptions.queries.choices import Choices
from prevenio.subscriptions.queries.naming import name_of_point
from prevenio.web.refusals import sentence

_RADIUS = 1000
_WRONG_CHOICE = {"invalid_choice": _("Choose one of the list.")}


def _radius_choices() -> list[tuple[int, object]]:
    return [
        (300, _("300 metres around it")),
        (500, _("500 metres around it")),
        (1000, _("1 kilometre around it")),
        (2000, _("2 kilometres around it")),
        (5000, _("5 kilometres around it")),
    ]


class PreferencesForm(forms.Form):
    """How often, which kinds, in which language."""

    cadence = forms.ChoiceField(
        label=_("How often may we write?"),
        choices=Cadence,
        initial=Cadence.WEEKLY,
        widget=forms.RadioSelect,
        help_text=_("We write only when there is something new."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only these kinds of news"),
        choices=NewsKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all boxes empty to get every kind."),
    )
    language = forms.ChoiceField(label=_("Language of the letters"))

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(settings.LANGUAGES)
        own = [code for code in authority.languages if code in known] or list(known)
        here = get_language() or ""
        codes = own if here in own or here not in known else [*own, here]
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, known[code]) for code in codes]
        field.initial = here if here in codes else codes[0]


class SubscribeForm(PreferencesForm):
    """An address and what it wants to hear of. `website` is a trap: people never see it.

    The point comes from the search for an address, the precinct from a link; both are hidden here
    and named on the page.
    """

    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    radius = forms.TypedChoiceField(
        label=_("How far around it?"),
        choices=_radius_choices,
        coerce=int,
        initial=_RADIUS,
        required=False,
        error_messages=_WRONG_CHOICE,
    )
    precinct = forms.ModelChoiceField(
        Precinct.objects.none(), required=False, widget=forms.HiddenInput
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        required=False,
        label=_("A municipality"),
        empty_label=_("none"),
    )
    area = forms.ModelChoiceField(
        AreaOfAction.objects.none(),
        required=False,
        label=_("An area of action"),
        empty_label=_("none"),
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), required=False, label=_("A body"), empty_label=_("none")
    )
    everything = forms.BooleanField(required=False, label=_("Everything that is announced here"))
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We send a link there. Letters begin only once you have followed it."),
        error_messages={
            "required": _("Enter your e-mail address: the letters go there."),
            "invalid": _("Enter an e-mail address as name@example.org."),
            "max_length": _("Enter an e-mail address as name@example.org."),
        },
    )
    website = forms.CharField(required=False, max_length=200, label=_("Leave this empty"))
    field_order = ("municipality", "area", "body", "everything", "email", "cadence", "kinds")

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authority = kwargs["authority"]
        rows = {
            "precinct": choices.precincts,
            "municipality": choices.municipalities,
            "area": choices.areas,
            "body": choices.bodies,
        }
        for name, queryset in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset
            field.error_messages["invalid_choice"] = _WRONG_CHOICE["invalid_choice"]
        body = self.fields["body"]
        body.label_from_instance = lambda one: one.shown_name  # type: ignore[attr-defined]
        self.fields["website"].widget.attrs.update({"autocomplete": "off", "tabindex": "-1"})

    @classmethod
    def typed_in(cls, sent: MultiValueDict[str, str]) -> dict[str, Any]:
        """What was typed and ticked so far, to stand in a new form without being looked at.

        The point is none of it: it is being looked for.
        """
        typed: dict[str, Any] = {name: sent[name] for name in cls.base_fields if name in sent}
        kinds = [one for one in sent.getlist("kinds") if one in NewsKind.values]
        return {**typed, "kinds": kinds, "lat": None, "lon": None}

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        chosen = ("lat", "precinct", "municipality", "area", "body", "everything")
        if not self.errors and not any(given.get(name) not in (None, False) for name in chosen):
            self.add_error("everything", sentence(NothingChosen()))
        return given

    @property
    def wanted(self) -> list[Wanted]:
        """Everything that was chosen, each for itself."""
        given = self.cleaned_data
        found = []
        if given.get("lat") is not None and given.get("lon") is not None:
            found.append(self._point(given["lat"], given["lon"]))
        if precinct := given.get("precinct"):
            found.append(Wanted(TopicKind.PRECINCT, str(precinct), precinct=precinct))
        if town := given.get("municipality"):
            found.append(Wanted(TopicKind.MUNICIPALITY, str(town), municipality=town))
        if area := given.get("area"):
            found.append(Wanted(TopicKind.AREA, str(area), lineage=area.lineage))
        if body := given.get("body"):
            found.append(Wanted(TopicKind.BODY, body.shown_name, body=body))
        if given.get("everything"):
            found.append(Wanted(TopicKind.EVERYTHING))
        return found

    def _point(self, latitude: float, longitude: float) -> Wanted:
        return Wanted(
            TopicKind.POINT,
            name_of_point(self.authority, latitude, longitude),
            point=(latitude, longitude),
            radius=int(self.cleaned_data.get("radius") or _RADIUS),
        )
