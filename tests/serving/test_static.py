"""Production serves every static file under a name of its own content, modules included."""

import re

from django.core.management import call_command


def test_what_packages_bring_for_debugging_stays_where_it_is(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "admin/js/vendor/jquery/jquery.min.js").exists()
    assert (tmp_path / "js/panel.js").exists()
    assert not list(tmp_path.rglob("jquery.js"))
    assert not (tmp_path / "django_htmx").exists()


def test_modules_import_each_other_by_their_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # ours alone
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "svg"]  # compressing takes long and is not ours
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "kafkasder.serving.static.StaticFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    [entry] = tmp_path.glob("js/panel.*.js")
    imported = re.findall(r'import\s*"\./([^"]+)"', entry.read_text())
    assert imported
    for name in imported:
        assert re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name)
        assert (tmp_path / "js" / name).exists()
