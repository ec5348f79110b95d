"""Static files under names that change with their content, so that browsers may keep them for ever."""

from functools import cached_property
from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class _Remembered:
    """Addresses that hold while we run: a page asks some fifty times for the same few."""

    @cached_property
    def _urls(self) -> dict[str, str]:
        return {}

    def url(self, name: str, *args: Any, **options: Any) -> str:
        if name not in self._urls:
            self._urls[name] = super().url(name, *args, **options)  # type: ignore[misc]
        return self._urls[name]


class PlainFiles(_Remembered, StaticFilesStorage):
    """Files under their own names, while one works on them and in tests."""


class StaticFiles(_Remembered, CompressedManifestStaticFilesStorage):
    """Also our modules import each other by these names; else a browser could mix old and new ones."""

    support_js_module_import_aggregation = True
    # Django would look for imports in packages' scripts too, and stop at what merely looks like one.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],  # type: ignore[attr-defined]
    )
