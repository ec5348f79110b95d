"""Static files under names that change with their content, so that browsers may keep them for ever."""

from functools import cached_property

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Also our modules import each other by these names; else a browser could mix old and new ones."""

    support_js_module_import_aggregation = True
    # Django would look for imports in packages' scripts too, and stop at what merely looks like one.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],  # type: ignore[attr-defined]
    )

    @cached_property
    def _urls(self) -> dict[str, str]:
        return {}

    def url(self, name: str, force: bool = False) -> str:  # type: ignore[override]
        """Return a file's address; a page asks some fifty times for the same few, and they hold while we run."""
        if name not in self._urls:
            self._urls[name] = super().url(name, force)
        return self._urls[name]
