"""The addresses of the room."""

from django.urls import URLPattern

from . import actions, calls, decisions, holding, meetings

app_name = "meetings"

urlpatterns: list[URLPattern] = [
    *meetings.urlpatterns,
    *decisions.urlpatterns,
    *actions.urlpatterns,
    *calls.urlpatterns,
    *holding.urlpatterns,
]
