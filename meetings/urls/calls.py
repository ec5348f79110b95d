"""The addresses of calls, of the terms that they go by, and of series."""

from django.urls import URLPattern, path

from ..views import calls, series, terms

urlpatterns: list[URLPattern] = [
    path("is/toplantilar/<int:pk>/cagri/", calls.call, name="call"),
    path("is/toplantilar/<int:pk>/ikinci/", calls.second_open, name="second_open"),
    path("is/toplantilar/<int:pk>/dizi/", series.series_edit, name="series_edit"),
    path("is/toplantilar/<int:pk>/dizi/bitir/", series.series_end, name="series_end"),
    path("is/yasal-sureler/", terms.term_list, name="term_list"),
    path("is/yasal-sureler/ekle/", terms.term_add, name="term_add"),
    path("is/yasal-sureler/<int:pk>/kaldir/", terms.term_remove, name="term_remove"),
]
