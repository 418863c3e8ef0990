from django.urls import path

from prevenio.people.views import authorities, bodies, body_parts, invitations, members, site

app_name = "people"
urlpatterns = [
    path("bodies/", bodies.body_list, name="bodies"),
    path("bodies/new/", bodies.new_body, name="body-new"),
    path("bodies/confirmation/", bodies.confirmation, name="bodies-confirmation"),
    path("bodies/<int:body_id>/", bodies.body, name="body"),
    path("bodies/<int:body_id>/change/", bodies.change_body, name="body-change"),
    path("bodies/<int:body_id>/aliases/", body_parts.new_alias, name="body-aliases"),
    path("bodies/<int:body_id>/members/", body_parts.new_group_member, name="body-members"),
    path("aliases/<int:alias_id>/removal/", body_parts.alias_removal, name="body-alias-removal"),
    path(
        "members/<int:belonging_id>/removal/",
        body_parts.group_member_removal,
        name="body-member-removal",
    ),
    path("people/", members.people, name="people"),
    path("people/invitations/", invitations.new_invitation, name="invite"),
    path(
        "people/invitations/<int:invitation_id>/sending/",
        invitations.sending,
        name="invitation-sending",
    ),
    path(
        "people/invitations/<int:invitation_id>/revocation/",
        invitations.revocation,
        name="invitation-revocation",
    ),
    path("people/<int:person_id>/", members.person, name="person"),
    path("people/<int:person_id>/deactivation/", members.deactivation, name="deactivation"),
    path("people/<int:person_id>/reactivation/", members.reactivation, name="reactivation"),
    path("people/<int:person_id>/hand-over/", members.handing_over, name="hand-over"),
    path("roles/<int:membership_id>/", members.role, name="role"),
    path("roles/<int:membership_id>/end/", members.role_end, name="role-end"),
    path("authority/", authorities.look, name="authority"),
    path("site/", site.site, name="site"),
    path("site/imprint/", site.imprint, name="imprint"),
    path("site/accessibility/<str:language>/", site.statement, name="statement"),
]
