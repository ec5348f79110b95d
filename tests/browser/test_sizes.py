"""Scripts write the size of a file as the server does."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from kafkasder.core.sizes import size_in_words

_SIZES = [0, 1, 511, 1024, 1279, 1280, 10_188, 10_200, 480_512, 1_023_487, 1_023_488, 31_457_280, 2_411_724_800]


def test_the_browser_and_the_server_write_sizes_alike(page):
    page.goto("/giris/")
    script = (Path(settings.BASE_DIR) / "static/js/sizes.js").read_text().replace("export ", "")
    for language in ("tr", "en"):
        said = page.evaluate(
            "([script, sizes, lang]) => { document.documentElement.lang = lang;"
            " const write = new Function(`${script}; return sizeInWords`)(); return sizes.map(write) }",
            [script, _SIZES, language],
        )
        with override(language):
            assert said == [size_in_words(size) for size in _SIZES]
