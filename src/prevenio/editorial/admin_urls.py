"""The editors' side: Wagtail's own addresses, each behind the door of this room."""

from typing import Any

from allauth.account.views import logout
from django.urls import path
from django.views.generic import RedirectView
from wagtail.admin.urls import urlpatterns as wagtail_patterns
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)
from wagtail.utils.urlpatterns import decorate_urlpatterns

from prevenio.editorial.doors import editors_door
from prevenio.editorial.views.script_words import ScriptWords

# Letters of this house go through notices, in the reader's language.
for _signal, _sender, _name in (
    (task_submitted, TaskState, "group_approval_task_submitted"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected"),
    (workflow_approved, WorkflowState, "workflow_state_approved"),
):
    _signal.disconnect(sender=_sender, dispatch_uid=f"{_name}_email_notification")

# Its menu leads to an account and to signing out; both are those of the whole house.
_OF_THE_HOUSE = [
    path("account/", RedirectView.as_view(pattern_name="account")),
    path("logout/", logout),
]
# Wagtail's scripts speak Polish and Czech in part; the rest this room says.
_INSTEAD = [
    path("jsi18n/", ScriptWords.as_view(), name="wagtailadmin_javascript_catalog"),
]

urlpatterns: list[Any] = [
    *_OF_THE_HOUSE,
    *decorate_urlpatterns([*_INSTEAD, *wagtail_patterns], editors_door),
]
