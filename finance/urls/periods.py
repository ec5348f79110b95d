"""The addresses of locked months, the book, and the proofs of the money."""

from django.urls import path

from ..views import book, checks, periods

urlpatterns = [
    path("para/donemler/", periods.period_list, name="period_list"),
    path("para/donemler/<int:year>/<int:month>/kilitle/", periods.month_lock, name="month_lock"),
    path("para/donemler/<int:year>/kapat/", periods.year_close, name="year_close"),
    path("para/defter/", book.book, name="book"),
    path("para/defter/dosya/<int:year>/<slug:form>/", book.book_file, name="book_file"),
    path("para/defter/dosya/<int:year>/<int:month>/<slug:form>/", book.book_file, name="book_month_file"),
    path("para/yil-sonu/", book.year_table, name="year_table"),
    path("para/yil-sonu/<int:year>/pdf/", book.year_file, name="year_file"),
    path("para/dogrulama/", checks.money_check, name="money_check"),
    path("para/dogrulama/calistir/", checks.money_check_run, name="money_check_run"),
    path("para/dogrulama/uyari/", checks.money_check_banner, name="money_check_banner"),
]
