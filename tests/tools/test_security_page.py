"""The pages `docs/security.md` and `docs/permissions.md` name tests that are there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

DOCS = Path(settings.BASE_DIR, "docs")
PAGE = DOCS / "security.md"
TESTS = Path(settings.BASE_DIR, "tests")
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


@pytest.mark.parametrize(("page", "least"), [("security.md", 50), ("permissions.md", 25)])
def test_every_test_that_the_page_names_is_there(page: str, least: int) -> None:
    named = set(NAMED.findall((DOCS / page).read_text()))
    assert len(named) > least
    sources = {file: (TESTS / file).read_text() if (TESTS / file).exists() else "" for file, _name in named}
    assert [f"{file}::{name}" for file, name in sorted(named) if f"def {name}(" not in sources[file]] == []


def test_every_item_has_a_test() -> None:
    """Each line of the two tables of answers ends with the name of a test."""
    page = PAGE.read_text()
    for heading in ("## Attacks and answers", "## ASVS 5.0, level 2"):
        table = page.partition(heading)[2].partition("\n## ")[0]
        lines = [line for line in table.splitlines() if line.startswith("| ")][2 if "item" in table else 1 :]
        assert lines
        assert [line for line in lines if not NAMED.search(line) and "---" not in line and "| item" not in line] == []
