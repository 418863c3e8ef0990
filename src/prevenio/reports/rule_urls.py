"""Addresses of rules, templates and the trigger of reviews; part of the room's."""

from django.urls import path

from prevenio.reports.views import rules, rules_rehearsed

urlpatterns = [
    path("rules/", rules.rules, name="rules"),
    path("rules/new/", rules_rehearsed.rule, name="rule-new"),
    path("rules/<int:number>/", rules_rehearsed.rule, name="rule"),
    path("rules/<int:number>/order/", rules_rehearsed.rule_order, name="rule-order"),
    path("rules/<int:number>/end/", rules_rehearsed.rule_end, name="rule-end"),
    path("reviews/trigger/", rules.trigger, name="trigger"),
    path("templates/", rules.templates, name="templates"),
    path("templates/new/", rules.template, name="template-new"),
    path("templates/<int:template_id>/", rules.template, name="template"),
    path("templates/<int:template_id>/removal/", rules.template_removal, name="template-removal"),
]
