"""What the pages of all steps have in common: show the form, or take the step."""

from collections.abc import Callable, Sequence
from typing import Any

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from prevenio.people.doors import DeskRequest
from prevenio.reports.forms.staff import PlainForm, StepForm
from prevenio.reports.models import EventKind, Outcome, ReplyTemplate, Report
from prevenio.reports.queries import report as queries
from prevenio.reports.queries.templates import Beginnings, beginnings_for
from prevenio.web.trying import done_by


def step_page(
    request: DeskRequest,
    report: Report,
    form: PlainForm,
    operation: Callable[..., object],
    *,
    success: str,
    may_vanish: bool = False,
    template: str = "reports/step.html",
    **parts: Any,
) -> HttpResponse:
    """Show a step's form, or take the step. Who gave a report away may not see it any more."""

    def act() -> object:
        return operation(report=report, by=request.user, at=timezone.now(), **form.given)

    if done_by(request, form, act, success):
        if may_vanish:
            return redirect("reports:reports")
        return redirect("reports:report", report_id=report.pk)
    context = {
        "menu": "reports",
        "report": report,
        "form": form,
        "since": since_seen(report, form),
        "said": queries.description_of(report),
        **parts,
    }
    return render(request, template, context)


def since_seen(report: Report, form: PlainForm) -> object:
    """What others did while the person wrote; sent once more, the form holds."""
    if not (form.is_bound and isinstance(form, StepForm)):
        return ()
    seen = form.cleaned_data.get("seen")
    if seen is None:
        return ()
    now = Report.objects.values_list("revision", flat=True).get(pk=report.pk)
    if seen >= now:
        return ()
    form.see_anew(now)
    return [one for one in queries.events_of(report) if one.number > seen]


def sent_in(request: DeskRequest) -> QueryDict | None:
    """What was sent to be done; nothing where only the words of a template are wanted."""
    is_wanted = request.method != "POST" or "template" in request.POST
    return None if is_wanted else request.POST


def templates_for(
    request: DeskRequest, reports: Sequence[Report], form: Form, step: EventKind
) -> Beginnings:
    """The beginnings of an answer; the one that was pressed stands in the form."""
    found = beginnings_for(request.authority, reports, step)
    _begin_with(request, form, found.every)
    return found


def _begin_with(request: DeskRequest, form: Form, templates: Sequence[ReplyTemplate]) -> None:
    """Put the words of the template that was pressed behind what was typed; the rest stays.

    Where nothing was said yet of what came of it, the template says so.
    """
    said = request.POST.get("template", "")
    if not said:
        return
    form.initial.update(request.POST.items())
    chosen = next((one for one in templates if str(one.pk) == said), None)
    if chosen is not None:
        typed = request.POST.get("text", "").rstrip()
        form.initial["text"] = "\n\n".join(filter(None, (typed, chosen.text)))
        if "outcome" in form.fields and chosen.purpose in Outcome.values:
            form.initial["outcome"] = form.initial.get("outcome") or chosen.purpose
    form.fields["text"].widget.attrs["data-take-focus"] = True
