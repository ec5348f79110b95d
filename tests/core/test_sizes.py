"""Sizes of files are written in one way, in Turkish and in English."""

import pytest
from django.utils.translation import override

from kafkasder.core.sizes import size_in_words

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 KB"),
        (1, "1 KB"),
        (1280, "1,3 KB"),
        (10_188, "9,9 KB"),
        (10_200, "10 KB"),
        (480 * 1024 + 511, "480 KB"),
        (1_023_487, "999 KB"),
        (1_023_488, "1 MB"),
        (30 * MEGABYTE, "30 MB"),
        (int(1.25 * MEGABYTE), "1,3 MB"),
        (2300 * MEGABYTE, "2,2 GB"),
    ],
)
def test_a_size_in_words(size: int, words: str) -> None:
    with override("tr"):
        assert size_in_words(size) == words.replace(" ", "\u00a0")
    with override("en"):
        assert size_in_words(size) == words.replace(" ", "\u00a0").replace(",", ".")
