"""The addresses of what is written while a meeting is held."""

from django.urls import URLPattern, path

from ..views import holding

urlpatterns: list[URLPattern] = [
    path("is/toplantilar/<int:pk>/yeter-sayi/", holding.quorum_set, name="quorum_set"),
    path("is/toplanti-katilimcilari/<int:pk>/vekalet/", holding.proxy_set, name="proxy_set"),
    path("is/kararlar/<int:pk>/oylar/", holding.votes, name="votes"),
    path("is/gundem/<int:pk>/tutanak/", holding.minutes_edit, name="minutes_edit"),
    path("is/gundem/<int:pk>/tutanak/taslak/", holding.minutes_draft, name="minutes_draft"),
    path("is/gundem/<int:pk>/tutanak/degisenler/<slug:outline>/", holding.minutes_news, name="minutes_news"),
]
