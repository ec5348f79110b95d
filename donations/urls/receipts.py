"""The addresses of receipt books, authorisations and receipts."""

from django.urls import path

from ..views import authorizations, books, receipt_papers, receipts, receipts_report

urlpatterns = [
    path("bagis/makbuzlar/", receipts.receipt_list, name="receipt_list"),
    path("bagis/makbuzlar/disa-aktar/", receipts.receipt_export, name="receipt_export"),
    path("bagis/makbuzlar/bekleyenler/", receipts.unreceipted_list, name="unreceipted_list"),
    path("bagis/makbuzlar/toplu-kes/<slug:action>/", receipts.receipt_issue_many, name="receipt_issue_many"),
    path("bagis/makbuzlar/toplu/<slug:action>/", receipt_papers.receipt_bulk, name="receipt_bulk"),
    path("bagis/makbuzlar/rapor/", receipts_report.receipt_report, name="receipt_report"),
    path("bagis/makbuzlar/dogrula/", receipts.receipt_find, name="receipt_find"),
    path("bagis/makbuzlar/dogrula/<slug:code>/", receipts.receipt_check, name="receipt_check"),
    path("bagis/makbuzlar/<int:pk>/", receipts.receipt_detail, name="receipt_detail"),
    path("bagis/makbuzlar/<int:pk>/pdf/", receipt_papers.receipt_pdf, name="receipt_pdf"),
    path("bagis/makbuzlar/<int:pk>/gonder/", receipt_papers.receipt_send, name="receipt_send"),
    path("bagis/makbuzlar/<int:pk>/durum/<slug:target>/", receipts.receipt_state, name="receipt_state"),
    path("bagis/bagislar/<int:pk>/makbuz-kes/", receipts.receipt_issue, name="receipt_issue"),
    path("bagis/bagislar/<int:pk>/tesekkur/", receipt_papers.thanks, name="thanks"),
    path("bagis/bagiscilar/<int:pk>/dokum/<int:year>/", receipt_papers.donor_statement, name="donor_statement"),
    path("bagis/makbuz-ciltleri/", books.book_list, name="book_list"),
    path("bagis/makbuz-ciltleri/yeni/", books.book_create, name="book_create"),
    path("bagis/makbuz-ciltleri/<int:pk>/", books.book_detail, name="book_detail"),
    path("bagis/makbuz-ciltleri/<int:pk>/duzenle/", books.book_edit, name="book_edit"),
    path("bagis/makbuz-ciltleri/<int:pk>/degisenler/<slug:outline>/", books.book_news, name="book_news"),
    path("bagis/makbuz-ciltleri/<int:pk>/durum/<slug:target>/", books.book_state, name="book_state"),
    path("bagis/makbuz-ciltleri/<int:pk>/bozuk-yaprak/", books.leaf_spoil, name="leaf_spoil"),
    path("bagis/tahsil-yetkileri/", authorizations.authorization_list, name="authorization_list"),
    path("bagis/tahsil-yetkileri/yeni/", authorizations.authorization_create, name="authorization_create"),
    path("bagis/tahsil-yetkileri/<int:pk>/", authorizations.authorization_detail, name="authorization_detail"),
    path("bagis/tahsil-yetkileri/<int:pk>/iptal/", authorizations.authorization_revoke, name="authorization_revoke"),
]
