"""The addresses of the room."""

from django.urls import path

from .views import breaches, notices, overview, people, requests, retention

app_name = "privacy"

urlpatterns = [
    path("kisisel-veriler/", overview.overview, name="overview"),
    path("kisisel-veriler/kisi-bul/", people.find_person, name="find_person"),
    path("kisisel-veriler/kisi-dosyasi/<slug:kind>/<int:pk>/", people.person_export, name="person_export"),
    # Requests
    path("kisisel-veriler/basvurular/", requests.request_list, name="request_list"),
    path("kisisel-veriler/basvurular/yeni/", requests.request_create, name="request_create"),
    path(
        "kisisel-veriler/basvurular/yeni/<slug:kind>/<int:pk>/", requests.request_of_subject, name="request_of_subject"
    ),
    path("kisisel-veriler/basvurular/<int:pk>/", requests.request_detail, name="request_detail"),
    path("kisisel-veriler/basvurular/<int:pk>/duzenle/", requests.request_edit, name="request_edit"),
    path("kisisel-veriler/basvurular/<int:pk>/degisenler/<slug:outline>/", requests.request_news, name="request_news"),
    path("kisisel-veriler/basvurular/<int:pk>/kimlik/", requests.request_identity, name="request_identity"),
    path("kisisel-veriler/basvurular/<int:pk>/durum/<slug:target>/", requests.request_state, name="request_state"),
    # Retention and destruction
    path("kisisel-veriler/imha/", retention.retention, name="retention"),
    path("kisisel-veriler/imha/kural/<slug:kind>/", retention.rule_create, name="rule_create"),
    path("kisisel-veriler/imha/oneri/", retention.proposal_create, name="proposal_create"),
    path("kisisel-veriler/imha/<int:pk>/", retention.proposal_detail, name="proposal_detail"),
    path("kisisel-veriler/imha/<int:pk>/onay/", retention.proposal_confirm, name="proposal_confirm"),
    path("kisisel-veriler/imha/<int:pk>/surdur/", retention.proposal_carry_out, name="proposal_carry_out"),
    path("kisisel-veriler/imha/<int:pk>/vazgec/", retention.proposal_cancel, name="proposal_cancel"),
    path("kisisel-veriler/imha/aday/<int:pk>/", retention.candidate_detail, name="candidate_detail"),
    path("kisisel-veriler/imha/aday/<int:pk>/cikar/", retention.candidate_take_out, name="candidate_take_out"),
    # Breaches
    path("kisisel-veriler/ihlaller/", breaches.breach_list, name="breach_list"),
    path("kisisel-veriler/ihlaller/yeni/", breaches.breach_create, name="breach_create"),
    path("kisisel-veriler/ihlaller/<int:pk>/", breaches.breach_detail, name="breach_detail"),
    path("kisisel-veriler/ihlaller/<int:pk>/duzenle/", breaches.breach_edit, name="breach_edit"),
    path("kisisel-veriler/ihlaller/<int:pk>/degisenler/<slug:outline>/", breaches.breach_news, name="breach_news"),
    path("kisisel-veriler/ihlaller/<int:pk>/durum/<slug:target>/", breaches.breach_state, name="breach_state"),
    path("kisisel-veriler/ihlaller/<int:pk>/bakilanlar/", breaches.concerned_viewed, name="concerned_viewed"),
    path("kisisel-veriler/ihlaller/<int:pk>/sec/<slug:kind>/", breaches.concerned_choose, name="concerned_choose"),
    path("kisisel-veriler/ihlaller/kisiler/", breaches.concerned_list, name="concerned_list"),
    path("kisisel-veriler/ihlaller/kisiler/disa-aktar/", breaches.concerned_export, name="concerned_export"),
    path("kisisel-veriler/ihlaller/kisiler/ekle/<slug:key>/", breaches.concerned_add, name="concerned_add"),
    path("kisisel-veriler/ihlaller/kisiler/toplu/<slug:key>/", breaches.concerned_remove, name="concerned_remove"),
    # Notices
    path("kisisel-veriler/aydinlatma/", notices.notice_list, name="notice_list"),
    path("kisisel-veriler/aydinlatma/yeni/", notices.notice_create, name="notice_create"),
    path("kisisel-veriler/aydinlatma/<int:pk>/", notices.notice_detail, name="notice_detail"),
    path("kisisel-veriler/aydinlatma/<int:pk>/duzenle/", notices.notice_edit, name="notice_edit"),
    path("kisisel-veriler/aydinlatma/<int:pk>/degisenler/<slug:outline>/", notices.notice_news, name="notice_news"),
    path("kisisel-veriler/aydinlatma/eksikler/<slug:kind>/", notices.uninformed_list, name="uninformed_list"),
    path("kisisel-veriler/aydinlatma/kaydet/<slug:kind>/", notices.delivery_bulk, name="delivery_bulk"),
    path("kisisel-veriler/aydinlatma/kaydet/<slug:kind>/<int:pk>/", notices.delivery_create, name="delivery_create"),
]
