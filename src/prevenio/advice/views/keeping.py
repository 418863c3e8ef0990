"""The bureau's pages of topics and of beginnings of answers."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from prevenio.advice.forms.keeping import TemplateForm, TopicForm
from prevenio.advice.models import AnswerTemplate, Topic
from prevenio.advice.operations import keeping as operations
from prevenio.advice.views.doors import advice_page
from prevenio.people.doors import DeskRequest, for_bureau
from prevenio.web.trying import done_by, from_a_button, tried


@advice_page
@for_bureau
def topics(request: DeskRequest) -> HttpResponse:
    rows = Topic.objects.filter(authority=request.authority).select_related("body", "person")
    context = {"menu": "advice", "topics": rows.order_by("position", "pk")}
    return render(request, "advice/topics.html", context)


@advice_page
@for_bureau
def topic(request: DeskRequest, topic_id: int | None = None) -> HttpResponse:
    rows = Topic.objects.filter(authority=request.authority).select_related("authority")
    found = get_object_or_404(rows, pk=topic_id) if topic_id else Topic(authority=request.authority)
    form = TopicForm(request.POST or None, instance=found, authority=request.authority)

    def save() -> object:
        one = form.save(commit=False)
        one.code = one.code or _code_for(one)
        return operations.save_topic(topic=one, by=request.user, at=timezone.now())

    if done_by(request, form, save, _("The topic has been saved.")):  # type: ignore[arg-type]
        return redirect("advice:topics")
    context = {
        "menu": "advice",
        "form": form,
        "title": str(found) if topic_id else _("New topic"),
        "back": "advice:topics",
        "above": _("Topics"),
    }
    return render(request, "advice/kept.html", context)


@advice_page
@for_bureau
def templates(request: DeskRequest) -> HttpResponse:
    rows = AnswerTemplate.objects.filter(authority=request.authority).select_related("topic")
    context = {"menu": "advice", "templates": rows.order_by("name", "pk")}
    return render(request, "advice/templates.html", context)


@advice_page
@for_bureau
def template(request: DeskRequest, template_id: int | None = None) -> HttpResponse:
    rows = AnswerTemplate.objects.filter(authority=request.authority).select_related("authority")
    found = (
        get_object_or_404(rows, pk=template_id)
        if template_id
        else AnswerTemplate(authority=request.authority)
    )
    form = TemplateForm(request.POST or None, instance=found, authority=request.authority)
    if done_by(
        request,
        form,  # type: ignore[arg-type]
        lambda: operations.save_template(
            template=form.save(commit=False), by=request.user, at=timezone.now()
        ),
        _("The template has been saved."),
    ):
        return redirect("advice:templates")
    context = {
        "menu": "advice",
        "form": form,
        "title": found.name if template_id else _("New template"),
        "back": "advice:templates",
        "above": _("Templates"),
        "removal": "advice:template-removal" if template_id else "",
        "key": template_id,
    }
    return render(request, "advice/kept.html", context)


@advice_page
@for_bureau
@from_a_button("advice:template", "template_id")
def template_removal(request: DeskRequest, template_id: int) -> HttpResponse:
    rows = AnswerTemplate.objects.filter(authority=request.authority).select_related("authority")
    found = get_object_or_404(rows, pk=template_id)
    tried(
        request,
        lambda: operations.remove_template(template=found, by=request.user, at=timezone.now()),
        _("The template has been removed."),
    )
    return redirect("advice:templates")


def _code_for(topic: Topic) -> str:
    """A code made of the name; a number keeps two of the same name apart."""
    begun = slugify(str(topic))[:30] or "topic"
    taken = set(Topic.objects.filter(authority=topic.authority_id).values_list("code", flat=True))
    codes = (begun if number == 1 else f"{begun}-{number}" for number in range(1, 10_000))
    return next(code for code in codes if code not in taken)
