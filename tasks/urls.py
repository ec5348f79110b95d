"""The addresses of the room."""

from django.urls import URLPattern, path

from .views import board, bulk, calendar, feed, files, link, lists, my_day, quick, states, talk, tasks

app_name = "tasks"

urlpatterns: list[URLPattern] = [
    path("is/gorevler/", lists.task_list, name="task_list"),
    path("is/gorevler/disa-aktar/", lists.task_export, name="task_export"),
    path("is/gorevler/toplu/<slug:action>/", bulk.task_bulk, name="task_bulk"),
    path("is/gorevler/toplu/geri-al/<slug:request_id>/", bulk.undo_bulk, name="undo_bulk"),
    path("is/gorevler/yeni/", tasks.task_create, name="task_create"),
    path("is/gorevler/<int:pk>/", tasks.task_detail, name="task_detail"),
    path("is/gorevler/<int:pk>/duzenle/", tasks.task_edit, name="task_edit"),
    path("is/gorevler/<int:pk>/degisenler/<slug:outline>/", tasks.task_news, name="task_news"),
    path("is/gorevler/<int:pk>/okundu/", tasks.task_read, name="task_read"),
    path("is/gorevler/<int:pk>/durum/<slug:target>/", states.task_state, name="task_state"),
    path("is/gorevler/<int:pk>/sorumlu/", states.task_assign, name="task_assign"),
    path("is/gorevler/<int:pk>/ustlen/", states.task_take, name="task_take"),
    path("is/gorevler/<int:pk>/kayit/", link.task_link, name="task_link"),
    path("is/gorevler/<int:pk>/kayit/kaldir/", link.task_unlink, name="task_unlink"),
    path("is/gorevler/<int:pk>/takip/", states.task_follow, name="task_follow"),
    path("is/gorevler/<int:pk>/takibi-birak/", states.task_unfollow, name="task_unfollow"),
    path("is/gorevler/<int:pk>/yeni-adim/", talk.step_add, name="step_add"),
    path("is/gorevler/<int:pk>/yeni-yorum/", talk.comment_add, name="comment_add"),
    path("is/gorevler/<int:pk>/kisiler/", talk.mention_names, name="mention_names"),
    path("is/gorevler/<int:pk>/yeni-dosya/", files.file_add, name="file_add"),
    path("is/gorev-adimlari/<int:pk>/duzenle/", talk.step_edit, name="step_edit"),
    path("is/gorev-adimlari/<int:pk>/sil/", talk.step_remove, name="step_remove"),
    path("is/gorev-adimlari/<int:pk>/<slug:mark>/", talk.step_tick, name="step_tick"),
    path("is/gorev-yorumlari/<int:pk>/duzenle/", talk.comment_edit, name="comment_edit"),
    path("is/gorev-yorumlari/<int:pk>/geri-cek/", talk.comment_withdraw, name="comment_withdraw"),
    path("is/gorev-dosyalari/<int:pk>/", files.file_download, name="file_download"),
    path("is/gorev-dosyalari/<int:pk>/sil/", files.file_remove, name="file_remove"),
    path("is/gunum/", my_day.my_day, name="my_day"),
    path("is/gorevler/pano/", board.board, name="board"),
    path("is/gorevler/hizli/", quick.quick_add, name="quick_add"),
    path("is/gorevler/hizli/anlam/", quick.quick_hint, name="quick_hint"),
    path("is/gorevler/<int:pk>/tasi/", board.board_move, name="board_move"),
    path("is/gorevler/<int:pk>/bitir/", my_day.quick_done, name="quick_done"),
    path("is/gorevler/<int:pk>/geri-al/<slug:target>/", my_day.quick_undo, name="quick_undo"),
    path("is/takvim/", calendar.calendar, name="calendar"),
    path("is/takvim/adres/", feed.feed, name="feed"),
    path("is/takvim/adres/yeni/", feed.feed_make, name="feed_make"),
    path("is/takvim/adres/kapat/", feed.feed_revoke, name="feed_revoke"),
    path("takvim/<slug:key>.ics", feed.feed_file, name="feed_file"),
]
