"""The addresses of the calendar of the law."""

from django.urls import URLPattern, path

from ..views import duties

urlpatterns: list[URLPattern] = [
    path("is/yasal-takvim/", duties.duty_list, name="duty_list"),
    path("is/yasal-takvim/disa-aktar/", duties.duty_export, name="duty_export"),
    path("is/yasal-takvim/yeni/", duties.duty_add, name="duty_add"),
    path("is/yasal-takvim/<int:pk>/", duties.duty_detail, name="duty_detail"),
    path("is/yasal-takvim/<int:pk>/sorumlu/", duties.duty_give, name="duty_give"),
    path("is/yasal-takvim/<int:pk>/durum/<slug:target>/", duties.duty_state, name="duty_state"),
    path("is/yasal-takvim/<int:pk>/yazi/", duties.duty_paper, name="duty_paper"),
    path("is/yasal-takvim/<int:pk>/kanit/", duties.duty_proof, name="duty_proof"),
]
