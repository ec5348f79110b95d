"""The addresses of donors and campaigns."""

from django.urls import path

from ..views import bulk, campaigns, consents, donors, duplicates, lists, states

urlpatterns = [
    path("bagis/bagiscilar/", lists.donor_list, name="donor_list"),
    path("bagis/bagiscilar/disa-aktar/", lists.donor_export, name="donor_export"),
    path("bagis/bagiscilar/toplu/<slug:action>/", bulk.donor_bulk, name="donor_bulk"),
    path("bagis/bagiscilar/toplu/geri-al/<slug:request_id>/", bulk.undo_bulk, name="undo_bulk"),
    path("bagis/bagiscilar/yeni/", donors.donor_create, name="donor_create"),
    path("bagis/bagiscilar/benzerler/", duplicates.duplicates, name="duplicates"),
    path("bagis/bagiscilar/<int:pk>/", donors.donor_detail, name="donor_detail"),
    path("bagis/bagiscilar/<int:pk>/duzenle/", donors.donor_edit, name="donor_edit"),
    path("bagis/bagiscilar/<int:pk>/degisenler/<slug:outline>/", donors.donor_news, name="donor_news"),
    path("bagis/bagiscilar/<int:pk>/durum/<slug:target>/", states.donor_state, name="donor_state"),
    path("bagis/bagiscilar/<int:pk>/goster/<slug:field>/", donors.donor_reveal, name="donor_reveal"),
    path("bagis/bagiscilar/<int:pk>/izin/<slug:channel>/ver/", consents.consent_give, name="consent_give"),
    path("bagis/bagiscilar/<int:pk>/izin/<slug:channel>/geri-cek/", consents.consent_withdraw, name="consent_withdraw"),
    path("bagis/ilceler/", donors.district_options, name="district_options"),
    path("bagis/kampanyalar/", lists.campaign_list, name="campaign_list"),
    path("bagis/kampanyalar/yeni/", campaigns.campaign_create, name="campaign_create"),
    path("bagis/kampanyalar/<int:pk>/", campaigns.campaign_detail, name="campaign_detail"),
    path("bagis/kampanyalar/<int:pk>/duzenle/", campaigns.campaign_edit, name="campaign_edit"),
    path("bagis/kampanyalar/<int:pk>/degisenler/<slug:outline>/", campaigns.campaign_news, name="campaign_news"),
    path("bagis/kampanyalar/<int:pk>/durum/<slug:target>/", states.campaign_state, name="campaign_state"),
]
