"""The addresses of the registry."""

from django.urls import path

from .views import bulk, documents, duplicates, households, lists, membership, news, people, pickers, sensitive, states

app_name = "beneficiaries"

urlpatterns = [
    path("haneler/", lists.household_list, name="household_list"),
    path("haneler/disa-aktar/", lists.household_export, name="household_export"),
    path("haneler/toplu/<slug:action>/", bulk.household_bulk, name="household_bulk"),
    path("haneler/toplu/geri-al/<slug:request_id>/", bulk.undo_household_bulk, name="undo_household_bulk"),
    path("haneler/yeni/", households.household_create, name="household_create"),
    path("haneler/bul/", pickers.household_search, name="household_search"),
    path("haneler/<int:pk>/", households.household_detail, name="household_detail"),
    path("haneler/<int:pk>/duzenle/", households.household_edit, name="household_edit"),
    path("haneler/<int:pk>/degisenler/<slug:outline>/", news.household_news, name="household_news"),
    path("haneler/<int:pk>/kart/", households.household_card, name="household_card"),
    path("haneler/<int:pk>/durum/<slug:target>/", states.household_state, name="household_state"),
    path("haneler/<int:pk>/goster/<slug:field>/", sensitive.household_reveal, name="household_reveal"),
    path("haneler/<int:pk>/reis/", membership.head_choose, name="head_choose"),
    path("haneler/<int:pk>/yeni-kisi/", people.member_create, name="member_create"),
    path("ilceler/", households.district_options, name="district_options"),
    path("kisiler/", lists.person_list, name="person_list"),
    path("kisiler/disa-aktar/", lists.person_export, name="person_export"),
    path("kisiler/yeni/", people.choose_household, name="person_create"),
    path("kisiler/benzerler/", duplicates.duplicates, name="duplicates"),
    path("kisiler/<int:pk>/", people.person_detail, name="person_detail"),
    path("kisiler/<int:pk>/duzenle/", people.person_edit, name="person_edit"),
    path("kisiler/<int:pk>/degisenler/<slug:outline>/", news.person_news, name="person_news"),
    path("kisiler/<int:pk>/tasi/", membership.person_move, name="person_move"),
    path("kisiler/<int:pk>/durum/<slug:target>/", states.person_state, name="person_state"),
    path("kisiler/<int:pk>/goster/<slug:field>/", sensitive.person_reveal, name="person_reveal"),
    path("kisiler/<int:pk>/hassas/", sensitive.sensitive_detail, name="sensitive_detail"),
    path("kisiler/<int:pk>/hassas/duzenle/", sensitive.sensitive_edit, name="sensitive_edit"),
    path("kisiler/<int:pk>/hassas/degisenler/<slug:outline>/", news.sensitive_news, name="sensitive_news"),
    path("kisiler/<int:pk>/yeni-belge/", documents.document_create, name="document_create"),
    path("kimlik-belgeleri/<int:pk>/duzenle/", documents.document_edit, name="document_edit"),
    path("kimlik-belgeleri/<int:pk>/degisenler/<slug:outline>/", news.document_news, name="document_news"),
    path("kimlik-belgeleri/<int:pk>/goster/", sensitive.document_reveal, name="document_reveal"),
    path("durum-degisiklikleri/<int:pk>/geri-al/", states.undo_state_change, name="undo_state_change"),
]
