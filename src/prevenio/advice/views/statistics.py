from django.http import HttpResponse
from django.shortcuts import render

from prevenio.advice.models import Topic
from prevenio.advice.queries import statistics as queries
from prevenio.advice.queries.desk import questions_seen
from prevenio.advice.views.doors import advice_page
from prevenio.people.doors import DeskRequest, today


@advice_page
def overview(request: DeskRequest) -> HttpResponse:
    """The last year of the questions that the person sees."""
    day = today(request)
    seen = questions_seen(request.user, request.memberships, request.authority, day)
    first, last = queries.a_year_to(day)
    rows = {row.topic_id: row for row in queries.by_topic(seen, first=first, last=last, today=day)}
    topics = Topic.objects.filter(authority=request.authority).order_by("position", "pk")
    context = {
        "menu": "advice",
        "first": first,
        "last": last,
        "rows": [(topic, rows[topic.pk]) for topic in topics if topic.pk in rows],
        "asked": sum(row.asked for row in rows.values()),
        "answered": sum(row.answered for row in rows.values()),
        "in_time": sum(row.in_time for row in rows.values()),
        "late": sum(row.late for row in rows.values()),
    }
    return render(request, "advice/statistics.html", context)
