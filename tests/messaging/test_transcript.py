"""A thread as a file: whole, by who sees it, told of in the trail, and written without holding it all."""

import tracemalloc
from io import BytesIO
from os import devnull
from pathlib import Path

import pytest

from accounts.models import AuditEntry
from accounts.models.audit import Action
from kafkasder.core.bulk import copy_rows
from messaging import services
from messaging.models import Message, Thread
from messaging.transcript import write_transcript

from ..factories import make_user
from ..live.bench import signed_in
from .rows import make_attachment, make_direct, make_group, make_message

pytestmark = pytest.mark.django_db


def written(thread, viewer):
    file = BytesIO()
    count = write_transcript(file, thread, viewer)
    return count, file.getvalue().decode()


def many(thread: Thread, count: int) -> None:
    first = thread.last_number + 1
    rows = [
        Message(thread=thread, number=number, author_id=thread.created_by_id) for number in range(first, first + count)
    ]
    for row in rows:
        row.text = f"İleti {row.number}"
        row.tokens = []
    copy_rows(Message, rows)
    Thread.objects.filter(pk=thread.pk).update(last_number=first + count - 1)
    thread.refresh_from_db()


def test_it_tells_who_said_what_what_happened_and_which_files_went_along():
    me, you = make_user("staff", full_name="Ayşe Yılmaz"), make_user("board", full_name="Ali Veli")
    thread = make_group(me, you, title="Kış yardımı")
    make_message(thread, "Koliler\nhazır", me, attachments=[make_attachment(thread, me)])
    corrected = make_message(thread, "Yarın", you)
    services.edit_message(message=corrected, text="Öbür gün", by=you)
    services.delete_message(message=make_message(thread, "Gizli", you), by=you)
    count, text = written(thread, me)
    assert count == 4
    assert text.startswith("Kış yardımı\nKatılanlar: Ali Veli, Ayşe Yılmaz\n")
    assert "* Ayşe Yılmaz konuşmayı açtı" in text
    assert "Ayşe Yılmaz: Koliler\n    hazır\n    Ek: liste.txt (" in text
    assert "Ali Veli: Öbür gün (düzeltildi)" in text
    assert "Yarın" not in text
    assert "Ali Veli: (silindi)" in text
    assert "Gizli" not in text


def test_what_does_not_open_is_said_and_the_rest_is_there():
    thread = make_group()
    one, two = make_message(thread, "Bir"), make_message(thread, "İki")
    Message.objects.filter(pk=two.pk).update(sealed=Message.objects.get(pk=one.pk).sealed)
    make_message(thread, "Üç")
    _count, text = written(thread, thread.created_by)
    assert "(açılamadı)" in text
    assert "Üç" in text


def test_the_file_is_named_by_day_and_the_trail_tells_of_it_without_words():
    me, you = make_user("staff"), make_user("board")
    thread = make_direct(me, you)
    make_message(thread, "Boşanma davası", you)
    answer = signed_in(me).post(f"/mesajlar/{thread.pk}/disa-aktar/")
    assert "Boşanma davası" in b"".join(answer.streaming_content).decode()
    assert f'filename="konusma-{thread.pk}-' in answer["Content-Disposition"]
    entry = AuditEntry.objects.get(action=Action.EXPORT)
    assert (entry.actor_id, entry.table_name, entry.row_pk) == (me.pk, "messaging_thread", str(thread.pk))
    assert entry.changes["rows"] == [None, 1]
    assert "Boşanma" not in str(entry.changes)


def test_nobody_takes_away_what_is_out_of_sight():
    thread = make_group()
    assert signed_in(make_user("admin")).post(f"/mesajlar/{thread.pk}/disa-aktar/").status_code == 404
    assert not AuditEntry.objects.filter(action=Action.EXPORT).exists()


def test_memory_does_not_grow_with_the_thread():
    """A thread that is ten times as long takes as much memory."""
    thread, peaks = make_group(), []
    for count in (1_000, 9_000):
        many(thread, count)
        with Path(devnull).open("wb") as nowhere:
            tracemalloc.start()
            assert write_transcript(nowhere, thread, thread.created_by) == thread.last_number
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


@pytest.mark.parametrize("end", ["\n", "\r", "\x0b", "\x85", "\u2028"])
def test_nobody_writes_lines_of_others(end):
    thread = make_group()
    make_message(thread, f"Bir{end}[10:00] Başkan: Onayladım")
    _count, text = written(thread, thread.created_by)
    assert [line for line in text.splitlines() if "Onayladım" in line] == ["    [10:00] Başkan: Onayladım"]
