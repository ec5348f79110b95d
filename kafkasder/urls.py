"""The map of every address of the panel."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("kafkasder.dashboard.urls")),
    path("", include("kafkasder.live.urls")),
    path("", include("meetings.urls")),
    path("", include("aid.urls")),
    path("", include("beneficiaries.urls")),
    path("", include("donations.urls")),
    path("", include("finance.urls")),
    path("", include("messaging.urls")),
    path("", include("tasks.urls")),
    path("", include("privacy.urls")),
    path("", include("notifications.urls")),
    path("", include("kafkasder.health.urls")),
    path("", include("kafkasder.jobs.urls")),
    path("yonetim/", admin.site.urls),
    path("", include("accounts.urls")),
]

handler400 = "kafkasder.errors.bad_request"
handler403 = "kafkasder.errors.permission_denied"
handler404 = "kafkasder.errors.page_not_found"
handler500 = "kafkasder.errors.server_error"
