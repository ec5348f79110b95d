"""The addresses of funds, cash boxes and bank accounts."""

from django.urls import path

from ..views import accounts, funds

urlpatterns = [
    path("para/fonlar/", funds.fund_list, name="fund_list"),
    path("para/fonlar/yeni/", funds.fund_create, name="fund_create"),
    path("para/fonlar/<int:pk>/", funds.fund_detail, name="fund_detail"),
    path("para/fonlar/<int:pk>/duzenle/", funds.fund_edit, name="fund_edit"),
    path("para/fonlar/<int:pk>/degisenler/<slug:outline>/", funds.fund_news, name="fund_news"),
    path("para/fonlar/<int:pk>/durum/<slug:target>/", funds.fund_state, name="fund_state"),
    path("para/hesaplar/", accounts.account_list, name="account_list"),
    path("para/hesaplar/yeni/", accounts.account_create, name="account_create"),
    path("para/hesaplar/<int:pk>/", accounts.account_detail, name="account_detail"),
    path("para/hesaplar/<int:pk>/duzenle/", accounts.account_edit, name="account_edit"),
    path("para/hesaplar/<int:pk>/degisenler/<slug:outline>/", accounts.account_news, name="account_news"),
    path("para/hesaplar/<int:pk>/durum/<slug:target>/", accounts.account_state, name="account_state"),
]
