"""The addresses of the room."""

from . import periods, places, records, rules, transfers

app_name = "finance"

urlpatterns = [
    *records.urlpatterns,
    *places.urlpatterns,
    *rules.urlpatterns,
    *transfers.urlpatterns,
    *periods.urlpatterns,
]
