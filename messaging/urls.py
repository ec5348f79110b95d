"""The addresses of the room."""

from django.urls import URLPattern, path

from .views import (
    assistant,
    assistant_settings,
    attachments,
    drafts,
    exports,
    keeping,
    lists,
    members,
    messages,
    search,
    threads,
)

app_name = "messaging"

urlpatterns: list[URLPattern] = [
    path("mesajlar/", threads.thread_list, name="thread_list"),
    path("mesajlar/liste/", lists.list_part, name="list_part"),
    path("mesajlar/sayac/", lists.counter, name="counter"),
    path("mesajlar/ara/", search.search, name="search"),
    path("mesajlar/yeni/", threads.thread_create, name="thread_create"),
    path("mesajlar/kayit/<slug:kind>/<int:pk>/", threads.record_open, name="record_open"),
    path("mesajlar/taslak/", drafts.new_draft, name="new_draft"),
    path("mesajlar/taslak/kalan/", drafts.new_left_away, name="new_left_away"),
    path("mesajlar/yardimci/", assistant_settings.assistant_settings, name="assistant_settings"),
    path(
        "mesajlar/yardimci/degisenler/<slug:outline>/",
        assistant_settings.assistant_settings_news,
        name="assistant_settings_news",
    ),
    path("mesajlar/yardimci/dene/", assistant_settings.assistant_try, name="assistant_try"),
    path("mesajlar/yardimci/kullanim/", assistant_settings.assistant_usage, name="assistant_usage"),
    path("mesajlar/<int:pk>/yardimci/sor/", assistant.assistant_ask, name="assistant_ask"),
    path("mesajlar/<int:pk>/yardimci/<slug:act>/", assistant.assistant_switch, name="assistant_switch"),
    path("mesajlar/<int:pk>/", threads.thread_detail, name="thread_detail"),
    path("mesajlar/<int:pk>/akis/", threads.stream_part, name="stream_part"),
    path("mesajlar/<int:pk>/eski/<int:before>/", threads.older_part, name="older_part"),
    path("mesajlar/<int:pk>/gonder/", messages.send, name="send"),
    path("mesajlar/<int:pk>/okundu/", messages.mark_read, name="mark_read"),
    path("mesajlar/<int:pk>/taslak/", drafts.draft, name="draft"),
    path("mesajlar/<int:pk>/taslak/kalan/", drafts.left_away, name="left_away"),
    path("mesajlar/<int:pk>/kisiler/", messages.mention_names, name="mention_names"),
    path("mesajlar/<int:pk>/dosya/", attachments.attachment_add, name="attachment_add"),
    path("mesajlar/<int:pk>/uyeler/", members.member_list, name="member_list"),
    path("mesajlar/<int:pk>/uyeler/ekle/", members.member_add, name="member_add"),
    path("mesajlar/<int:pk>/uyeler/<int:user>/cikar/", members.member_remove, name="member_remove"),
    path("mesajlar/<int:pk>/disa-aktar/", exports.thread_export, name="thread_export"),
    path("mesajlar/<int:pk>/ad/", members.thread_rename, name="thread_rename"),
    path("mesajlar/<int:pk>/ayril/", members.thread_leave, name="thread_leave"),
    path("mesajlar/<int:pk>/<slug:act>/", keeping.keep, name="keep"),
    path("iletiler/<int:pk>/duzelt/", messages.message_edit, name="message_edit"),
    path("iletiler/<int:pk>/sil/", messages.message_delete, name="message_delete"),
    path("iletiler/<int:pk>/onceki/", messages.message_edits, name="message_edits"),
    path("iletiler/<int:pk>/ayir/", threads.message_fork, name="message_fork"),
    path("iletiler/<int:pk>/durdur/", assistant.reply_stop, name="reply_stop"),
    path("iletiler/<int:pk>/yeniden/", assistant.reply_again, name="reply_again"),
    path("ileti-ekleri/<int:pk>/", attachments.attachment, name="attachment"),
    path("ileti-ekleri/<int:pk>/sil/", attachments.attachment_remove, name="attachment_remove"),
]
