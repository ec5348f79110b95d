"""The map of every address of the panel."""

from django.contrib import admin
from django.urls import path

from .core.addresses import room

urlpatterns = [
    room("kafkasder.dashboard.urls"),
    room("kafkasder.live.urls"),
    room("meetings.urls"),
    room("aid.urls"),
    room("beneficiaries.urls"),
    room("donations.urls"),
    room("finance.urls"),
    room("messaging.urls"),
    room("tasks.urls"),
    room("privacy.urls"),
    room("notifications.urls"),
    room("kafkasder.health.urls"),
    room("kafkasder.jobs.urls"),
    path("yonetim/", admin.site.urls),
    room("accounts.urls"),
]

handler400 = "kafkasder.errors.bad_request"
handler403 = "kafkasder.errors.permission_denied"
handler404 = "kafkasder.errors.page_not_found"
handler500 = "kafkasder.errors.server_error"
