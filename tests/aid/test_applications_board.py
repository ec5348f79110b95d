"""The board of applications: the newest of each stage, of all or of those that a text finds."""

import pytest
from django.test import Client

from aid import boards
from aid.states import Stage

from ..factories import make_user
from . import rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["", "?q=kira"])
def test_each_column_has_the_newest_of_its_stage(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boards, "SHOWN", 2)
    household = rows.home()
    given = {"household": household, "description": "Kira borcu"}
    drafts = [rows.make_application(asked=False, **given) for _number in range(3)]
    reviewed = rows.make_application(Stage.REVIEW, asked=False, **given)
    other = rows.make_application(asked=False, household=household, description="Yakacak")
    client = Client()
    client.force_login(make_user("staff"))
    page = client.get(f"/yardim/basvurular/pano/{query}", follow=True)
    columns = {column.stage: column for column in page.context["columns"]}
    newest = [other, drafts[2]] if not query else [drafts[2], drafts[1]]
    assert list(columns[Stage.DRAFT].cards) == newest
    assert (columns[Stage.DRAFT].total, columns[Stage.DRAFT].left) == ((4, 2) if not query else (3, 1))
    assert list(columns[Stage.REVIEW].cards) == [reviewed]
    more = client.get(f"/yardim/basvurular/pano/{query or '?'}&more=draft", follow=True)
    columns = {column.stage: column for column in more.context["columns"]}
    assert len(columns[Stage.DRAFT].cards) == (4 if not query else 3)
