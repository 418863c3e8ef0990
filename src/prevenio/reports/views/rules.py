"""The bureau's pages of routing rules, reply templates and the trigger of reviews."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, for_bureau, today
from prevenio.people.models import Body
from prevenio.reports.forms.rules import RuleForm, TemplateForm, TriggerForm
from prevenio.reports.models import ReplyTemplate, RoutingRule
from prevenio.reports.operations import keeping, problem_places
from prevenio.reports.operations import rules as operations
from prevenio.reports.queries.categories import kept_categories
from prevenio.reports.queries.rehearsing import Rehearsal, rehearse
from prevenio.reports.queries.rule_words import words_of_rules
from prevenio.reports.queries.rules import rows_in_force, rule_of
from prevenio.reports.routing import Rule, conditions_of
from prevenio.reports.views.doors import reports_page
from prevenio.web.trying import done_by, from_a_button, tried

_SHOWN = 20


@reports_page
@for_bureau
def rules(request: DeskRequest) -> HttpResponse:
    kept = kept_categories(request.authority, today(request))
    rows = rows_in_force(request.authority)
    context = {
        "menu": "reports",
        "rows": words_of_rules(request.authority, rows, kept),
        "trigger": problem_places.trigger_of(request.authority),
    }
    return render(request, "reports/rules.html", context)


@reports_page
@for_bureau
def rule(request: DeskRequest, number: int | None = None) -> HttpResponse:
    """A new rule or a new wording of one: rehearsed first, if one likes, then saved."""
    authority = request.authority
    found = _rule_of(request, number) if number is not None else None
    form = RuleForm(
        request.POST or None,
        authority=authority,
        kept=kept_categories(authority, today(request)),
        today=today(request),
        rule=found,
    )
    if "rehearse" not in request.POST and done_by(
        request, form, lambda: _save(request, form, found), _("The rule has been saved.")
    ):
        return redirect("reports:rules")
    rehearsal = None
    if "rehearse" in request.POST and form.is_valid():
        rehearsal = _rehearsed(request, _after(request, form, found))
    context = {
        "menu": "reports",
        "form": form,
        "rule": found,
        "title": _("Rule %(number)s") % {"number": found.number} if found else _("New rule"),
        **_moved(request, rehearsal),
    }
    return render(request, "reports/rule.html", context)


@reports_page
@for_bureau
def rule_end(request: DeskRequest, number: int) -> HttpResponse:
    """What would move without the rule; then its end."""
    found = _rule_of(request, number)
    if request.method == "POST" and tried(
        request,
        lambda: operations.end_rule(rule=found, by=request.user, at=timezone.now()),
        _("The rule has ended."),
    ):
        return redirect("reports:rules")
    rest = [rule_of(one) for one in rows_in_force(request.authority) if one.pk != found.pk]
    context = {"menu": "reports", "rule": found, **_moved(request, _rehearsed(request, rest))}
    return render(request, "reports/rule_end.html", context)


@reports_page
@for_bureau
@from_a_button("reports:rules")
def rule_order(request: DeskRequest) -> HttpResponse:
    """One rule goes up by one place."""
    numbers = [one.number for one in rows_in_force(request.authority)]
    asked = request.POST.get("up", "")
    if asked.isdecimal() and len(asked) < 6 and int(asked) in numbers[1:]:
        place = numbers.index(int(asked))
        numbers[place - 1], numbers[place] = numbers[place], numbers[place - 1]
        tried(
            request,
            lambda: operations.order_rules(
                authority=request.authority, numbers=numbers, by=request.user, at=timezone.now()
            ),
            _("The order has been changed."),
        )
    return redirect("reports:rules")


@reports_page
@for_bureau
def trigger(request: DeskRequest) -> HttpResponse:
    known = problem_places.trigger_of(request.authority)
    form = TriggerForm(request.POST or None, trigger=known)
    if done_by(
        request,
        form,
        lambda: problem_places.set_trigger(
            authority=request.authority,
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        ),
        _("What forces a review has been set."),
    ):
        return redirect("reports:rules")
    return _kept(request, form, _("What forces a review"), "reports:rules", _("Routing rules"))


@reports_page
@for_bureau
def templates(request: DeskRequest) -> HttpResponse:
    rows = ReplyTemplate.objects.filter(authority=request.authority).order_by("name", "pk")
    kept = kept_categories(request.authority, today(request))
    names = {one.category.pk: one.in_words for one in kept}
    listed = [(one, names.get(one.category_id or 0, "")) for one in rows]
    return render(request, "reports/templates.html", {"menu": "reports", "rows": listed})


@reports_page
@for_bureau
def template(request: DeskRequest, template_id: int | None = None) -> HttpResponse:
    rows = ReplyTemplate.objects.filter(authority=request.authority).select_related("authority")
    found = ReplyTemplate(authority=request.authority)
    if template_id is not None:
        found = get_object_or_404(rows, pk=_row_key(template_id))
    kept = kept_categories(request.authority, today(request))
    form = TemplateForm(request.POST or None, instance=found, kept=kept)
    if done_by(
        request,
        form,  # type: ignore[arg-type]
        lambda: keeping.save_template(
            template=form.save(commit=False), by=request.user, at=timezone.now()
        ),
        _("The template has been saved."),
    ):
        return redirect("reports:templates")
    title = found.name if template_id else _("New template")
    return _kept(request, form, title, "reports:templates", _("Templates"), removal=template_id)


@reports_page
@for_bureau
@from_a_button("reports:template", "template_id")
def template_removal(request: DeskRequest, template_id: int) -> HttpResponse:
    rows = ReplyTemplate.objects.filter(authority=request.authority).select_related("authority")
    found = get_object_or_404(rows, pk=_row_key(template_id))
    tried(
        request,
        lambda: keeping.remove_template(template=found, by=request.user, at=timezone.now()),
        _("The template has been removed."),
    )
    return redirect("reports:templates")


def _row_key(key: int) -> int:
    if key >= 2**63:
        raise Http404
    return key


def _rule_of(request: DeskRequest, number: int) -> RoutingRule:
    """The rule in force with a number. Raises Http404."""
    rows = RoutingRule.objects.filter(authority=request.authority, ends_at=None)
    return get_object_or_404(rows.select_related("authority", "body"), number=min(number, 32_767))


def _save(request: DeskRequest, form: RuleForm, found: RoutingRule | None) -> RoutingRule:
    by, at = request.user, timezone.now()
    if found is None:
        return operations.add_rule(authority=request.authority, written=form.written, by=by, at=at)
    return operations.change_rule(rule=found, written=form.written, by=by, at=at)


def _after(request: DeskRequest, form: RuleForm, found: RoutingRule | None) -> list[Rule]:
    """The rules as they would be: the written one in the place of the old one, or last."""
    written = form.written
    number = found.number if found else 0
    new = Rule(number, conditions_of(written.conditions), written.body.pk, None, written.name)
    rules = [
        new if found and one.pk == found.pk else rule_of(one)
        for one in rows_in_force(request.authority)
    ]
    return rules if found else [*rules, new]


def _rehearsed(request: DeskRequest, after: list[Rule]) -> Rehearsal:
    before = [rule_of(one) for one in rows_in_force(request.authority)]
    return rehearse(authority=request.authority, before=before, after=after, today=today(request))


def _moved(request: DeskRequest, rehearsal: Rehearsal | None) -> dict[str, object]:
    """What a rehearsal says, for a page."""
    if rehearsal is None:
        return {"rehearsal": None}
    bodies = dict(Body.objects.filter(authority=request.authority).values_list("pk", "short_name"))
    bureau = _("the bureau")
    rows = [
        (one.report, bodies.get(one.before or 0, bureau), bodies.get(one.after or 0, bureau))
        for one in rehearsal.moved[:_SHOWN]
    ]
    return {
        "rehearsal": rehearsal,
        "moved": rows,
        "moved_count": len(rehearsal.moved),
        "more": max(0, len(rehearsal.moved) - _SHOWN),
    }


def _kept(
    request: DeskRequest,
    form: object,
    title: str,
    back: str,
    above: str,
    *,
    removal: int | None = None,
) -> HttpResponse:
    context = {
        "menu": "reports",
        "form": form,
        "title": title,
        "back": back,
        "above": above,
        "removal": removal,
    }
    return render(request, "reports/kept.html", context)
