"""From what the conditions of a rule are chosen: what there is, and whatever the rule holds.

What a rule holds is offered even when it has ended. A box that is not there cannot stay ticked, and
a rule without its condition would take every report.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from prevenio.people.models import Authority
from prevenio.places.models import Municipality, Precinct
from prevenio.places.wording import said as said_of_kind
from prevenio.reports.models import CategoryVersion, RoutingRule, said
from prevenio.reports.queries.acting import Staffed
from prevenio.reports.queries.categories import KeptCategory, marked_ended

type Choices = dict[str, str]


def categories(kept: Sequence[KeptCategory], held: Collection[str]) -> Choices:
    """Those that residents can choose now or later, by their code."""
    found = {
        one.category.code: one.in_words
        for one in kept
        if not one.is_ended or one.category.code in held
    }
    return found | {code: marked_ended(code) for code in held if code not in found}


def precincts(authority: Authority, today: date, held: Collection[str]) -> Choices:
    """Those that have not ended, by the codes of kind and precinct."""
    existing = Precinct.objects.existing_on(today).filter(pk=OuterRef("pk"))
    rows = Precinct.objects.filter(authority=authority).annotate(exists=Exists(existing))
    found: Choices = {}
    ordered = rows.order_by("kind__position", "kind__code", "code", "pk")
    for kind, names, code, own, exists in ordered.values_list(
        "kind__code", "kind__names", "code", "name", "exists"
    ):
        key, name = f"{kind}/{code}", f"{said_of_kind(names) or kind}: {code} {own}"
        if exists:
            found[key] = name
        elif key in held:
            found[key] = marked_ended(name)
    return found | {key: marked_ended(key) for key in held if key not in found}


def municipalities(authority: Authority, held: Collection[str]) -> Choices:
    """All by their id; nothing to choose where there is but one."""
    rows = Municipality.objects.filter(authority=authority).order_by("name", "pk")
    found = {str(pk): name for pk, name in rows.values_list("pk", "name")}
    if len(found) < 2 and not held:
        return {}
    gone = _("a municipality that is no more")
    return found | {key: gone for key in held if key not in found}


def people(bodies: Sequence[Staffed], rule: RoutingRule | None) -> dict[str, Choices]:
    """Who may work on reports of a body, by the body; whom the rule names stays named."""
    grouped = {
        one.short_name: {person_key(one.body_id, pk): name for pk, name in one.people.items()}
        for one in bodies
    }
    if rule is not None and rule.person is not None:
        ended = marked_ended(str(rule.person))
        key = person_key(rule.body_id, rule.person.pk)
        grouped.setdefault(rule.body.short_name, {}).setdefault(key, ended)
    return {body: choices for body, choices in grouped.items() if choices}


def person_key(body_id: int, person_id: int) -> str:
    return f"{body_id}-{person_id}"


def answers(kept: Sequence[KeptCategory], held: Collection[str]) -> Choices:
    """Every answer with its question; one that several ask stands once."""
    found = _answers(version for one in kept for version in one.lasting)
    lost = [key for key in held if key not in found]
    if not lost:
        return found
    before = _answers(version for one in kept for version in one.ended)
    return found | {key: marked_ended(before.get(key) or key.replace("=", ": ")) for key in lost}


def _answers(versions: Iterable[CategoryVersion]) -> Choices:
    found: Choices = {}
    for version in versions:
        for question in version.questions:
            label = said(question.get("labels", {}))
            for key, words in _answers_to(question):
                found.setdefault(f"{question['key']}={key}", f"{version}: {label} {words}")
    return found


def _answers_to(question: dict[str, Any]) -> list[tuple[str, str]]:
    match question.get("type"):
        case "yes_no":
            return [("yes", _("yes")), ("no", _("no"))]
        case "choice":
            choices = question.get("choices", ())
            return [(str(one["key"]), said(one.get("labels", {}))) for one in choices]
    return []
