from django.http import HttpResponse
from django.views.decorators.http import require_safe

from prevenio.portal.feeding import as_atom
from prevenio.portal.showing import PublicRequest, download
from prevenio.subscriptions.queries.feeds import (
    MOST_IN_FEED,
    Narrowed,
    announcements_of,
    state_of,
)


@require_safe
def feed(request: PublicRequest) -> HttpResponse:
    narrowed = Narrowed.read(request.GET.dict())
    asked = request.GET.get("language", "")
    authority = request.authority
    language = asked if asked in authority.languages else authority.language
    state = state_of(authority, narrowed)
    return download(
        request,
        lambda: as_atom(
            list(announcements_of(authority, narrowed)[:MOST_IN_FEED]),
            authority=authority,
            narrowed=narrowed,
            language=language,
            changed_at=state.changed_at,
        ),
        kind="application/atom+xml; charset=utf-8",
        name=f"{authority.slug}.atom",
        etag=f"{language}-{state.tag}",
        changed_at=state.changed_at,
        is_attachment=False,
    )
