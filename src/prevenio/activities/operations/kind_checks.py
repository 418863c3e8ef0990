"""What keeps a kind from being added, changed, ended or removed."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from prevenio.activities.models import Activity, ActivityKind, ActivityState, DataClass
from prevenio.activities.operations.classes import SMALLEST_OF_TOTALS, is_loosened
from prevenio.activities.operations.kind_choices import KindChoices
from prevenio.kernel.errors import Refused
from prevenio.kernel.text import fold
from prevenio.people.models import Authority


class KindNameTaken(Refused):
    message = _("There is already a kind called “%(name)s”. Choose another name.")


class NothingCounted(Refused):
    message = _("A kind needs at least one number.")


class MeasureTwice(Refused):
    message = _("The number “%(measure)s” stands here twice. Remove one of the two.")


class MeasureInUse(Refused):
    message = _("The number “%(measure)s” has been recorded and stays. Only its words may change.")


class ClassLoosened(Refused):
    message = _(
        "Activities of this kind were recorded under the class “%(current)s”. From it the class "
        "cannot become “%(following)s”: people were promised that no more would be seen. Add "
        "another kind with that class, and end this one."
    )


class MoreThanTotals(Refused):
    message = _(
        "A kind with totals only has no findings, takes no sign-ups, asks no question that is "
        "answered in free text and shows no number below %(least)s."
    )


class StillRecorded(Refused):
    message = _(
        "Activities of this kind are recorded or planned until %(day)s. End it on that day or "
        "later, or withdraw them first."
    )


class KindInUse(Refused):
    message = _("Activities of this kind were recorded, so it stays. End it instead.")


class KindOfPack(Refused):
    message = _("This kind comes from the catalogue of the country, so it stays. End it instead.")


def refuse_name_taken(
    authority: Authority, choices: KindChoices, *, but: ActivityKind | None
) -> None:
    language = authority.language
    name = choices.names[language]
    others = authority.activity_kinds.all()
    if but is not None:
        others = others.exclude(pk=but.pk)
    taken = {fold(names.get(language, "")) for names in others.values_list("names", flat=True)}
    if fold(name) in taken:
        raise KindNameTaken(name=name)


def refuse_incomplete(choices: KindChoices) -> None:
    if not choices.measures:
        raise NothingCounted
    keys = [one.key for one in choices.measures if one.key]
    for one in choices.measures:
        if keys.count(one.key) > 1:
            raise MeasureTwice(measure=one.label)
    if choices.data_class == DataClass.AGGREGATE and choices.is_more_than_totals():
        raise MoreThanTotals(least=SMALLEST_OF_TOTALS)


def refuse_still_recorded(kind: ActivityKind, last_day: date) -> None:
    standing = [ActivityState.PLANNED, ActivityState.DONE]
    after = Activity.objects.filter(kind=kind, state__in=standing, last_day__gt=last_day)
    latest = after.order_by("-last_day").values_list("last_day", flat=True).first()
    if latest is not None:
        raise StillRecorded(day=latest)


def refuse_loosened(kind: ActivityKind, following: str) -> None:
    if is_loosened(kind.data_class, following) and is_used(kind):
        raise ClassLoosened(
            current=DataClass(kind.data_class).label, following=DataClass(following).label
        )


def is_used(kind: ActivityKind) -> bool:
    return Activity.objects.filter(kind=kind).exists()
