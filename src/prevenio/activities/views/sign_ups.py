from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from prevenio.activities.forms.sign_ups import AttendanceForm
from prevenio.activities.models import SignUpState
from prevenio.activities.operations import attendance as operations
from prevenio.activities.views.doors import activity_of, for_recorders, today
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.web.refusals import sentence


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@for_recorders
def sign_ups(request: DeskRequest, activity_id: int) -> HttpResponse:
    activity = activity_of(request, activity_id)
    now = timezone.now()
    rows = operations.look_at_sign_ups(activity=activity, by=request.user, at=now)
    form = AttendanceForm(request.POST or None, sign_ups=list(rows))
    if request.method == "POST" and form.is_valid():
        try:
            total = operations.record_attendance(
                activity=activity, came=form.came, by=request.user, at=now, today=today()
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            said = ngettext("%(count)s person came.", "%(count)s people came.", total)
            messages.success(request, said % {"count": total})
            return redirect("activities:sign-ups", activity_id=activity.pk)
    response = render(request, "activities/sign_ups.html", _context(form, activity=activity))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _context(form: AttendanceForm, **more: object) -> dict[str, object]:
    placed = [row for row in form.rows if row[0].state == SignUpState.PLACE]
    waiting = [row for row in form.rows if row[0].state == SignUpState.WAITING]
    came = [one.people_came for one in form.sign_ups if one.people_came is not None]
    return {
        "menu": "activities",
        "form": form,
        "groups": [(True, placed), (False, waiting)],
        "people": sum(one.people for one, _field in placed),
        "came": sum(came) if came else None,
        "kept_days": operations.KEPT_FOR.days,
        **more,
    }
