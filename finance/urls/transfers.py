"""The addresses of transfers and of counts of cash boxes."""

from django.urls import path

from ..views import counts, transfers

urlpatterns = [
    path("para/aktarimlar/", transfers.transfer_list, name="transfer_list"),
    path("para/aktarimlar/yeni/<slug:kind>/", transfers.transfer_create, name="transfer_create"),
    path("para/aktarimlar/<int:pk>/", transfers.transfer_detail, name="transfer_detail"),
    path("para/aktarimlar/<int:pk>/duzenle/", transfers.transfer_edit, name="transfer_edit"),
    path("para/aktarimlar/<int:pk>/degisenler/<slug:outline>/", transfers.transfer_news, name="transfer_news"),
    path("para/aktarimlar/<int:pk>/geri-cek/", transfers.transfer_withdraw, name="transfer_withdraw"),
    path("para/aktarimlar/<int:pk>/durum/<slug:target>/", transfers.transfer_state, name="transfer_state"),
    path("para/aktarimlar/<int:pk>/geri-al/", transfers.transfer_undo, name="transfer_undo"),
    path("para/sayimlar/", counts.count_list, name="count_list"),
    path("para/sayimlar/yeni/", counts.count_create, name="count_create"),
    path("para/sayimlar/<int:pk>/", counts.count_detail, name="count_detail"),
]
