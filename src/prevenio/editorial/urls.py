"""Addresses of the desk's pages about what is written; writing itself is on the editors' side."""

from django.urls import path

from prevenio.editorial.views import channels, desk, media

app_name = "editorial"

urlpatterns = [
    path("", desk.overview, name="overview"),
    path("renditions/<int:rendition_id>/", desk.rendition, name="rendition"),
    path("publications/", desk.publication_log, name="publication-log"),
    path("publications/pages.xlsx", desk.publication_xlsx, name="publication-xlsx"),
    path("media/", media.media_log, name="media-log"),
    path("media/new/", media.mention, name="mention-new"),
    path("media/media-log.xlsx", media.media_xlsx, name="media-xlsx"),
    path("media/media-log.csv", media.media_csv, name="media-csv"),
    path("media/<int:mention_id>/", media.mention, name="mention"),
    path("media/<int:mention_id>/removal/", media.mention_removal, name="mention-removal"),
    path("channels/", channels.channel_list, name="channels"),
    path("channels/new/", channels.channel, name="channel-new"),
    path("channels/<int:channel_id>/", channels.channel, name="channel"),
    path("channels/<int:channel_id>/removal/", channels.channel_removal, name="channel-removal"),
]
