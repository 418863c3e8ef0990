from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, for_bureau, today
from prevenio.people.views.asking import searched_words
from prevenio.reviews import operations
from prevenio.reviews.correction_forms import CorrectionForm, DoneForm, DropForm, NotEffectiveForm
from prevenio.reviews.models import CorrectionState, CorrectiveAction
from prevenio.reviews.queries import corrections as queries
from prevenio.reviews.views.doors import may_assess, period_of, review_page
from prevenio.reviews.views.steps import asked_once
from prevenio.web.keys import key_in
from prevenio.web.trying import done_by

PER_PAGE = 50


@review_page
def correction_list(request: DeskRequest) -> HttpResponse:
    choice = _choice_of(request)
    found = queries.corrections_found(request.authority, choice, today=today(request))
    counts = queries.counts_of(request.authority, choice, today=today(request))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "menu": "reviews",
        "choice": choice,
        "page": page,
        "all": counts["ALL"],
        "pills": [
            (queries.OVERDUE, _("Overdue"), counts[queries.OVERDUE]),
            *((state, label, counts[state]) for state, label in CorrectionState.choices),
        ],
        "rows": [(one, one.is_overdue_on(today(request))) for one in page],
        "bodies": queries.bodies_with_corrections(request.authority),
        "may_edit": may_assess(request),
    }
    return render(request, "reviews/corrections.html", context)


@review_page
@for_bureau
def new_correction(request: DeskRequest) -> HttpResponse:
    form = CorrectionForm(
        request.POST or None, authority=request.authority, about=key_in(request, "action")
    )
    if done_by(
        request,
        form,
        lambda: operations.open_correction(
            authority=request.authority,
            correction=form.correction,
            by=request.user,
            at=timezone.now(),
        ),
        _("The corrective action has been opened."),
    ):
        return redirect("reviews:corrections")
    context = {
        "menu": "reviews",
        "form": form,
        "title": _("New corrective action"),
        "note": _("What is wrong, what is to be done about it, by whom and by when."),
        "button": _("Open it"),
    }
    return _form_page(request, "reviews/correction_form.html", context)


@review_page
def correction(request: DeskRequest, correction_id: int) -> HttpResponse:
    found = _correction_of(request, correction_id)
    context = {
        "menu": "reviews",
        "correction": found,
        "is_overdue": found.is_overdue_on(today(request)),
        "may_edit": may_assess(request),
    }
    return render(request, "reviews/correction.html", context)


@review_page
@for_bureau
def correction_done(request: DeskRequest, correction_id: int) -> HttpResponse:
    found = _correction_of(request, correction_id)
    form = DoneForm(request.POST or None)
    if done_by(
        request,
        form,
        lambda: operations.mark_done(
            correction=found, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        _("It is written down as done."),
    ):
        return redirect("reviews:correction", found.pk)
    words = (_("What has been done?"), _("Write it down as done"))
    return _step(request, found, form, *words)


@review_page
@for_bureau
def correction_not_effective(request: DeskRequest, correction_id: int) -> HttpResponse:
    found = _correction_of(request, correction_id)
    form = NotEffectiveForm(request.POST or None)
    if done_by(
        request,
        form,
        lambda: operations.mark_not_effective(
            correction=found, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        _("It is to be done again."),
    ):
        return redirect("reviews:correction", found.pk)
    return _step(request, found, form, _("Why did it not help?"), _("Have it done again"))


@review_page
@for_bureau
def correction_dropped(request: DeskRequest, correction_id: int) -> HttpResponse:
    found = _correction_of(request, correction_id)
    form = DropForm(request.POST or None)
    if done_by(
        request,
        form,
        lambda: operations.drop_correction(
            correction=found, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        _("The corrective action has been dropped."),
    ):
        return redirect("reviews:correction", found.pk)
    return _step(request, found, form, _("Why is it dropped?"), _("Drop it"))


@review_page
@for_bureau
def follow_ups(request: DeskRequest, period_id: int) -> HttpResponse:
    period = period_of(request, period_id)
    return asked_once(
        request,
        period,
        lambda: operations.open_from_follow_ups(period=period, by=request.user, at=timezone.now()),
        question=_("Open corrective actions for the follow-ups?"),
        consequence=_(
            "Each follow-up of this period with a day becomes one corrective action of the lead "
            "body. Those that are corrective actions already are left as they are."
        ),
        button=_("Open corrective actions"),
        success=_("The follow-ups are now corrective actions."),
    )


def _step(
    request: DeskRequest, found: CorrectiveAction, form: object, title: str, button: str
) -> HttpResponse:
    context = {
        "menu": "reviews",
        "form": form,
        "correction": found,
        "title": title,
        "note": found.to_do,
        "button": button,
    }
    return _form_page(request, "reviews/correction_form.html", context)


def _form_page(request: DeskRequest, template: str, context: dict[str, object]) -> HttpResponse:
    status = 422 if getattr(context["form"], "errors", None) else 200
    return render(request, template, context, status=status)


def _correction_of(request: DeskRequest, correction_id: int) -> CorrectiveAction:
    found = queries.correction_with_events(request.authority)
    return get_object_or_404(found, pk=correction_id)


def _choice_of(request: HttpRequest) -> queries.Choice:
    """What the address asks for; nonsense in it asks for nothing."""
    state = request.GET.get("state", "")
    return queries.Choice(
        state=state if state in {queries.OVERDUE, *CorrectionState.values} else "",
        body=key_in(request, "body"),
        words=searched_words(request),
    )
