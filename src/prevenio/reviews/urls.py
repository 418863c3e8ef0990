"""Addresses of the reviews on the desk."""

from django.urls import path

from prevenio.reviews.views import (
    batches,
    board,
    carrying,
    corrections,
    papers,
    review,
    statements,
    steps,
)

app_name = "reviews"
urlpatterns = [
    path("", board.periods, name="periods"),
    path("corrections/", corrections.correction_list, name="corrections"),
    path("corrections/new/", corrections.new_correction, name="correction-new"),
    path("corrections/<int:correction_id>/", corrections.correction, name="correction"),
    path(
        "corrections/<int:correction_id>/done/",
        corrections.correction_done,
        name="correction-done",
    ),
    path(
        "corrections/<int:correction_id>/not-effective/",
        corrections.correction_not_effective,
        name="correction-not-effective",
    ),
    path(
        "corrections/<int:correction_id>/dropped/",
        corrections.correction_dropped,
        name="correction-dropped",
    ),
    path("carrying/<int:version_id>/", carrying.carry_over, name="carry-over"),
    path("carrying/<int:version_id>/actions/", carrying.fates, name="fates"),
    path("carrying/<int:version_id>/actions.xlsx", carrying.fates_sheet, name="fates-sheet"),
    path("carrying/<int:version_id>/draft/", carrying.next_programme, name="next-programme"),
    path("carrying/<int:version_id>/areas/<int:area_id>/", carrying.carry_area, name="carry-area"),
    path(
        "carrying/<int:version_id>/areas/<int:area_id>/kept/",
        carrying.area_kept,
        name="area-kept",
    ),
    path("<int:period_id>/corrections/", corrections.follow_ups, name="follow-ups"),
    path("<int:period_id>/", review.review, name="review"),
    path("<int:period_id>/areas/<int:area_id>/", board.area, name="area"),
    path("<int:period_id>/areas/<int:area_id>/proposed/", board.proposed_degrees, name="proposed"),
    path("<int:period_id>/actions/<int:action_id>/", board.assessment, name="assessment"),
    path("<int:period_id>/actions/<int:action_id>/degree/", board.degree, name="degree"),
    path("<int:period_id>/plan/", steps.plan, name="plan"),
    path("<int:period_id>/handing-over/", steps.handing_over, name="handing-over"),
    path("<int:period_id>/sending-back/", steps.sending_back, name="sending-back"),
    path("<int:period_id>/opinion/", steps.opinion, name="opinion"),
    path("<int:period_id>/council/", steps.council, name="council"),
    path("<int:period_id>/publication/", steps.publication, name="publication"),
    path("<int:period_id>/changes/", steps.changes, name="changes"),
    path("<int:period_id>/documents/", papers.papers, name="papers"),
    path("<int:period_id>/presentation.pptx", papers.deck, name="deck"),
    path("<int:period_id>/everything.xlsx", papers.everything, name="everything"),
    path("<int:period_id>/bodies/", statements.body_list, name="bodies"),
    path(
        "<int:period_id>/bodies/<int:body_id>/statement.pdf",
        statements.statement,
        {"ending": "pdf"},
        name="statement-pdf",
    ),
    path(
        "<int:period_id>/bodies/<int:body_id>/statement.docx",
        statements.statement,
        {"ending": "docx"},
        name="statement-docx",
    ),
    path("<int:period_id>/bodies/<int:body_id>/release/", statements.release, name="release"),
    path("statements/", statements.own_statements, name="own-statements"),
    path(
        "statements/<int:statement_id>/statement.pdf",
        statements.own_statement,
        {"ending": "pdf"},
        name="own-statement-pdf",
    ),
    path(
        "statements/<int:statement_id>/statement.docx",
        statements.own_statement,
        {"ending": "docx"},
        name="own-statement-docx",
    ),
    path("<int:period_id>/extracts/", batches.new_batch, name="batch-new"),
    path("extracts/<int:batch_id>/", batches.batch, name="batch"),
    path("extracts/<int:batch_id>/cancelled/", batches.cancelled, name="batch-cancelled"),
    path("extracts/<int:batch_id>/extracts.zip", batches.batch_zip, name="batch-zip"),
    path("goals/<int:version_id>/", papers.goals_list, name="goals"),
    *(
        path(
            f"goals/<int:version_id>/<int:year>/{span}.{ending}",
            papers.goals,
            {"span": span, "ending": ending},
            name=f"goals-{span}-{ending}",
        )
        for span in ("half", "year")
        for ending in ("pdf", "docx")
    ),
    path("<int:period_id>/review.pdf", review.pdf, name="pdf"),
    path("<int:period_id>/material.pdf", review.material, name="material"),
    path("<int:period_id>/review.docx", review.docx, name="docx"),
]
