"""Whether the days that were promised are kept; what is open and late counts too."""

from dateutil.relativedelta import relativedelta
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prevenio.people.models import Body
from prevenio.portal.showing import PublicRequest, content_lang, show_page
from prevenio.reports.models import Category
from prevenio.reports.queries.place_page import names_of
from prevenio.reports.queries.punctuality import (
    SMALLEST,
    all_in_all,
    punctuality_by,
    shown_rows,
)

MONTHS = 12


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    authority, today = request.authority, timezone.localdate()
    first = today - relativedelta(months=MONTHS)
    by_category = punctuality_by("category_id", authority=authority, first=first, today=today)
    by_body = punctuality_by("body_id", authority=authority, first=first, today=today)
    keys = [key for key in by_category if key is not None]
    codes = Category.objects.filter(pk__in=keys).values_list("pk", "code")
    bodies = Body.objects.filter(pk__in=[key for key in by_body if key is not None])
    words = names_of(keys)
    named: dict[int | None, str] = {key: words.get(key, code) for key, code in codes}
    called: dict[int | None, str] = {None: _("the bureau")}
    called.update({one.pk: one.public_name or one.short_name for one in bodies})
    categories, hidden_categories = shown_rows(by_category, named, beside=by_body)
    units, hidden_units = shown_rows(by_body, called, beside=by_category)
    return show_page(
        request,
        "reports/punctuality.html",
        menu="map",
        first=first,
        whole=all_in_all(by_category, beside=by_body),
        categories=categories,
        hidden_categories=hidden_categories,
        units=units,
        hidden_units=hidden_units,
        smallest=SMALLEST,
        content_lang=content_lang(authority),
    )
