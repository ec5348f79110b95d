"""What goes over the wire when a few rows of many change, and that it makes the same fragment."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from kafkasder.live.editions import Edition
from kafkasder.live.pages import Fragment
from kafkasder.live.rows import patch

from ..factories import make_user
from .bench import in_thread, patched, running_hub, signed_in, tab_of


def part(old: str, new: str) -> dict[str, Any] | None:
    """What an update says of a fragment that was `old`; None if it says all of it."""
    made = patch(old, new)
    return {"of": "", "html": made.html, "rows": made.rows} if made else None


def table(*names: str) -> str:
    rows = "".join(f'<tr id="row-{name}"><td>{name}, a long way from nothing</td></tr>\n' for name in names)
    return f"<table><thead><tr><th>Name</th></tr></thead><tbody>{rows}</tbody></table>"


ROWS = st.lists(st.sampled_from(["a", "b", "c", "d <li>", "<table><tr><td>x</td></tr></table>", "e"]), max_size=8)


@given(old=ROWS, new=ROWS, tag=st.sampled_from(["tr", "li"]), between=st.sampled_from(["", "\n", "<hr>"]))
def test_a_patch_makes_the_new_fragment(old: list[str], new: list[str], tag: str, between: str) -> None:
    before, after = (
        "<p>one</p>" + between.join(f"<{tag} class=x>{row.replace('<li>', '')}</{tag}>" for row in rows) + "<p>end</p>"
        for rows in (old, new)
    )
    made = part(before, after)
    assert made is None or patched(before, made) == after


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(table("a", "b", "x", "d", "e", "f"), id="changed"),
        pytest.param(table("a", "b", "d", "e", "f"), id="gone"),
        pytest.param(table("n", "a", "b", "c", "d", "e", "f"), id="come"),
        pytest.param(table("f", "b", "c", "d", "e", "a"), id="moved"),
        pytest.param(table("a", "a", "a", "b", "c", "d"), id="twice"),
    ],
)
def test_rows_that_stayed_are_not_sent(new: str) -> None:
    old = table("a", "b", "c", "d", "e", "f")
    made = part(old, new)
    assert made is not None
    assert "e, a long way" not in made["html"]
    assert patched(old, made) == new


def test_what_has_no_rows_is_sent_whole() -> None:
    assert part("<p>one</p>", "<p>two</p>") is None
    assert part(table("a", "b"), table("x", "y")) is None


def text_of(edition: Edition, held: dict[str, str]) -> str:
    return edition.update_for(held).numbered(1).text


def test_who_holds_something_else_than_the_last_edition_gets_all_of_it() -> None:
    first, second, third = (
        {"rows": Fragment.of(table(name, *"bcdefgh")), "total": Fragment.of(name)} for name in "xyz"
    )
    edition = Edition(third, Edition(second, Edition(first)))
    assert '"of"' in text_of(edition, Edition(second).digests)
    for held in (Edition(first).digests, {}, {"rows": "nonsense"}, {"rows": first["rows"].digest}):
        assert '"of"' not in text_of(edition, held)
    assert '"total"' not in text_of(edition, {**Edition(second).digests, "total": third["total"].digest})


def test_a_fragment_that_went_is_emptied() -> None:
    edition = Edition({}, Edition({"many": Fragment.of("x")}))
    assert text_of(edition, {"many": Fragment.of("x").digest}) == (
        '{"op":"update","id":1,"parts":{"many":{"digest":"","html":""}}}'
    )


@pytest.mark.django_db(transaction=True)
async def test_a_change_of_one_row_sends_one_row() -> None:
    client: Client = await in_thread(lambda: signed_in(make_user(full_name="Ayşe")))
    await in_thread(lambda: [make_user(full_name=f"Kişi {number:02} {'uzun ' * 12}") for number in range(24)])
    async with running_hub(), tab_of(client) as tab:
        await tab.watch("/people/")
        await in_thread(lambda: User.objects.filter(full_name__startswith="Kişi 07").update(full_name="Kişi 07b"))
        message = await tab.take()
        rows = message["parts"]["rows"]
        assert rows["rows"] == 25
        assert ("Kişi 07b" in rows["html"], "Kişi 08" in rows["html"]) == (True, False)
        assert tab.shown[1]["rows"] == (await in_thread(shown_now, client))


def shown_now(client: Client) -> str:
    return str(client.get("/canli/parcalar/", {"url": "/people/"}).json()["rows"]["html"])
