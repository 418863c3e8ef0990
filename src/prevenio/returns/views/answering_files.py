from collections.abc import Callable, Iterator
from functools import partial

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from prevenio.kernel.errors import Refused
from prevenio.returns import operations
from prevenio.returns.actors import Answerer
from prevenio.returns.models import ActionReturn
from prevenio.returns.queries import answering as queries
from prevenio.returns.views.answering_doors import LinkRequest, answering_page
from prevenio.web.refusals import sentence


@require_safe
@answering_page
def file(request: LinkRequest, return_id: int, file_id: int) -> HttpResponse:
    found = queries.readable_file(request.link, return_id, file_id)
    if found is None:
        raise Http404
    with found.file.open("rb") as stored:
        response = HttpResponse(stored.read(), content_type=found.kind)
    disposition = content_disposition_header(True, found.name) or "attachment"
    response.headers["Content-Disposition"] = disposition
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def take(request: LinkRequest, action_return: ActionReturn) -> dict[str, str]:
    """Take out the file that was to go and add those that were sent; what was refused."""
    by, now = Answerer(request.link), timezone.now()
    said = []
    for change in _changes(request, action_return):
        try:
            change(by=by, at=now)
        except Refused as refusal:
            said.append(sentence(refusal))
            if isinstance(refusal, operations.TooManyFiles):
                break
    return {"id_files": " ".join(said)} if said else {}


def _changes(request: LinkRequest, action_return: ActionReturn) -> Iterator[Callable[..., object]]:
    act, _space, wanted = request.POST.get("act", "").partition(" ")
    if act == "remove":
        for one in queries.files_of(action_return):
            if str(one.pk) == wanted:
                yield partial(operations.remove_file, file=one)
    for sent in request.FILES.getlist("files"):
        if isinstance(sent, UploadedFile):
            # One byte more than is taken is enough for the operation to refuse it.
            content = sent.read(settings.DOCUMENT_LIMIT + 1)
            name = sent.name or ""
            yield partial(
                operations.add_file, action_return=action_return, name=name, content=content
            )
