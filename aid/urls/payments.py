"""The addresses of plans, payments, deliveries and lists."""

from django.urls import URLPattern, path

from ..views import (
    lists_bank,
    lists_filling,
    lists_pages,
    lists_results,
    lists_states,
    payments,
    payments_delivery,
    payments_desk,
    plans,
)

urlpatterns: list[URLPattern] = [
    path("yardim/verilenler/", payments.aid_list, name="aid_list"),
    path("yardim/verilenler/disa-aktar/", payments.aid_export, name="aid_export"),
    path("yardim/vezne/", payments_desk.desk, name="desk"),
    path("yardim/verilenler/<int:pk>/", payments.aid_detail, name="aid_detail"),
    path("yardim/verilenler/<int:pk>/durum/<slug:target>/", payments.aid_state, name="aid_state"),
    path("yardim/verilenler/<int:pk>/kanit-ekle/", payments_delivery.proof_add, name="proof_add"),
    path("yardim/verilenler/<int:pk>/belge/", payments_delivery.delivery_slip, name="delivery_slip"),
    path("yardim/kanitlar/<int:pk>/", payments_delivery.proof_open, name="proof_open"),
    path("yardim/planlar/", plans.plan_list, name="plan_list"),
    path("yardim/planlar/yeni/", plans.plan_create, name="plan_create"),
    path("yardim/planlar/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("yardim/planlar/<int:pk>/duzenle/", plans.plan_edit, name="plan_edit"),
    path("yardim/planlar/<int:pk>/degisenler/<slug:outline>/", plans.plan_news, name="plan_news"),
    path("yardim/planlar/<int:pk>/durum/<slug:target>/", plans.plan_state, name="plan_state"),
    path("yardim/listeler/", lists_pages.list_list, name="list_list"),
    path("yardim/listeler/yeni/", lists_pages.list_create, name="list_create"),
    path("yardim/listeler/haneler/<slug:action>/", lists_filling.list_of_households, name="list_of_households"),
    path("yardim/listeler/<int:pk>/", lists_pages.list_detail, name="list_detail"),
    path("yardim/listeler/<int:pk>/duzenle/", lists_pages.list_edit, name="list_edit"),
    path("yardim/listeler/<int:pk>/degisenler/<slug:outline>/", lists_pages.list_news, name="list_news"),
    path("yardim/listeler/<int:pk>/planlardan/", lists_filling.list_fill, name="list_fill"),
    path("yardim/listeler/<int:pk>/bosalt/", lists_filling.list_empty, name="list_empty"),
    path("yardim/listeler/<int:pk>/cikar/<int:aid>/", lists_filling.list_take_off, name="list_take_off"),
    path("yardim/listeler/<int:pk>/durum/<slug:target>/", lists_states.list_state, name="list_state"),
    path("yardim/listeler/<int:pk>/onayla/", lists_states.list_approve, name="list_approve"),
    path("yardim/listeler/<int:pk>/odenemeyenler/", lists_states.list_follow_up, name="list_follow_up"),
    path("yardim/listeler/<int:pk>/hepsi-odendi/", lists_results.list_all_paid, name="list_all_paid"),
    path("yardim/listeler/<int:pk>/odenemedi/<int:aid>/", lists_results.list_fail, name="list_fail"),
    path("yardim/listeler/<int:pk>/sonuc/", lists_results.list_results, name="list_results"),
    path("yardim/listeler/<int:pk>/sonuc/yaz/", lists_results.list_settle, name="list_settle"),
    path("yardim/listeler/<int:pk>/banka-dosyasi/", lists_bank.list_bank_file, name="list_bank_file"),
]
