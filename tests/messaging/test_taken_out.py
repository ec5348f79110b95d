"""Whoever was taken out of a group a moment ago gets nothing of it any more, by whatever way they still hold."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, User
from messaging import services
from messaging.models import Attachment, Draft, Thread
from messaging.services import attachments
from messaging.views import exports

from ..factories import make_user
from ..live.bench import in_thread, running_hub, signed_in, tab_of
from ..matrix import Row
from .files import photo
from .matrix import ROWS, taken_in
from .rows import make_attachment, make_draft, make_group, make_message
from .test_races import after_it_waits

pytestmark = pytest.mark.django_db(transaction=True)


class Group:
    """A group of an owner and somebody whom they take out."""

    def __init__(self) -> None:
        self.owner, self.gone = make_user("board"), make_user("admin")
        self.thread = make_group(self.owner, self.gone)
        self.said = make_message(self.thread, "Koliler hazır", self.gone)

    def take_out(self) -> Any:
        return services.remove_member(thread=self.thread, user=self.gone, by=self.owner)


@pytest.fixture
def group() -> Group:
    return Group()


@pytest.mark.parametrize("row", [row for row in ROWS if row.own is taken_in], ids=lambda row: row.url)
def test_no_address_opens_any_more(row: Row, client: Client) -> None:
    user, other = make_user("admin"), make_user("board")
    address = reverse(row.url, args=row.arguments())
    taken_in(user)
    client.force_login(user)
    for thread in Thread.objects.filter(members__user=user):
        services.add_members(thread=thread, members=[other], by=user)
        thread.members.filter(user=other).update(is_owner=True)
    if row.get == 200:
        assert client.get(address).status_code == 200
    for thread in Thread.objects.filter(members__user=user):
        services.remove_member(thread=thread, user=user, by=other)
    for ask in (client.get, client.post):
        assert ask(address).status_code in (404, 405)


@pytest.mark.parametrize("way", ["", "?kucuk=1", "?goster=1"])
def test_an_old_address_of_a_file_opens_nothing_even_what_the_browser_has(group: Group, way: str, client: Client):
    file = make_attachment(group.thread, group.owner, photo(), "resim.png")
    make_message(group.thread, "Resim", group.owner, attachments=[file])
    client.force_login(group.gone)
    address = reverse("messaging:attachment", args=[file.pk]) + way
    answer = client.get(address)
    assert answer.status_code == 200
    group.take_out()
    headers = {"if-none-match": answer.get("ETag", "*")}
    assert client.get(address, headers=headers).status_code == 404


@pytest.mark.parametrize("page", ["/mesajlar/{}/", "/mesajlar/{}/akis/", "/mesajlar/{}/uyeler/"])
def test_an_open_page_is_told_that_it_is_gone_and_hears_nothing_more(group: Group, page: str, settings: Any) -> None:
    settings.ROOT_URLCONF = "kafkasder.urls"
    client = signed_in(group.gone)
    url = page.format(group.thread.pk)

    async def watched() -> list[dict[str, Any]]:
        async with running_hub() as hub, tab_of(client) as tab:
            assert (await tab.watch(url))["op"] == "update"
            await in_thread(group.take_out)
            told = await tab.take()
            await in_thread(make_message, group.thread, "Gizli", group.owner)
            await tab.settle(hub)
            assert "Gizli" not in "".join(str(message) for message in tab.heard)
            assert (await tab.watch(url))["op"] == "gone"
            return [told]

    assert [message["op"] for message in asyncio.run(watched())] == ["gone"]


def test_an_export_that_was_begun_before_ends_with_nothing(group: Group, client: Client, monkeypatch: Any) -> None:
    client.force_login(group.gone)
    write = exports.write_transcript

    def taken_out_meanwhile(*args: Any) -> int:
        group.take_out()
        return write(*args)

    monkeypatch.setattr(exports, "write_transcript", taken_out_meanwhile)
    assert client.post(reverse("messaging:thread_export", args=[group.thread.pk])).status_code == 404
    assert not AuditEntry.objects.filter(action="export").exists()


def test_what_somebody_began_to_write_goes_with_them(group: Group) -> None:
    make_draft(group.thread, by=group.gone)
    file, sent = make_attachment(group.thread, group.gone), make_attachment(group.thread, group.gone)
    make_message(group.thread, "Liste", group.gone, attachments=[sent])
    group.take_out()
    assert not Draft.objects.filter(user=group.gone).exists()
    assert list(Attachment.objects.filter(pk__in=[file.pk, sent.pk])) == [sent]


# At the same moment

ACTS: dict[str, Callable[[Group, User], Any]] = {
    "corrects": lambda g, by: services.edit_message(message=g.said, text="Başka", by=by),
    "deletes": lambda g, by: services.delete_message(message=g.said, by=by),
    "forks": lambda g, by: services.fork_thread(message=g.said, title="", by=by),
    "reads": lambda g, by: services.mark_read(thread=g.thread, number=1, by=by),
    "pins": lambda g, by: services.pin(thread=g.thread, on=True, by=by),
    "drafts": lambda g, by: services.keep_draft(
        thread=g.thread, text="Yarım", written_at=timezone.now(), base=None, by=by
    ),
    "renames": lambda g, by: services.rename_thread(thread=g.thread, title="Benim", by=by),
    "takes others in": lambda g, by: services.add_members(thread=g.thread, members=[make_user("staff")], by=by),
    "leaves": lambda g, by: services.leave(thread=g.thread, by=by),
}


@pytest.mark.parametrize("act", ACTS)
def test_who_is_taken_out_while_they_do_something_does_nothing(act: str, group: Group) -> None:
    group.thread.members.update(is_owner=True)
    came = after_it_waits(group.take_out, lambda: ACTS[act](group, User.objects.get(pk=group.gone.pk)))
    assert isinstance(came, PermissionDenied)
    assert not group.thread.members.filter(user=group.gone).exists()
    assert not Draft.objects.filter(user=group.gone).exists()
    assert not Thread.objects.filter(forked_from=group.said).exists()
    assert group.thread.messages.get(pk=group.said.pk).text == "Koliler hazır"


def test_a_file_that_arrives_after_its_owner_was_taken_out_is_not_kept(group: Group, monkeypatch: Any) -> None:
    take_in = attachments.take_in

    def slowly(*args: Any) -> Any:
        taken = take_in(*args)
        group.take_out()
        return taken

    monkeypatch.setattr(attachments, "take_in", slowly)
    with pytest.raises(PermissionDenied):
        services.add_attachment(thread=group.thread, upload=SimpleUploadedFile("a.txt", b"a"), by=group.gone)
    assert not Attachment.objects.exists()
