"""The bureau's pages of the categories of reports."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prevenio.people.doors import DeskRequest, for_bureau, today
from prevenio.people.models import Country
from prevenio.reports.forms.categories import CategorySheet, EndForm
from prevenio.reports.models import Category, CategoryVersion
from prevenio.reports.operations import categories as operations
from prevenio.reports.packs.limits import FIRST
from prevenio.reports.queries import categories as queries
from prevenio.reports.views.doors import reports_page
from prevenio.web.trying import done_by, from_a_button, tried


@reports_page
@for_bureau
def categories(request: DeskRequest) -> HttpResponse:
    kept = queries.kept_categories(request.authority, today(request))
    first = sum(one.is_on and one.version.is_first for one in kept)
    context = {
        "menu": "reports",
        "kept": kept,
        "first": first,
        "wanted": FIRST,
        "has_map": request.authority.country == Country.POLAND,
    }
    return render(request, "reports/categories.html", context)


@reports_page
@for_bureau
def new(request: DeskRequest) -> HttpResponse:
    last = CategoryVersion.objects.filter(category__authority=request.authority)
    place = max(last.values_list("position", flat=True), default=0) + 1
    sheet = CategorySheet(
        request.authority, CategoryVersion(position=place), today(request), request.POST or None
    )

    def add() -> object:
        return operations.add_category(
            authority=request.authority,
            values=sheet.values(),
            first_day=sheet.first_day,
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, sheet, add, _("The category has been added.")):  # type: ignore[arg-type]
        return redirect("reports:categories")
    return render(request, "reports/category_new.html", {"menu": "reports", "form": sheet})


@reports_page
@for_bureau
def category(request: DeskRequest, category_id: int) -> HttpResponse:
    found = _category_of(request, category_id)
    day = today(request)
    versions = queries.versions_of(found)
    latest = versions[0]
    begins = max(latest.first_day or day, day + timedelta(days=1))
    sheet = CategorySheet(request.authority, latest, begins, request.POST or None)

    def save() -> object:
        return operations.save_version(
            category=found,
            values=sheet.values(),
            first_day=sheet.first_day,
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, sheet, save, _("The category has been saved.")):  # type: ignore[arg-type]
        return redirect("reports:category", found.pk)
    shown = next((one for one in versions if queries.is_on(one, day)), latest)
    context = {
        "menu": "reports",
        "category": found,
        "shown": shown,
        "rows": queries.rows_of(versions, day),
        "form": sheet,
    }
    return render(request, "reports/category.html", context)


@reports_page
@for_bureau
def end(request: DeskRequest, category_id: int) -> HttpResponse:
    found = _category_of(request, category_id)
    form = EndForm(request.POST or None, initial={"last_day": today(request)})

    def save() -> object:
        return operations.end_category(
            category=found,
            last_day=form.cleaned_data["last_day"],
            by=request.user,
            at=timezone.now(),
        )

    if done_by(request, form, save, _("The last day has been saved.")):
        return redirect("reports:category", found.pk)
    shown = queries.versions_of(found)[0]
    context = {"menu": "reports", "category": found, "shown": shown, "form": form}
    return render(request, "reports/category_end.html", context)


@reports_page
@for_bureau
@from_a_button("reports:category", "category_id")
def withdrawal(request: DeskRequest, category_id: int, version_id: int) -> HttpResponse:
    found = _category_of(request, category_id)
    rows = found.versions.select_related("category__authority")
    version = get_object_or_404(rows, pk=version_id)
    tried(
        request,
        lambda: operations.withdraw_version(version=version, by=request.user, at=timezone.now()),
        _("The planned version has been withdrawn."),
    )
    return redirect("reports:category", found.pk)


def _category_of(request: DeskRequest, category_id: int) -> Category:
    rows = Category.objects.filter(authority=request.authority).select_related("authority")
    return get_object_or_404(rows, pk=category_id)
