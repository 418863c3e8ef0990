"""Addresses of the region on the desk; those of its projects stand in a module of their own."""

from django.urls import include, path

from prevenio.region.views import (
    accession,
    declarations,
    exports,
    meetings,
    messages,
    milestones,
    overview,
    readiness,
    tasks,
    waves,
)

app_name = "region"

of_a_municipality = [
    path("", overview.municipality, name="municipality"),
    path("steps/new/", accession.step_new, name="accession-step-new"),
    path(
        "declarations/new/",
        declarations.municipality_declaration_new,
        name="municipality-declaration-new",
    ),
    path("readiness/<int:item_id>/", readiness.readiness_mark, name="readiness-mark"),
    path(
        "milestones/new/",
        milestones.municipality_milestone_new,
        name="municipality-milestone-new",
    ),
]
of_accession = [
    path(
        "steps/<int:step_id>/correction/",
        accession.step_correction,
        name="accession-step-correction",
    ),
    path("joining/", accession.joining, name="joining"),
    path("ledger.csv", exports.ledger_csv, name="ledger-csv"),
    path("ledger.xlsx", exports.ledger_xlsx, name="ledger-xlsx"),
    path("waves/", waves.waves, name="waves"),
    path("waves/new/", waves.wave_new, name="wave-new"),
    path("waves/<int:wave_id>/", waves.wave, name="wave"),
    path("waves/<int:wave_id>/removal/", waves.wave_removal, name="wave-removal"),
    path("counts/new/", waves.count_new, name="count-new"),
    path("counts/<int:count_id>/removal/", waves.count_removal, name="count-removal"),
    path("partners/", accession.partners, name="partners"),
    path("partners/new/", accession.partner_new, name="partner-new"),
    path("partners/<int:body_id>/", accession.partner, name="partner"),
    path("partners/<int:body_id>/steps/new/", accession.partner_step_new, name="partner-step-new"),
]
of_declarations = [
    path("", declarations.declarations, name="declarations"),
    path("new/", declarations.declaration_new, name="declaration-new"),
    path("<int:declaration_id>/", declarations.declaration, name="declaration"),
    path(
        "<int:declaration_id>/change/", declarations.declaration_change, name="declaration-change"
    ),
    path("<int:declaration_id>/file/", declarations.declaration_file, name="declaration-file"),
    path(
        "<int:declaration_id>/removal/",
        declarations.declaration_removal,
        name="declaration-removal",
    ),
]
of_readiness = [
    path("", readiness.readiness, name="readiness"),
    path("new/", readiness.item_new, name="readiness-item-new"),
    path("default/", readiness.readiness_default, name="readiness-default"),
    path("<int:item_id>/", readiness.item, name="readiness-item"),
]
of_groups = [
    path("groups/", meetings.groups, name="groups"),
    path("groups/<int:group_id>/", meetings.group, name="group"),
    path("groups/<int:group_id>/rhythm/", meetings.rhythm, name="group-rhythm"),
    path("groups/<int:group_id>/meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("groups/<int:group_id>/tasks/new/", tasks.task_new, name="task-new"),
    path("meetings/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/change/", meetings.meeting_change, name="meeting-change"),
    path("meetings/<int:meeting_id>/minutes/", meetings.minutes, name="minutes"),
    path(
        "meetings/<int:meeting_id>/cancellation/",
        meetings.meeting_cancellation,
        name="meeting-cancellation",
    ),
    path("meetings/<int:meeting_id>/file/", meetings.meeting_file, name="meeting-file"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:task_id>/", tasks.task, name="task"),
    path("tasks/<int:task_id>/change/", tasks.task_change, name="task-change"),
    path("tasks/<int:task_id>/done/", tasks.task_done, name="task-done"),
    path("tasks/<int:task_id>/dropped/", tasks.task_dropped, name="task-dropped"),
]
of_messages = [
    path("messages/", messages.messages, name="messages"),
    path("messages/new/", messages.message_new, name="message-new"),
    path("messages/<int:message_id>/", messages.message, name="message"),
    path("messages/<int:message_id>/file/", messages.message_file, name="message-file"),
    path(
        "messages/<int:message_id>/taken-back/",
        messages.message_taken_back,
        name="message-taken-back",
    ),
    path("groups/<int:group_id>/messages/new/", messages.group_message_new, name="group-message"),
]
of_milestones = [
    path("", milestones.milestones, name="milestones"),
    path("new/", milestones.milestone_new, name="milestone-new"),
    path("<int:milestone_id>/", milestones.milestone, name="milestone"),
    path("<int:milestone_id>/change/", milestones.milestone_change, name="milestone-change"),
    path("<int:milestone_id>/move/", milestones.milestone_move, name="milestone-move"),
    path("<int:milestone_id>/reached/", milestones.milestone_reached, name="milestone-reached"),
    path("<int:milestone_id>/dropped/", milestones.milestone_dropped, name="milestone-dropped"),
]

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("municipalities/", overview.municipalities, name="municipalities"),
    path("municipalities/<int:municipality_id>/", include(of_a_municipality)),
    path("", include(of_accession)),
    path("declarations/", include(of_declarations)),
    path("readiness/", include(of_readiness)),
    path("", include(of_groups)),
    path("", include(of_messages)),
    path("milestones/", include(of_milestones)),
    path("", include("prevenio.region.project_urls")),
]
