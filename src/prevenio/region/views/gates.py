"""The steps of a project towards a decision."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.people.doors import DeskRequest
from prevenio.region.forms.projects import DecisionForm, ReasonForm, StepForm
from prevenio.region.gates import next_kind, standing_steps
from prevenio.region.models import GateKind
from prevenio.region.operations import gates as operations
from prevenio.region.views.project_pages import Words, asked, bureau_page
from prevenio.region.views.projects import around, project_of


@bureau_page
def step_new(request: DeskRequest, project_id: int) -> HttpResponse:
    found = project_of(request, project_id)
    kind = next_kind(standing_steps(found.gate_steps.order_by("number")))
    if kind is None:
        raise Http404
    form: StepForm | DecisionForm
    if kind == GateKind.DECISION:
        form = DecisionForm(request.POST or None, authority=request.authority)
    else:
        form = StepForm(request.POST or None)
    return asked(
        request,
        form,
        lambda: operations.take_step(
            project=found, step=form.step(kind), by=request.user, at=timezone.now()
        ),
        Words(
            _("Next step: %(step)s") % {"step": kind.label},
            _("Write it down"),
            _("Steps are never changed. One entered by mistake can be taken back."),
        ),
        success=_("The step has been written down."),
        **around(found),
    )


@bureau_page
def step_taken_back(request: DeskRequest, project_id: int) -> HttpResponse:
    found = project_of(request, project_id)
    form = ReasonForm(request.POST or None)
    return asked(
        request,
        form,
        lambda: operations.take_back_step(
            project=found,
            words=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        ),
        Words(
            _("Take the last step back"),
            pgettext("step of a project", "Take it back"),
            _("Both rows stay in the history."),
        ),
        success=_("The step has been taken back."),
        **around(found),
    )
