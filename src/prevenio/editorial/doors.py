"""The door of the editors' side: who is let in, to which of Wagtail's pages, to whose rows.

Wagtail knows groups and sites, not authorities: choosers, reports, histories and its API show rows
of a whole installation. So its addresses are let through by name, and each only with pages of the
authority whose side is open. What is not named here does not exist.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page
from wagtail.users.models import UserProfile

from prevenio.editorial import access
from prevenio.editorial.models import AuthorityPages
from prevenio.editorial.operations.people import sync_groups
from prevenio.editorial.operations.trees import ensure_pages
from prevenio.editorial.tenancy import editing
from prevenio.people.models import Authority, User

type View = Callable[..., HttpResponse]

# Wagtail sets styles and draws pictures by script in its editor; scripts stay our own files.
POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
}
_PAGES = {
    f"wagtailadmin_pages:{name}"
    for name in (
        *("add", "preview_on_add", "edit", "preview_on_edit", "view_draft", "add_subpage"),
        *("delete", "unpublish", "search", "search_results", "copy", "move", "move_confirm"),
        *("workflow_action", "collect_workflow_action_data", "confirm_workflow_cancellation"),
        *("workflow_preview", "lock", "unlock", "revisions_index", "revisions_view"),
        *("revisions_revert", "revisions_unschedule", "revisions_compare", "history"),
        *("history_results", "workflow_history", "workflow_history_detail", "usage"),
    )
}
_FILES = {
    f"wagtailimages:{name}"
    for name in (
        *("index", "index_results", "edit", "delete", "preview", "add", "add_multiple"),
        *("edit_multiple", "delete_multiple", "create_multiple_from_uploaded_image"),
        *("delete_upload_multiple", "image_usage"),
    )
} | {
    f"wagtaildocs:{name}"
    for name in (
        *("index", "index_results", "edit", "delete", "add", "add_multiple"),
        *("edit_multiple", "delete_multiple", "create_multiple_from_uploaded_document"),
        *("delete_upload_multiple", "document_usage"),
    )
}
_CHOOSERS = {
    f"{room}_chooser:{name}"
    for room in ("wagtailimages", "wagtaildocs")
    for name in ("choose", "choose_results", "chosen", "chosen_multiple", "create")
}
ALLOWED = (
    {
        *("wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_explore"),
        *("wagtailadmin_explore_results", "wagtailadmin_choose_page"),
        *("wagtailadmin_choose_page_child", "wagtailadmin_choose_page_search"),
        *("wagtailadmin_choose_page_external_link", "wagtailadmin_choose_page_email_link"),
        *("wagtailadmin_choose_page_phone_link", "wagtailadmin_choose_page_anchor_link"),
        *("wagtailadmin_dismissibles", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog"),
        *("wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"),
        *("wagtailadmin_api:pages:listing", "wagtailadmin_api:pages:detail"),
        *("editorial_translate", "wagtail_bulk_action"),
    }
    | _PAGES
    | _FILES
    | _CHOOSERS
)
_PAGE_NAMES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
# Of these, Wagtail itself finds no others than the authority's own: their managers see to it.
_SELECTIONS_OF_FILES = {("editorial", "picture"), ("editorial", "file")}
# What forms and lists send along to name pages.
_PAGE_FIELDS = ("new_parent_page", "chooser", "child_of", "childOf", "descendant_of", "parent_page")


def editors_door(view: View) -> View:
    """Let in who writes for the request's authority; strangers find nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        authority = getattr(request, "authority", None)
        if authority is None:
            raise Http404
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        root = AuthorityPages.objects.filter(authority=authority).first()
        if not access.can_write_pages(request.memberships):  # type: ignore[attr-defined]
            _leave(request, root)
            raise Http404
        return _answer(request, root or ensure_pages(authority), view, args, kwargs)

    return csp_override(POLICY)(guarded)


def _leave(request: HttpRequest, root: AuthorityPages | None) -> None:
    """Whose roles have ended since the last visit is in none of the groups any more."""
    if root is not None:
        sync_groups(user=request.user, root=root, memberships=[])  # type: ignore[arg-type]


