"""The addresses of the registry."""

from django.urls import path

from .views import lists

app_name = "beneficiaries"

urlpatterns = [
    path("haneler/", lists.household_list, name="household_list"),
    path("haneler/disa-aktar/", lists.household_export, name="household_export"),
    path("kisiler/", lists.person_list, name="person_list"),
    path("kisiler/disa-aktar/", lists.person_export, name="person_export"),
]
