"""The tree of an authority's pages, its groups and its collection: nobody makes them by hand."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from prevenio.editorial.kinds import PATHS
from prevenio.editorial.models import AuthorityPages, Kind, LanguagePages, Section
from prevenio.people.models import Authority

_EDITORS_MAY = ("add", "change", "publish", "lock", "unlock")
_AUTHORS_MAY = ("add",)
_WITH_FILES = ("add", "change", "choose")


@transaction.atomic
def ensure_pages(authority: Authority) -> AuthorityPages:
    """The root of an authority's pages, with a tree for each of its languages.

    Made where it is missing; what is there stays. A language that an authority gives up keeps its
    pages.
    """
    root = AuthorityPages.objects.filter(authority=authority).first() or _new_root(authority)
    present = set(
        LanguagePages.objects.child_of(root).values_list("locale__language_code", flat=True)
    )
    for language in authority.languages or [authority.language]:
        if language not in present:
            _add_language(root, language)
    return root


def _new_root(authority: Authority) -> AuthorityPages:
    locale = _locale(authority.language)
    collection = _root_collection().add_child(name=authority.name)
    editors, authors = (
        Group.objects.create(name=f"{authority.slug}: {what}") for what in ("editors", "authors")
    )
    root = AuthorityPages(
        title=authority.name,
        slug=authority.slug,
        locale=locale,
        authority=authority,
        collection=collection,
        editors=editors,
        authors=authors,
    )
    _top(locale).add_child(instance=root)
    _permit(root, editors, _EDITORS_MAY)
    _permit(root, authors, _AUTHORS_MAY)
    _add_workflow(root)
    return root


def _permit(root: AuthorityPages, group: Group, verbs: Iterable[str]) -> None:
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    pages = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=[f"{verb}_page" for verb in verbs]
    )
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=root, permission=one) for one in pages
    )
    things = [f"{verb}_{thing}" for verb in _WITH_FILES for thing in ("image", "document")]
    files = Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=things
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root.collection, permission=one)
        for one in files
    )


def _add_workflow(root: AuthorityPages) -> None:
    """What authors hand in waits for one of the editors."""
    with translation.override(root.authority.language):
        name = _("Approval by an editor")
    workflow = Workflow.objects.create(name=name)
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.add(root.editors)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=root, workflow=workflow)


def _add_language(root: AuthorityPages, language: str) -> None:
    locale = _locale(language)
    first = LanguagePages.objects.child_of(root).first()
    with translation.override(language):
        tree = LanguagePages(title=_language_name(language), slug=language, locale=locale)
        keys = {}
        if first is not None:
            tree.translation_key = first.translation_key
            keys = dict(Section.objects.child_of(first).values_list("kind", "translation_key"))
        root.add_child(instance=tree)
        for kind in Kind:
            section = Section(
                title=_section_title(kind), slug=PATHS[kind], locale=locale, kind=kind
            )
            if kind in keys:
                section.translation_key = keys[kind]
            tree.add_child(instance=section)


def _section_title(kind: str) -> str:
    titles = {
        Kind.NEWS: _("News"),
        Kind.ARTICLE: _("Articles"),
        Kind.PUBLICATION: _("Publications"),
        Kind.CAMPAIGN: _("Campaigns"),
        Kind.GALLERY: _("Galleries"),
    }
    return titles[Kind(kind)]


def _language_name(language: str) -> str:
    return str(translation.get_language_info(language)["name_local"])


def _locale(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


def _top(locale: Locale) -> Page:
    return Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=locale)
    )


def _root_collection() -> Collection:
    return Collection.get_first_root_node() or Collection.add_root(name="Root")
