"""The addresses of incomes and expenses."""

from django.urls import path

from ..choices import Direction
from ..views import files, records

urlpatterns = [
    path("para/kayitlar/", records.record_list, name="record_list"),
    path("para/kayitlar/disa-aktar/", records.record_export, name="record_export"),
    path("para/kayitlar/yeni/gelir/", records.record_create, {"direction": Direction.INCOME}, name="income_create"),
    path("para/kayitlar/yeni/gider/", records.record_create, {"direction": Direction.EXPENSE}, name="expense_create"),
    path("para/kayitlar/<int:pk>/", records.record_detail, name="record_detail"),
    path("para/kayitlar/<int:pk>/duzenle/", records.record_edit, name="record_edit"),
    path("para/kayitlar/<int:pk>/degisenler/<slug:outline>/", records.record_news, name="record_news"),
    path("para/kayitlar/<int:pk>/durum/<slug:target>/", records.record_state, name="record_state"),
    path("para/kayitlar/<int:pk>/geri-cek/", records.record_withdraw, name="record_withdraw"),
    path("para/kayitlar/<int:pk>/ters-kayit/", records.record_reverse, name="record_reverse"),
    path("para/kayitlar/<int:pk>/belge-ekle/", files.file_add, name="file_add"),
    path("para/belgeler/<int:pk>/", files.file_download, name="file_download"),
    path("para/belgeler/<int:pk>/kaldir/", files.file_remove, name="file_remove"),
]
