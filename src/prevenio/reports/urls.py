from django.urls import include, path

app_name = "reports"
urlpatterns = [
    path("categories/", include("prevenio.reports.category_urls")),
    path("", include("prevenio.reports.place_urls")),
    path("", include("prevenio.reports.rule_urls")),
    path("", include("prevenio.reports.report_urls")),
]
