"""What the bureau fills in: topics, templates, advice points."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.advice.models import AdvicePoint, AnswerTemplate, Topic
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality
from prevenio.web.forms import DayField


class TopicForm(forms.ModelForm):  # type: ignore[type-arg]
    """A topic with its names in the authority's languages, its promise and whom it goes to."""

    class Meta:
        model = Topic
        fields = [
            *(
                "promised_days",
                "contact_days",
                "text_days",
                "body",
                "person",
                "position",
                "is_open",
            ),
        ]
        labels = {
            "promised_days": _("Answered in how many working days?"),
            "contact_days": _("Days after closing that an e-mail address is kept"),
            "text_days": _("Days after closing that the words are kept"),
            "body": _("Goes to this body at once"),
            "person": _("Goes to this person at once"),
            "is_open": _("Residents can choose it"),
        }

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        self.authority = authority
        known = dict(settings.LANGUAGES)
        self.languages = [code for code in authority.languages if code in known] or ["en"]
        names, hints = self.instance.names or {}, self.instance.hints or {}
        for code in self.languages:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": known[code]},
                max_length=80,
                initial=names.get(code, ""),
            )
            self.fields[f"hint_{code}"] = forms.CharField(
                label=_("In other words (%(language)s)") % {"language": known[code]},
                max_length=200,
                required=False,
                initial=hints.get(code, ""),
            )
        self.order_fields(
            [f"{part}_{code}" for code in self.languages for part in ("name", "hint")]
        )
        bodies = Body.objects.filter(authority=authority).order_by("short_name")
        people = User.objects.filter(memberships__authority=authority, is_active=True).distinct()
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["person"].queryset = people.order_by("name")  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> Topic:
        """The topic with what was typed; it is the operation that saves it."""
        topic: Topic = self.instance
        given = self.cleaned_data
        said = {code: given[f"name_{code}"] for code in self.languages}
        topic.names = {**said, **{k: v for k, v in topic.names.items() if k not in said}}
        hints = {code: given[f"hint_{code}"] for code in self.languages if given[f"hint_{code}"]}
        topic.hints = {**hints, **{k: v for k, v in topic.hints.items() if k not in said}}
        return topic


class TemplateForm(forms.ModelForm):  # type: ignore[type-arg]
    """The beginning of an answer."""

    class Meta:
        model = AnswerTemplate
        fields = ["name", "topic", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        self.authority = authority
        topics = Topic.objects.filter(authority=authority).order_by("position")
        field = self.fields["topic"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = topics, pgettext_lazy("topic", "all topics")

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = AnswerTemplate.objects.filter(authority=self.authority, name=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another template has this name."))
        return name


class PointForm(forms.ModelForm):  # type: ignore[type-arg]
    """A place where help is found."""

    first_day = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day"), required=False)

    class Meta:
        model = AdvicePoint
        fields = [
            *("name", "kind", "purpose", "audience", "municipality", "address", "latitude"),
            *("longitude", "phone", "email", "website", "hours", "cost", "languages", "access"),
            *("first_day", "last_day"),
        ]
        help_texts = {
            "purpose": _("One sentence: what people get here."),
            "hours": _("For example: Mon–Fri 8–16, Wed until 18"),
            "access": _("Steps, lift, toilet, hearing loop, parking."),
            "latitude": _("In degrees, for example 50.8703"),
        }
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "latitude": forms.TextInput(attrs={"inputmode": "decimal"}),
            "longitude": forms.TextInput(attrs={"inputmode": "decimal"}),
        }

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        places = Municipality.objects.filter(authority=authority).order_by("name")
        field = self.fields["municipality"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = places
        field.empty_label = pgettext_lazy("municipality", "for everybody")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        latitude, longitude = given.get("latitude"), given.get("longitude")
        if (latitude is None) != (longitude is None):
            self.add_error("latitude", _("Give both latitude and longitude, or neither."))
        for name, most in (("latitude", 90), ("longitude", 180)):
            value = given.get(name)
            if value is not None and not -most <= value <= most:
                self.add_error(name, _("This lies outside of the earth."))
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day cannot be before the first."))
        return dict(given)
