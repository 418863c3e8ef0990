"""Addresses of the indicators on the desk."""

from django.urls import path

from prevenio.indicators.views import entries, pages, passports, statistics

app_name = "indicators"
urlpatterns = [
    path("", pages.overview, name="list"),
    path("new/", passports.new, name="new"),
    path("measures/", passports.measures, name="measures"),
    path("import/", statistics.start, name="import"),
    path("import/<int:upload_id>/", statistics.preview, name="preview"),
    path("<int:indicator_id>/", pages.show, name="show"),
    path("<int:indicator_id>/passport/", passports.change, name="change"),
    path("<int:indicator_id>/chart.svg", pages.chart_svg, name="chart-svg"),
    path("<int:indicator_id>/chart.png", pages.chart_png, name="chart-png"),
    path("<int:indicator_id>/values.xlsx", pages.workbook, name="workbook"),
    path("<int:indicator_id>/values/", entries.new_value, name="new-value"),
    path("<int:indicator_id>/targets/", entries.new_target, name="new-target"),
    path("<int:indicator_id>/breaks/", entries.new_break, name="new-break"),
    path("values/<int:value_id>/correction/", entries.correct_value, name="correct-value"),
    path("values/<int:value_id>/withdrawal/", entries.withdraw_value, name="withdraw-value"),
    path("breaks/<int:break_id>/confirmation/", entries.confirm_break, name="confirm-break"),
    path("breaks/<int:break_id>/dismissal/", entries.dismiss_break, name="dismiss-break"),
]
