"""The addresses of the room."""

from django.urls import path

from .views import announcements, bell, deliveries, off, own, preferences

app_name = "notifications"

urlpatterns = [
    path("bildirimler/", own.notification_list, name="list"),
    path("bildirimler/zil/", bell.bell, name="bell"),
    path("bildirimler/son/", bell.latest, name="latest"),
    path("bildirimler/okundu/", own.read_all, name="read_all"),
    path("bildirimler/tercihler/", preferences.preferences, name="preferences"),
    path("bildirimler/kapat/<str:token>/", off.off, name="off"),
    path("bildirimler/gonderimler/", deliveries.delivery_list, name="delivery_list"),
    path("bildirimler/gonderimler/<int:pk>/", deliveries.delivery_detail, name="delivery_detail"),
    path("bildirimler/gonderimler/<int:pk>/yeniden/", deliveries.delivery_retry, name="delivery_retry"),
    path("bildirimler/<int:pk>/", own.notification_detail, name="notification_detail"),
    path("bildirimler/<int:pk>/ac/", own.notification_open, name="open"),
    path("bildirimler/<int:pk>/okundu/", own.notification_read, name="read"),
    path("duyurular/", announcements.announcement_list, name="announcement_list"),
    path("duyurular/guncel/", announcements.announcement_current, name="announcement_current"),
    path("duyurular/yeni/", announcements.announcement_create, name="announcement_create"),
    path("duyurular/<int:pk>/", announcements.announcement_detail, name="announcement_detail"),
    path("duyurular/<int:pk>/duzenle/", announcements.announcement_edit, name="announcement_edit"),
    path("duyurular/<int:pk>/degisenler/<slug:outline>/", announcements.announcement_news, name="announcement_news"),
    path("duyurular/<int:pk>/durum/<slug:target>/", announcements.announcement_state, name="announcement_state"),
    path("duyurular/<int:pk>/okudum/", announcements.announcement_read, name="announcement_read"),
]
