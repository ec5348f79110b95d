"""The addresses of calls and of the terms that they go by."""

from django.urls import URLPattern, path

from ..views import calls, terms

urlpatterns: list[URLPattern] = [
    path("is/toplantilar/<int:pk>/cagri/", calls.call, name="call"),
    path("is/toplantilar/<int:pk>/ikinci/", calls.second_open, name="second_open"),
    path("is/yasal-sureler/", terms.term_list, name="term_list"),
    path("is/yasal-sureler/ekle/", terms.term_add, name="term_add"),
    path("is/yasal-sureler/<int:pk>/kaldir/", terms.term_remove, name="term_remove"),
]
