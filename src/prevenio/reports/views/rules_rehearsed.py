"""Changes of routing rules: first what would move by them, then, pressed once more, they hold."""

from collections import Counter
from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, for_bureau, today
from prevenio.people.models import Body, User
from prevenio.reports.forms.rules import RuleForm
from prevenio.reports.models import RoutingRule
from prevenio.reports.operations import rules as operations
from prevenio.reports.operations.rules import Written
from prevenio.reports.queries.categories import kept_categories
from prevenio.reports.queries.rehearsing import Target, rehearse
from prevenio.reports.queries.rules import rows_in_force, rule_of
from prevenio.reports.routing import Rule, conditions_of
from prevenio.reports.views.doors import keys_in, reports_page
from prevenio.web.trying import done_by, tried

_SHOWN = 20
# More rules than any authority keeps: as many are compared with those that were seen.
_MOST = 1_000


@reports_page
@for_bureau
def rule(request: DeskRequest, number: int | None = None) -> HttpResponse:
    """A new rule or a new wording of one; saved only as it was rehearsed."""
    authority = request.authority
    is_read = number is not None or request.method == "POST"
    rows = rows_in_force(authority) if is_read else ()
    found = _rule_in(rows, number) if number is not None else None
    form = RuleForm(
        request.POST or None,
        authority=authority,
        kept=kept_categories(authority, today(request)),
        today=today(request),
        rule=found,
    )
    holds = form.is_bound and form.is_valid()
    is_confirmed = request.POST.get("act") == "save"
    is_same = holds and request.POST.get("rehearsed") == form.written.digest

    def save() -> object:
        return _save(request, form.written, found)

    if is_confirmed and is_same and done_by(request, form, save, _("The rule has been saved.")):
        return redirect("reports:rules")
    context = {
        "menu": "reports",
        "form": form,
        "rule": found,
        "title": _("Rule %(number)s") % {"number": found.number} if found else _("New rule"),
        "is_altered": holds and is_confirmed and not is_same,
    }
    if holds:
        after = _with(rows, form.written, found)
        context |= {"rehearsed": form.written.digest, **_rehearsed(request, rows, after)}
    return render(request, "reports/rule.html", context)


@reports_page
@for_bureau
def rule_end(request: DeskRequest, number: int) -> HttpResponse:
    """What would move without the rule; then its end."""
    rows = rows_in_force(request.authority)
    found = _rule_in(rows, number)
    if request.method == "POST" and tried(
        request,
        lambda: operations.end_rule(
            rule=found, seen=_seen(request), by=request.user, at=timezone.now()
        ),
        _("The rule has ended."),
    ):
        return redirect("reports:rules")
    rest = [rule_of(one) for one in rows if one.pk != found.pk]
    context = {"menu": "reports", "rule": found, **_rehearsed(request, rows, rest)}
    return render(request, "reports/rule_end.html", context)


@reports_page
@for_bureau
def rule_order(request: DeskRequest, number: int) -> HttpResponse:
    """What would move if a rule were asked one place earlier; then it is."""
    rows = rows_in_force(request.authority)
    place = rows.index(_rule_in(rows, number))
    if not place:
        return redirect("reports:rules")
    earlier = [*rows[: place - 1], rows[place], rows[place - 1], *rows[place + 1 :]]
    if request.method == "POST" and tried(
        request,
        lambda: operations.order_rules(
            authority=request.authority,
            numbers=[one.number for one in earlier],
            seen=_seen(request),
            by=request.user,
            at=timezone.now(),
        ),
        _("The order has been changed."),
    ):
        return redirect("reports:rules")
    context = {
        "menu": "reports",
        "rule": rows[place],
        "other": rows[place - 1],
        **_rehearsed(request, rows, [rule_of(one) for one in earlier]),
    }
    return render(request, "reports/rule_order.html", context)


def _rule_in(rows: Sequence[RoutingRule], number: int) -> RoutingRule:
    """The rule in force with a number. Raises Http404."""
    found = next((one for one in rows if one.number == number), None)
    if found is None:
        raise Http404
    return found


def _save(request: DeskRequest, written: Written, found: RoutingRule | None) -> RoutingRule:
    seen, by, at = _seen(request), request.user, timezone.now()
    if found is None:
        return operations.add_rule(
            authority=request.authority, written=written, seen=seen, by=by, at=at
        )
    return operations.change_rule(rule=found, written=written, seen=seen, by=by, at=at)


def _seen(request: DeskRequest) -> Sequence[int]:
    """The rules that the person had before their eyes: none is none, never whatever there is."""
    return keys_in(request.POST.getlist("seen"), most=_MOST)


def _with(
    rows: Sequence[RoutingRule], written: Written, found: RoutingRule | None
) -> Sequence[Rule]:
    """The rules as they would be: the written one in the place of the old one, or last."""
    person = written.person.pk if written.person else None
    number = found.number if found else 0
    conditions = conditions_of(written.conditions)
    new = Rule(number, conditions, written.body.pk, person, written.name)
    rules = [new if found and one.pk == found.pk else rule_of(one) for one in rows]
    return rules if found else [*rules, new]


def _rehearsed(
    request: DeskRequest, rows: Sequence[RoutingRule], after: Sequence[Rule]
) -> dict[str, object]:
    """What would move and from where to where, for a page; with the rules that were asked."""
    before = [rule_of(one) for one in rows]
    found = rehearse(authority=request.authority, before=before, after=after, today=today(request))
    ways = Counter((one.before, one.after) for one in found.moved)
    names = _names_of({one for way in ways for one in way})
    return {
        "rehearsal": found,
        "seen": [one.pk for one in rows],
        "ways": [(names[old], names[new], count) for (old, new), count in ways.most_common()],
        "moved": [
            (one.report, names[one.before], names[one.after]) for one in found.moved[:_SHOWN]
        ],
        "moved_count": len(found.moved),
        "more": max(0, len(found.moved) - _SHOWN),
    }


def _names_of(targets: set[Target]) -> dict[Target, str]:
    """Whom rules send to, as the bureau reads it."""
    bodies = Body.objects.in_bulk({one.body_id for one in targets if one.body_id})
    people = User.objects.in_bulk({one.person_id for one in targets if one.person_id})
    bureau = _("the bureau")
    return {
        one: ", ".join(
            [
                bodies[one.body_id].short_name if one.body_id else bureau,
                *([str(people[one.person_id])] if one.person_id else []),
            ]
        )
        for one in targets
    }
