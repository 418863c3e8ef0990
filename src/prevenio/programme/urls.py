from django.urls import path

from prevenio.programme.views import checks, content, imports, parts, proposals, versions

app_name = "programme"
urlpatterns = [
    path("", versions.overview, name="overview"),
    path("new/", parts.new_programme, name="new-programme"),
    path("import/", imports.import_programme, name="import"),
    path("import/<int:draft_id>/", imports.review, name="review"),
    path("import/<int:draft_id>/decision/", imports.decide, name="decision"),
    path("import/<int:draft_id>/mended-value/", imports.mend, name="mend"),
    path("import/<int:draft_id>/omission/", imports.leave_out, name="omission"),
    path("import/<int:draft_id>/reopening/", imports.take_back, name="reopening"),
    path("import/<int:draft_id>/programme/", imports.save, name="save"),
    path("import/<int:draft_id>/discarding/", imports.discard, name="discard"),
    path("versions/<int:version_id>/", versions.version, name="version"),
    path("versions/<int:version_id>/changes/", versions.changes, name="changes"),
    path("versions/<int:version_id>/amendment/", versions.amend, name="amend"),
    path("versions/<int:version_id>/handover/", versions.hand_over, name="hand-over"),
    path("versions/<int:version_id>/return/", versions.send_back, name="send-back"),
    path("versions/<int:version_id>/adoption/", versions.adopt, name="adopt"),
    path("versions/<int:version_id>/discarding/", versions.discard, name="discard-version"),
    path("versions/<int:version_id>/public/", versions.pin, name="pin"),
    path("versions/<int:version_id>/next-period/", versions.next_period, name="next-period"),
    path("versions/<int:version_id>/areas/<str:code>/", content.area, name="area"),
    path(
        "versions/<int:version_id>/areas/<str:code>/new-action/",
        content.new_action,
        name="new-action",
    ),
    path("versions/<int:version_id>/actions/<str:code>/", content.action, name="action"),
    path(
        "versions/<int:version_id>/actions/<str:code>/removal/",
        content.remove_action,
        name="remove-action",
    ),
    path(
        "versions/<int:version_id>/actions/<str:code>/merger/",
        content.merge_actions,
        name="merge-actions",
    ),
    path(
        "versions/<int:version_id>/initiatives/<int:initiative_id>/",
        content.initiative,
        name="initiative",
    ),
    path("versions/<int:version_id>/chapters/<int:chapter_id>/", content.chapter, name="chapter"),
    path(
        "versions/<int:version_id>/statements/<int:statement_id>/",
        content.statement,
        name="statement",
    ),
    path("versions/<int:version_id>/check/", checks.check, name="check"),
    path("versions/<int:version_id>/waivers/", checks.waive, name="waive"),
    path("waivers/<int:waiver_id>/withdrawal/", checks.withdraw, name="withdraw-waiver"),
    path("<int:programme_id>/proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("<int:programme_id>/publications/", parts.publications, name="publications"),
    path("versions/<int:version_id>/areas/", parts.add_area, name="add-area"),
    path(
        "versions/<int:version_id>/areas/<str:code>/removal/",
        parts.remove_area,
        name="remove-area",
    ),
    path("versions/<int:version_id>/initiatives/", parts.add_initiative, name="add-initiative"),
    path(
        "versions/<int:version_id>/initiatives/<int:initiative_id>/removal/",
        parts.remove_initiative,
        name="remove-initiative",
    ),
    path("versions/<int:version_id>/statements/", parts.add_statement, name="add-statement"),
    path(
        "versions/<int:version_id>/statements/<int:statement_id>/removal/",
        parts.remove_statement,
        name="remove-statement",
    ),
    path("versions/<int:version_id>/team/", parts.add_team_member, name="add-team-member"),
    path(
        "versions/<int:version_id>/team/<int:member_id>/removal/",
        parts.remove_team_member,
        name="remove-team-member",
    ),
    path(
        "versions/<int:version_id>/chapters/<int:chapter_id>/remarks/",
        parts.remark,
        name="remark",
    ),
    path(
        "versions/<int:version_id>/chapters/<int:chapter_id>/remarks/<int:remark_id>/settlement/",
        parts.settle_remark,
        name="settle-remark",
    ),
    path(
        "versions/<int:version_id>/actions/<str:code>/triggers/",
        parts.trigger,
        name="trigger",
    ),
    path(
        "versions/<int:version_id>/actions/<str:code>/triggers/<int:trigger_id>/end/",
        parts.end_trigger,
        name="end-trigger",
    ),
]
