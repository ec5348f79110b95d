"""The map of every address of the panel."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("yonetim/", admin.site.urls),
    path("hesap/", include("allauth.account.urls")),
]
