"""The collecting of static files as an app, told what to leave where it is."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class PanelStaticFilesConfig(StaticFilesConfig):
    # The admin asks for these with DEBUG alone; to compress them would take as long as all of ours.
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "jquery.js", "select2.full.js", "xregexp.js"]
