"""Pages on which the bureau keeps the categories of reports."""

from django.urls import path

from prevenio.reports.views import categories

urlpatterns = [
    path("", categories.categories, name="categories"),
    path("new/", categories.new, name="category-new"),
    path("<int:category_id>/", categories.category, name="category"),
    path("<int:category_id>/end/", categories.end, name="category-end"),
    path(
        "<int:category_id>/<int:version_id>/withdrawal/",
        categories.withdrawal,
        name="category-withdrawal",
    ),
]
