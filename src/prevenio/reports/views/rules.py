"""The bureau's pages of routing rules, reply templates and the trigger of reviews."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, for_bureau, today
from prevenio.reports.forms.rules import TemplateForm, TriggerForm
from prevenio.reports.models import ReplyTemplate
from prevenio.reports.operations import keeping, problem_places
from prevenio.reports.queries.categories import kept_categories
from prevenio.reports.queries.rule_words import words_of_rules
from prevenio.reports.queries.rules import rows_with_people
from prevenio.reports.views.doors import reports_page
from prevenio.web.trying import done_by, from_a_button, tried


@reports_page
@for_bureau
def rules(request: DeskRequest) -> HttpResponse:
    kept = kept_categories(request.authority, today(request))
    rows = rows_with_people(request.authority, today(request))
    context = {
        "menu": "reports",
        "rows": words_of_rules(request.authority, rows, kept),
        "trigger": problem_places.trigger_of(request.authority),
    }
    return render(request, "reports/rules.html", context)


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
