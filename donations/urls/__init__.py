"""The addresses of the room."""

from . import batches, donors, gifts, receipts, reports

app_name = "donations"

urlpatterns = [
    *donors.urlpatterns,
    *gifts.urlpatterns,
    *batches.urlpatterns,
    *receipts.urlpatterns,
    *reports.urlpatterns,
]
