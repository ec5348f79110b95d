"""Pages of a thread cost the same wherever they begin, and however much was said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kafkasder.core.bulk import copy_rows
from messaging.models import Message, Thread

from ..factories import make_user
from ..live.bench import signed_in
from .rows import make_group, make_message

pytestmark = pytest.mark.django_db


def test_the_number_of_queries_is_the_same_everywhere():
    def cost(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address + query).status_code == 200
        return len(queries)

    me, you = make_user("staff"), make_user("board")
    thread = make_group(me, you)
    for count in range(3):
        make_message(thread, f"@{you.full_name} {count}", me)
    client, address = signed_in(me), f"/mesajlar/{thread.pk}/"
    places = ("", "?bas=2", "akis/", "eski/3/")
    cost("")
    few = [cost(place) for place in places]
    thread.refresh_from_db()
    rows = [Message(thread=thread, number=thread.last_number + count, author=you) for count in range(1, 601)]
    for row in rows:
        row.text = f"İleti {row.number}"
    copy_rows(Message, rows)
    Thread.objects.filter(pk=thread.pk).update(last_number=rows[-1].number)
    assert [cost(place) for place in places] == few
    assert [cost(place) for place in ("", "?bas=300", "akis/?bas=300", "eski/300/")] == few
