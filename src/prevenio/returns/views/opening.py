from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.kernel.working_days import working_day_from
from prevenio.people.doors import DeskRequest, desk_page, for_bureau
from prevenio.people.models import Authority
from prevenio.programme.models import ProgrammeVersion
from prevenio.returns import calendars, operations
from prevenio.returns.asking_forms import CompletionForm, RequestForm
from prevenio.returns.models import PeriodKind, ReportingPeriod
from prevenio.returns.models.periods import default_reminders
from prevenio.returns.period_forms import PeriodForm
from prevenio.returns.queries import opening
from prevenio.returns.views.doors import today
from prevenio.web.keys import KEY
from prevenio.web.refusals import sentence

WAYS = ["GET", "HEAD", "POST"]
Opening = PeriodForm | CompletionForm | RequestForm
FindVersion = Callable[[date, date], ProgrammeVersion | None]


@require_http_methods(WAYS)
@desk_page
@for_bureau
def new_period(request: DeskRequest) -> HttpResponse:
    newest = opening.adopted_versions(request.authority, today=today()).first()
    if newest is None:
        return redirect("returns:periods")
    form = PeriodForm(_said(request), initial=_likely(request, newest))

    def version_of(first_day: date, last_day: date) -> ProgrammeVersion | None:
        return opening.version_in_force(request.authority, first_day=first_day, last_day=last_day)

    return _opening(request, form, version_of, "returns/desk/period_new.html")


@require_http_methods(WAYS)
@desk_page
@for_bureau
def new_completion(request: DeskRequest) -> HttpResponse:
    version = opening.adopted_versions(request.authority, today=today()).first()
    if version is None:
        return redirect("returns:periods")
    ended, others = opening.actions_to_complete(version, today=today())
    initial = _likely_window(request.authority) | {
        "actions": [str(action.pk) for action in ended],
        "first_day": _first_day_of(version),
        "last_day": today(),
    }
    form = CompletionForm(_said(request), initial=initial, ended=ended, others=others)
    return _opening(
        request, form, lambda _first, _last: version, "returns/desk/completion_new.html"
    )


@require_http_methods(WAYS)
@desk_page
@for_bureau
def new_request(request: DeskRequest) -> HttpResponse:
    version = opening.adopted_versions(request.authority, today=today()).first()
    if version is None:
        return redirect("returns:periods")
    initial = _likely_window(request.authority) | {
        "first_day": date(today().year, 1, 1),
        "last_day": today(),
    }
    form = RequestForm(
        _said(request),
        initial=initial,
        actions=opening.actions_of(version),
        bodies=opening.bodies_answering(version),
    )
    return _opening(request, form, lambda _first, _last: version, "returns/desk/request_new.html")


def _opening(
    request: DeskRequest, form: Opening, version_of: FindVersion, template: str
) -> HttpResponse:
    plan = None
    if form.is_bound and form.is_valid():
        version = version_of(*form.days)
        if version is None:
            words = _("No adopted version of the programme is in force in these days.")
            form.add_error(form.field_of_days, words)
        else:
            period, plan = _planned(request, form, version)
            if period is not None:
                return redirect("returns:board", period.pk)
    context = {
        "menu": "returns",
        "form": form,
        "plan": plan,
        "is_overdue": plan is not None and form.cleaned_data["due_on"] < today(),
        "typed": [(name, one) for name, many in _typed(form) for one in many],
        "kinds": _kinds(form),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _planned(
    request: DeskRequest, form: Opening, version: ProgrammeVersion
) -> tuple[ReportingPeriod | None, opening.Preview | None]:
    """The period, once the button was pressed; else what it would ask. Refusals stay beside."""
    first_day, last_day = form.days
    asked = _asked(form)
    try:
        if request.method == "POST":
            return _opened(request, form, version, asked), None
        operations.refuse_opening(
            version=version,
            kind=form.kind_of_period,
            first_day=first_day,
            last_day=last_day,
            due_on=form.cleaned_data["due_on"],
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        is_due = isinstance(refusal, operations.DueOnFreeDay)
        form.add_error("due_on" if is_due else form.field_of_days, sentence(refusal))
        return None, None
    plan = opening.preview(
        version,
        first_day=first_day,
        last_day=last_day,
        actions=asked.actions,
        asked_bodies=asked.bodies,
    )
    return None, plan


def _asked(form: Opening) -> operations.Asked:
    match form:
        case CompletionForm():
            return operations.Asked(form.chosen)
        case RequestForm():
            return form.asked
    return operations.Asked()


def _opened(
    request: DeskRequest,
    form: Opening,
    version: ProgrammeVersion,
    asked: operations.Asked,
) -> ReportingPeriod:
    first_day, last_day = form.days
    groups = [int(key) for key in request.POST.getlist("by_member") if KEY.fullmatch(key)]
    period = operations.open_period(
        version=version,
        kind=form.kind_of_period,
        name=form.name_in(request.authority.language),
        first_day=first_day,
        last_day=last_day,
        window=form.window,
        by=request.user,
        at=timezone.now(),
        asked=replace(asked, by_member=groups),
    )
    number = period.returns.count()
    words = ngettext(
        "The period is open: %(number)s return is expected.",
        "The period is open: %(number)s returns are expected.",
        number,
    )
    messages.success(request, words % {"number": number})
    return period


def _said(request: DeskRequest) -> QueryDict | None:
    """What was typed: sent by the button that opens, or in the address of the preview."""
    if request.method == "POST":
        return request.POST
    return request.GET if "due_on" in request.GET else None


def _typed(form: Opening) -> Sequence[tuple[str, list[str]]]:
    """What the form was filled in with, to be sent once more by the button that opens."""
    lists = getattr(form.data, "lists", None)
    return [(name, many) for name, many in lists() if name in form.fields] if lists else []


def _likely(request: DeskRequest, version: ProgrammeVersion) -> dict[str, object]:
    """What the chosen kind proposes: its days, and when their returns are due."""
    said, country = request.GET.get("kind", ""), request.authority.country
    kind = PeriodKind(said) if said in calendars.KINDS else PeriodKind.YEAR
    if kind == PeriodKind.SPAN:
        return _likely_window(request.authority) | {"kind": kind}
    place = calendars.likely_on(kind, today())
    last_year = version.programme.last_year or place.year
    if place.year > last_year:
        place = calendars.Place(kind, last_year, calendars.parts_in(kind))
    due_on = calendars.due_day_of(kind, place.days[1], today=today(), country=country)
    days = {"kind": kind, "year": place.year, "part": place.part}
    return _likely_window(request.authority, due_on) | days


def _kinds(form: Opening) -> Sequence[tuple[str, object, bool]]:
    """The kinds of period to choose from, each with its word and whether it is chosen."""
    if not isinstance(form, PeriodForm):
        return []
    field = form.fields["kind"]
    assert isinstance(field, forms.ChoiceField)
    choices: Sequence[tuple[str, object]] = list(field.choices)  # type: ignore[arg-type]
    return [(kind, words, kind == form.kind_asked) for kind, words in choices]


def _likely_window(authority: Authority, due_on: date | None = None) -> dict[str, object]:
    now, country = today(), authority.country
    if due_on is None:
        due_on = working_day_from(now, 10, country=country)
    return {
        "opens_on": now,
        "due_on": due_on,
        "needs_certifier": True,
        "reminders": ", ".join(str(days).replace("-", "−") for days in default_reminders()),
    }


def _first_day_of(version: ProgrammeVersion) -> date | None:
    year = version.programme.first_year
    return date(year, 1, 1) if year else version.effective_from
