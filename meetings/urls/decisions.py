"""The addresses of decisions and their books."""

from django.urls import URLPattern, path

from ..views import attendance, books, decisions, links

urlpatterns: list[URLPattern] = [
    path("is/kararlar/", decisions.decision_list, name="decision_list"),
    path("is/kararlar/disa-aktar/", decisions.decision_export, name="decision_export"),
    path("is/kararlar/defter/", books.books, name="books"),
    path("is/kararlar/defter/<slug:book>/<int:year>/", books.book_paper, name="book_paper"),
    path("is/kararlar/<int:pk>/", decisions.decision_detail, name="decision_detail"),
    path("is/kararlar/<int:pk>/pdf/", books.decision_paper, name="decision_paper"),
    path("is/kararlar/<int:pk>/duzenle/", decisions.decision_edit, name="decision_edit"),
    path("is/kararlar/<int:pk>/degisenler/<slug:outline>/", decisions.decision_news, name="decision_news"),
    path("is/kararlar/<int:pk>/duzelt/", decisions.decision_correct, name="decision_correct"),
    path("is/kararlar/<int:pk>/bagla/", links.decision_link, name="decision_link"),
    path("is/karar-baglantilari/<int:pk>/kaldir/", links.decision_unlink, name="decision_unlink"),
    path("is/kararlar/<int:pk>/durum/<slug:target>/", decisions.decision_state, name="decision_state"),
    path("is/toplantilar/<int:pk>/pdf/<slug:paper>/", books.meeting_paper, name="meeting_paper"),
    path("is/toplantilar/<int:pk>/karar/", decisions.decision_adopt, name="decision_adopt"),
    path("is/toplanti-katilimcilari/<int:pk>/yoklama/<slug:mark>/", attendance.attendance, name="attendance"),
]
