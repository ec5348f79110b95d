"""The addresses of home visits, scores and settings."""

from django.urls import URLPattern, path

from ..views import visits, visits_photos

urlpatterns: list[URLPattern] = [
    path("yardim/ziyaretler/", visits.visit_list, name="visit_list"),
    path("yardim/ziyaretler/disa-aktar/", visits.visit_export, name="visit_export"),
    path("yardim/ziyaretler/<int:pk>/", visits.visit_detail, name="visit_detail"),
    path("yardim/ziyaretler/<int:pk>/duzenle/", visits.visit_edit, name="visit_edit"),
    path("yardim/ziyaretler/<int:pk>/degisenler/<slug:outline>/", visits.visit_news, name="visit_news"),
    path("yardim/ziyaretler/<int:pk>/yaz/", visits.visit_write, name="visit_write"),
    path("yardim/ziyaretler/<int:pk>/durum/<slug:target>/", visits.visit_state, name="visit_state"),
    path("yardim/ziyaretler/<int:pk>/tutanak/", visits.visit_paper, name="visit_paper"),
    path("yardim/ziyaretler/<int:pk>/fotograflar/", visits_photos.visit_photos, name="visit_photos"),
    path("yardim/ziyaret-fotograflari/<int:pk>/", visits_photos.photo, name="visit_photo"),
    path("yardim/ziyaret-fotograflari/<int:pk>/ac/", visits_photos.photo_open, name="visit_photo_open"),
    path("yardim/ziyaret-fotograflari/<int:pk>/kaldir/", visits_photos.photo_remove, name="visit_photo_remove"),
    path("haneler/<int:pk>/ziyaret/", visits.visit_plan, name="visit_plan"),
    path("yardim/basvurular/<int:pk>/ziyaret/", visits.visit_plan_application, name="visit_plan_application"),
]
