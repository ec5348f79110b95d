"""The addresses of the room."""

from django.urls import URLPattern

from . import actions, calls, decisions, duties, holding, meetings

app_name = "meetings"

urlpatterns: list[URLPattern] = [
    *meetings.urlpatterns,
    *decisions.urlpatterns,
    *duties.urlpatterns,
    *actions.urlpatterns,
    *calls.urlpatterns,
    *holding.urlpatterns,
]
