from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.editorial.models import Item
from prevenio.editorial.operations import translating
from prevenio.editorial.tenancy import now_editing


def translate(request: HttpRequest, page_id: int, language: str) -> HttpResponse:
    editing = now_editing()
    item = get_object_or_404(Item, pk=page_id).specific
    if editing is None or language not in editing.authority.languages:
        raise Http404
    if not item.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "editorial/translate.html", {"item": item, "language": language})
    copy = translating.begin_translation(
        item=item, language=language, by=editing.by, at=timezone.now()
    )
    messages.success(request, _("The draft is ready to be translated."))
    return redirect("wagtailadmin_pages:edit", copy.pk)
