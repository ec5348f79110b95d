"""The room's addresses."""

from . import applications, assessment, payments

app_name = "aid"

urlpatterns = [*applications.urlpatterns, *assessment.urlpatterns, *payments.urlpatterns]
