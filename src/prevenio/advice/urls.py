from django.urls import path

from prevenio.advice.views import keeping, points, publishing, questions, statistics, steps

app_name = "advice"
urlpatterns = [
    path("", questions.overview, name="questions"),
    path("statistics/", statistics.overview, name="statistics"),
    path("topics/", keeping.topics, name="topics"),
    path("topics/new/", keeping.topic, name="topic-new"),
    path("topics/<int:topic_id>/", keeping.topic, name="topic"),
    path("templates/", keeping.templates, name="templates"),
    path("templates/new/", keeping.template, name="template-new"),
    path("templates/<int:template_id>/", keeping.template, name="template"),
    path("templates/<int:template_id>/removal/", keeping.template_removal, name="template-removal"),
    path("points/", points.overview, name="points"),
    path("points/new/", points.point, name="point-new"),
    path("points/<int:point_id>/", points.point, name="point"),
    path("points/<int:point_id>/removal/", points.removal, name="point-removal"),
    path("<int:question_id>/", questions.question, name="question"),
    path("<int:question_id>/answer/", steps.answer, name="answer"),
    path("<int:question_id>/asking-back/", steps.asking_back, name="asking-back"),
    path("<int:question_id>/hand-over/", steps.hand_over, name="hand-over"),
    path("<int:question_id>/closing/", steps.closing, name="closing"),
    path("<int:question_id>/release/", steps.release, name="release"),
    path("<int:question_id>/spam/", steps.spam, name="spam"),
    path("<int:question_id>/erasure/", steps.erasure, name="erasure"),
    path("<int:question_id>/publication/", publishing.prepare, name="publication"),
    path("<int:question_id>/publication/look/", publishing.look, name="publication-look"),
    path("<int:question_id>/publication/end/", publishing.take_off, name="publication-end"),
]
