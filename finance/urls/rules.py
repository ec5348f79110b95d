"""The addresses of money rules and exchange rates."""

from django.urls import path

from ..views import rules

urlpatterns = [
    path("para/kurallar/", rules.rule_list, name="rule_list"),
    path("para/kurallar/ekle/", rules.rule_add, name="rule_add"),
    path("para/kurallar/<int:pk>/", rules.rule_detail, name="rule_detail"),
    path("para/kurallar/<int:pk>/kaldir/", rules.rule_remove, name="rule_remove"),
    path("para/kurlar/", rules.rate_list, name="rate_list"),
    path("para/kurlar/ekle/", rules.rate_add, name="rate_add"),
    path("para/kurlar/<int:pk>/kaldir/", rules.rate_remove, name="rate_remove"),
]
