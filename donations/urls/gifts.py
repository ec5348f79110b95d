"""The addresses of donations, cheques and refunds."""

from django.urls import path

from ..views import cheques, gift_forms, gift_states, gifts

urlpatterns = [
    path("bagis/bagislar/", gifts.donation_list, name="donation_list"),
    path("bagis/bagislar/disa-aktar/", gifts.donation_export, name="donation_export"),
    path("bagis/bagislar/yeni/", gift_forms.donation_create, name="donation_create"),
    path("bagis/bagislar/bagisci-bul/", gift_forms.donor_choices, name="gift_donors"),
    path("bagis/bagislar/<int:pk>/", gifts.donation_detail, name="donation_detail"),
    path("bagis/bagislar/<int:pk>/duzenle/", gift_forms.donation_edit, name="donation_edit"),
    path("bagis/bagislar/<int:pk>/degisenler/<slug:outline>/", gift_forms.donation_news, name="donation_news"),
    path("bagis/bagislar/<int:pk>/durum/<slug:target>/", gift_states.donation_state, name="donation_state"),
    path("bagis/bagislar/<int:pk>/cek/<slug:target>/", gift_states.cheque_state, name="cheque_state"),
    path("bagis/bagislar/<int:pk>/goster/<slug:field>/", gifts.donation_reveal, name="donation_reveal"),
    path("bagis/cekler/", cheques.cheque_list, name="cheque_list"),
]
