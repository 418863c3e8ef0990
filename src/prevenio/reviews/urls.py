"""Addresses of the reviews on the desk."""

from django.urls import path

from prevenio.reviews.views import board, carrying, corrections, review, steps

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
    path("<int:period_id>/review.pdf", review.pdf, name="pdf"),
    path("<int:period_id>/material.pdf", review.material, name="material"),
    path("<int:period_id>/review.docx", review.docx, name="docx"),
]
