from django.urls import include, path

app_name = "reports"
urlpatterns = [
    path("categories/", include("prevenio.reports.category_urls")),
]
