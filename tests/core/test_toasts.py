"""Messages become toasts with a tone, and some offer a way back."""

from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage

from kafkasder.core import toasts


def test_messages_become_toasts_with_their_way_back(rf):
    request = rf.get("/")
    request._messages = CookieStorage(request)
    messages.error(request, "Kaydedilemedi.")
    messages.info(request, "Bilginize.", extra_tags="başka")
    toasts.undo(request, "Arşive taşındı.", "/geri-al/7/")
    failed, told, moved = toasts.from_messages(messages.get_messages(request))
    assert (failed.tone, failed.icon, failed.undo_url) == ("danger", "alert", "")
    assert (told.tone, told.undo_url) == ("info", "")
    assert (moved.tone, moved.icon, moved.undo_url) == ("success", "circle-check", "/geri-al/7/")
