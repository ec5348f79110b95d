"""The addresses of applications and their decisions."""

from django.urls import URLPattern, path

from ..views import applications, applications_bulk, applications_detail, applications_score, applications_steps

urlpatterns: list[URLPattern] = [
    path("yardim/basvurular/", applications.application_list, name="application_list"),
    path("yardim/basvurular/pano/", applications.application_board, name="application_board"),
    path("yardim/basvurular/disa-aktar/", applications.application_export, name="application_export"),
    path("yardim/basvurular/toplu/<slug:action>/", applications_bulk.application_bulk, name="application_bulk"),
    path(
        "yardim/basvurular/toplu/geri-al/<slug:request_id>/",
        applications_bulk.undo_application_bulk,
        name="undo_application_bulk",
    ),
    path("yardim/basvurular/yeni/", applications.application_create, name="application_create"),
    path("yardim/basvurular/kisiler/", applications.application_people, name="application_people"),
    path("yardim/basvurular/<int:pk>/", applications_detail.application_detail, name="application_detail"),
    path("yardim/basvurular/<int:pk>/duzenle/", applications.application_edit, name="application_edit"),
    path(
        "yardim/basvurular/<int:pk>/degisenler/<slug:outline>/", applications.application_news, name="application_news"
    ),
    path(
        "yardim/basvurular/<int:pk>/asama/<slug:target>/",
        applications_steps.application_stage,
        name="application_stage",
    ),
    path("yardim/basvurular/<int:pk>/tasi/", applications_steps.application_move, name="application_move"),
    path("yardim/basvurular/<int:pk>/oy/", applications_steps.application_vote, name="application_vote"),
    path("yardim/basvurular/<int:pk>/telefon/", applications_score.application_reveal, name="application_reveal"),
    path("yardim/basvurular/<int:pk>/yardim-ekle/", applications_steps.asked_add, name="asked_add"),
    path("yardim/basvurular/<int:pk>/evrak-iste/", applications_steps.paper_add, name="paper_add"),
    path("yardim/istenenler/<int:pk>/duzenle/", applications_steps.asked_edit, name="asked_edit"),
    path("yardim/istenenler/<int:pk>/cikar/", applications_steps.asked_remove, name="asked_remove"),
    path("yardim/istenen-evrak/<int:pk>/<slug:what>/", applications_steps.paper_mark, name="paper_mark"),
]
