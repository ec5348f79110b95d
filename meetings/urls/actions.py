"""The addresses of actions."""

from django.urls import URLPattern, path

from ..views import actions

urlpatterns: list[URLPattern] = [
    path("is/aksiyonlar/", actions.action_list, name="action_list"),
    path("is/aksiyonlar/disa-aktar/", actions.action_export, name="action_export"),
    path("is/aksiyonlar/<int:pk>/", actions.action_detail, name="action_detail"),
    path("is/aksiyonlar/<int:pk>/durum/<slug:target>/", actions.action_state, name="action_state"),
    path("is/toplantilar/<int:pk>/aksiyon/", actions.action_add, name="action_add"),
]
