"""The addresses of batch entry and settlements."""

from django.urls import path

from ..views import batches, settlements, tributes

urlpatterns = [
    path("bagis/hesap-kapama/", settlements.settlement_list, name="settlement_list"),
    path("bagis/hesap-kapama/bekleyenler/", settlements.unsettled_list, name="unsettled_list"),
    path("bagis/hesap-kapama/yaslandirma/", settlements.clearing_ages, name="clearing_ages"),
    path("bagis/hesap-kapama/yap/<slug:action>/", settlements.settlement_create, name="settlement_create"),
    path("bagis/hesap-kapama/<int:pk>/", settlements.settlement_detail, name="settlement_detail"),
    path("bagis/hesap-kapama/<int:pk>/geri-al/", settlements.settlement_undo, name="settlement_undo"),
    path("bagis/ithaflar/", tributes.tribute_list, name="tribute_list"),
    path("bagis/toplu/", batches.batch_list, name="batch_list"),
    path("bagis/toplu/yeni/", batches.batch_create, name="batch_create"),
    path("bagis/toplu/bagiscilar/", batches.batch_donors, name="batch_donors"),
    path("bagis/toplu/<int:pk>/", batches.batch_detail, name="batch_detail"),
    path("bagis/toplu/<int:pk>/ekle/", batches.batch_add, name="batch_add"),
    path("bagis/toplu/<int:pk>/tamamla/", batches.batch_close, name="batch_close"),
    path("bagis/toplu/<int:pk>/<int:row>/duzelt/", batches.batch_row_edit, name="batch_row_edit"),
    path("bagis/toplu/<int:pk>/<int:row>/cikar/", batches.batch_row_remove, name="batch_row_remove"),
]
