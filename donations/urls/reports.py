"""The addresses of reports."""

from django.urls import path

from ..views import reports

urlpatterns = [
    path("bagis/raporlar/", reports.gifts, name="gift_report"),
    path("bagis/raporlar/disa-aktar/", reports.gifts_export, name="gift_report_export"),
    path("bagis/raporlar/gelir-gider/", reports.ledger, name="ledger_report"),
    path("bagis/raporlar/gelir-gider/disa-aktar/", reports.ledger_export, name="ledger_report_export"),
]
