"""The addresses of meetings, their people and their agenda."""

from django.urls import URLPattern, path

from ..views import agenda, files, lists, meetings, people

urlpatterns: list[URLPattern] = [
    path("is/toplantilar/", lists.meeting_list, name="meeting_list"),
    path("is/toplantilar/disa-aktar/", lists.meeting_export, name="meeting_export"),
    path("is/toplantilar/yeni/", meetings.meeting_create, name="meeting_create"),
    path("is/toplantilar/davetlerim/", people.invitations, name="invitations"),
    path("is/toplantilar/<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("is/toplantilar/<int:pk>/duzenle/", meetings.meeting_edit, name="meeting_edit"),
    path("is/toplantilar/<int:pk>/degisenler/<slug:outline>/", meetings.meeting_news, name="meeting_news"),
    path("is/toplantilar/<int:pk>/durum/<slug:target>/", meetings.meeting_state, name="meeting_state"),
    path("is/toplantilar/<int:pk>/davet/", people.invitation, name="invitation"),
    path("is/toplantilar/<int:pk>/yanit/<slug:word>/", people.answer, name="answer"),
    path("is/toplantilar/<int:pk>/katilimci/", people.people_add, name="people_add"),
    path("is/toplantilar/<int:pk>/konuk/", people.guest_add, name="guest_add"),
    path("is/toplantilar/<int:pk>/yeni-madde/", agenda.item_add, name="item_add"),
    path("is/toplanti-katilimcilari/<int:pk>/gorev/", people.role_set, name="role_set"),
    path("is/toplanti-katilimcilari/<int:pk>/cikar/", people.participant_remove, name="participant_remove"),
    path("is/gundem/<int:pk>/duzenle/", agenda.item_edit, name="item_edit"),
    path("is/gundem/<int:pk>/dosya/", files.file_add, name="file_add"),
    path("is/gundem-dosyalari/<int:pk>/", files.file_download, name="file_download"),
    path("is/gundem-dosyalari/<int:pk>/kaldir/", files.file_remove, name="file_remove"),
    path("is/gundem/<int:pk>/sil/", agenda.item_remove, name="item_remove"),
    path("is/gundem/<int:pk>/tasi/<slug:way>/", agenda.item_move, name="item_move"),
]
