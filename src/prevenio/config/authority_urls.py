"""Addresses inside one authority, reached by its host name or below its path."""

from django.urls import include, path

urlpatterns = [
    path("", include("prevenio.portal.urls")),
    path("language/", include("prevenio.web.urls")),
    path("accounts/", include("prevenio.people.sign_in_urls")),
    path("desk/", include("prevenio.desk.urls")),
    path("desk/", include("prevenio.people.urls")),
    path("desk/programme/", include("prevenio.programme.urls")),
    path("desk/activities/", include("prevenio.activities.urls")),
    path("desk/indicators/", include("prevenio.indicators.urls")),
    path("desk/places/", include("prevenio.places.urls")),
    path("desk/region/", include("prevenio.region.urls")),
    path("desk/advice/", include("prevenio.advice.urls")),
    path("desk/reports/", include("prevenio.reports.urls")),
    path("desk/systems/", include("prevenio.api.desk_urls")),
    path("desk/subscriptions/", include("prevenio.subscriptions.urls")),
    path("desk/editorial/", include("prevenio.editorial.urls")),
    path("editing/", include("prevenio.editorial.admin_urls")),
    path("desk/returns/", include("prevenio.returns.urls")),
    path("desk/reviews/", include("prevenio.reviews.urls")),
    path("returns/", include("prevenio.returns.link_urls")),
    path("", include("prevenio.api.urls")),
]
