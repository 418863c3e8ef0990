"""Addresses of the public site; the pages of a programme also stand below an earlier period."""

from django.urls import include, path

from prevenio.portal.views import (
    activities,
    bodies,
    calendar,
    events,
    indicators,
    open_data,
    pages,
    programme,
    reviews,
    search,
    years,
)

app_name = "portal"

of_a_programme = [
    path("programme/", programme.overview, name="programme"),
    path("programme/text/", programme.text, name="text"),
    path("programme/milestones/", programme.milestones, name="milestones"),
    path("programme/years/", years.nearest, name="years"),
    path("programme/years/<int:year>/", years.year, name="year"),
    path("programme/history/", programme.history, name="history"),
    path("programme/history/<str:number>/", programme.changes, name="changes"),
    path("programme/document.pdf", programme.document, name="document"),
    path("areas/<str:code>/", programme.area, name="area"),
    path("actions/<str:code>/", programme.action, name="action"),
    path("activities/", activities.overview, name="activities"),
    path("activities/totals/", activities.totals, name="activity-totals"),
    path("initiatives/", programme.initiatives, name="initiatives"),
    path("initiatives/<str:key>/", programme.initiative, name="initiative"),
    path("bodies/", bodies.overview, name="bodies"),
    path("bodies/<int:body_id>/", bodies.body, name="body"),
    path("matrix/", bodies.matrix, name="matrix"),
    path("search/", search.results, name="search"),
    path("open-data/", open_data.overview, name="open-data"),
    path("open-data/programme.json", open_data.programme, name="programme-json"),
    path("open-data/actions.csv", open_data.actions, name="actions-csv"),
    path("open-data/initiatives.csv", open_data.initiatives, name="initiatives-csv"),
]

urlpatterns = [
    path("", pages.home, name="home"),
    *of_a_programme,
    path("periods/<int:period>/", include(of_a_programme)),
    path("indicators/", indicators.overview, name="indicators"),
    path("indicators/<str:code>/", indicators.indicator, name="indicator"),
    path("indicators/<str:code>/chart.svg", indicators.chart_svg, name="indicator-chart"),
    path("reviews/", reviews.published, name="reviews"),
    path("reviews/<int:period_id>/", reviews.review, name="review"),
    path("reviews/<int:period_id>/document.pdf", reviews.document, name="review-document"),
    path("calendar/", calendar.overview, name="calendar"),
    path("calendar/months/<int:year>/<int:month>/", calendar.month, name="calendar-month"),
    path("calendar/feed.ics", calendar.feed, name="calendar-feed"),
    path("calendar/events.csv", calendar.table, name="calendar-csv"),
    path("calendar/sign-ups/<str:token>/", events.sign_up, name="sign-up"),
    path("calendar/<uuid:key>/", events.event, name="event"),
    path("calendar/<uuid:key>/asked/", events.asked, name="event-asked"),
    path("calendar/<uuid:key>/event.ics", events.event_feed, name="event-feed"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
]