def _answer(
    request: HttpRequest, root: AuthorityPages, view: View, args: Any, kwargs: Any
) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    authority: Authority = request.authority  # type: ignore[attr-defined]
    root.authority = authority
    _refuse_foreign(request, root, kwargs)
    _make_plain(request, user, root)
    with editing(authority, user), _alone(request, root):
        response = view(request, *args, **kwargs)
        if hasattr(response, "render") and not getattr(response, "is_rendered", True):
            response.render()
    return response


@contextmanager
def _alone(request: HttpRequest, root: AuthorityPages) -> Iterator[None]:
    """Change the tree of pages one after another: two at once would take the same place in it."""
    if request.method != "POST":
        yield
        return
    with transaction.atomic():
        AuthorityPages.objects.select_for_update(of=("self",), no_key=True).get(pk=root.pk)
        yield


def _refuse_foreign(request: HttpRequest, root: AuthorityPages, kwargs: dict[str, Any]) -> None:
    """Raises Http404 for an address that is not named, and for pages of anybody else."""
    match = request.resolver_match
    name = match.view_name if match else ""
    if name not in ALLOWED:
        raise Http404
    asked = {str(kwargs[key]) for key in _PAGE_NAMES if key in kwargs}
    asked |= set(_named_pages(request, name, kwargs))
    if not asked:
        return
    if not all(one.isdecimal() and len(one) < 19 for one in asked):
        raise Http404
    own = Page.objects.descendant_of(root, inclusive=True).filter(pk__in=asked).count()
    tops = len(asked & _tops(name))
    if own + tops < len(asked):
        raise Http404


def _tops(name: str) -> set[str]:
    """Wagtail's own root holds nothing to read; lists that begin there are narrowed by hooks."""
    if name not in {"wagtailadmin_choose_page_child", "wagtailadmin_api:pages:listing"}:
        return set()
    return {str(pk) for pk in Page.objects.filter(depth=1).values_list("pk", flat=True)}


def _named_pages(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> Iterator[str]:
    selected = kwargs.get("app_label"), kwargs.get("model_name")
    if name == "wagtail_bulk_action" and selected in _SELECTIONS_OF_FILES:
        return
    for sent in (request.GET, request.POST):
        for field in _PAGE_FIELDS:
            yield from (one for one in sent.getlist(field) if one.strip())
    if name == "wagtail_bulk_action":
        if selected != ("wagtailcore", "page"):
            raise Http404
        yield from (one for one in request.GET.getlist("id") if one != "all")
    if name == "wagtailadmin_editing_sessions:ping":
        yield str(kwargs["object_id"])
    if name == "wagtailadmin_api:pages:detail":
        yield str(kwargs["pk"])
    if name == "wagtailadmin_api:pages:listing" and request.GET.get("for_explorer") != "1":
        raise Http404
    if match := request.resolver_match:
        yield from (str(match.kwargs["pk"]),) if name.endswith(":revisions_compare") else ()


def _make_plain(request: HttpRequest, user: User, root: AuthorityPages) -> None:
    """For this request a person is what their roles in this authority make them, and no more.

    Whoever runs the installation has no powers of their own here, and the groups that a person has
    in another authority do not count.
    """
    memberships = request.memberships  # type: ignore[attr-defined]
    sync_groups(user=user, root=root, memberships=memberships)
    is_editor = access.can_publish_pages(memberships)
    group = root.editors_id if is_editor else root.authors_id
    user.is_superuser = False
    pages = GroupPagePermission.objects.filter(group=group).select_related("page", "permission")
    files = GroupCollectionPermission.objects.filter(group=group)
    user._page_permission_cache = pages  # type: ignore[attr-defined]
    user._collection_permission_cache = files.select_related(  # type: ignore[attr-defined]
        "permission", "collection"
    )
    _speak(user, root.authority)


def _speak(user: User, authority: Authority) -> None:
    """Wagtail speaks the language of the page's reader and keeps the authority's time."""
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = translation.get_language() or authority.language
    profile.current_time_zone = authority.time_zone
    user.wagtail_userprofile = profile  # type: ignore[attr-defined]
