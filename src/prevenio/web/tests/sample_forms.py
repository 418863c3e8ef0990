from django import forms

from prevenio.web.forms import DayField


class EveryField(forms.Form):
    """One field of each kind that the house draws."""

    name = forms.CharField(label="Nazwa")
    text = forms.CharField(
        label="Opis", widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text="Słowami"
    )
    day = DayField(label="Obowiązuje od")
    kind = forms.ChoiceField(
        label="Rodzaj",
        widget=forms.RadioSelect,
        choices=[("act", "uchwała"), ("order", "zarządzenie")],
    )
    bodies = forms.MultipleChoiceField(
        label="Podmioty",
        widget=forms.CheckboxSelectMultiple,
        choices=[("police", "Policja"), ("guard", "Straż Miejska")],
        required=False,
    )
    area = forms.ChoiceField(label="Obszar", choices=[("7", "Ruch drogowy"), ("8", "Pożary")])
    file = forms.FileField(label="Dokument", required=False)
    agreed = forms.BooleanField(label="Zgadzam się")
