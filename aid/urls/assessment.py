"""The addresses of home visits, scores and settings."""

from django.urls import URLPattern, path

from ..views import aid_settings, scores, scores_households, visits, visits_correct, visits_photos

urlpatterns: list[URLPattern] = [
    path("yardim/ziyaretler/", visits.visit_list, name="visit_list"),
    path("yardim/ziyaretler/disa-aktar/", visits.visit_export, name="visit_export"),
    path("yardim/ziyaretler/<int:pk>/", visits.visit_detail, name="visit_detail"),
    path("yardim/ziyaretler/<int:pk>/duzenle/", visits.visit_edit, name="visit_edit"),
    path("yardim/ziyaretler/<int:pk>/degisenler/<slug:outline>/", visits.visit_news, name="visit_news"),
    path("yardim/ziyaretler/<int:pk>/yaz/", visits.visit_write, name="visit_write"),
    path("yardim/ziyaretler/<int:pk>/duzelt/", visits_correct.visit_correct, name="visit_correct"),
    path(
        "yardim/ziyaretler/<int:pk>/duzelt/degisenler/<slug:outline>/",
        visits_correct.visit_correct_news,
        name="visit_correct_news",
    ),
    path("yardim/ziyaretler/<int:pk>/durum/<slug:target>/", visits.visit_state, name="visit_state"),
    path("yardim/ziyaretler/<int:pk>/tutanak/", visits.visit_paper, name="visit_paper"),
    path("yardim/ziyaretler/<int:pk>/fotograflar/", visits_photos.visit_photos, name="visit_photos"),
    path("yardim/ziyaret-fotograflari/<int:pk>/", visits_photos.photo, name="visit_photo"),
    path("yardim/ziyaret-fotograflari/<int:pk>/ac/", visits_photos.photo_open, name="visit_photo_open"),
    path("yardim/ziyaret-fotograflari/<int:pk>/yayim/", visits_photos.photo_mark, name="visit_photo_mark"),
    path("yardim/ziyaret-fotograflari/<int:pk>/kaldir/", visits_photos.photo_remove, name="visit_photo_remove"),
    path("haneler/<int:pk>/ziyaret/", visits.visit_plan, name="visit_plan"),
    path("yardim/basvurular/<int:pk>/ziyaret/", visits.visit_plan_application, name="visit_plan_application"),
    path("yardim/ihtiyac-puani/", scores.score_versions, name="score_versions"),
    path("yardim/ihtiyac-puani/yeni/", scores.score_draft, name="score_draft"),
    path("yardim/ihtiyac-puani/<int:pk>/", scores.score_rules, name="score_rules"),
    path("yardim/ihtiyac-puani/<int:pk>/kural/", scores.score_rule_add, name="score_rule_add"),
    path("yardim/ihtiyac-puani/<int:pk>/yururluge-koy/", scores.score_release, name="score_release"),
    path("yardim/ihtiyac-puani/<int:pk>/sil/", scores.score_discard, name="score_discard"),
    path("yardim/puan-kurallari/<int:pk>/", scores.score_rule_edit, name="score_rule_edit"),
    path("yardim/puan-kurallari/<int:pk>/kaldir/", scores.score_rule_remove, name="score_rule_remove"),
    path("yardim/puanlar/<int:pk>/", scores_households.score_detail, name="score_detail"),
    path("yardim/puanlar/<int:pk>/saglik/", scores_households.score_health, name="score_health"),
    path("haneler/<int:pk>/puanlar/", scores_households.score_history, name="score_history"),
    path("haneler/<int:pk>/puanla/", scores_households.score_now, name="score_now"),
    path("yardim/basvurular/<int:pk>/puanla/", scores_households.score_application, name="score_application"),
    path("yardim/ayarlar/", aid_settings.settings, name="settings"),
    path("yardim/ayarlar/sureler/", aid_settings.settings_days, name="settings_days"),
    path("yardim/ayarlar/banka-kaliplari/yeni/", aid_settings.template_add, name="template_add"),
    path("yardim/ayarlar/banka-kaliplari/<int:pk>/", aid_settings.template_edit, name="template_edit"),
    path("yardim/ayarlar/banka-kaliplari/<int:pk>/sil/", aid_settings.template_remove, name="template_remove"),
]
