"""The Django admin as an app with the panel's site; loaded before any model."""

from django.contrib.admin.apps import AdminConfig


class PanelAdminConfig(AdminConfig):
    default_site = "accounts.admin_site.PanelAdminSite"
