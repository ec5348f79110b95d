"""The Django admin shows one's own threads, without a word of them."""

import pytest

from messaging.models import Attachment, Message, Thread, ThreadMember

from ..factories import make_user, sign_in_with_code
from .rows import make_attachment, make_direct, make_group, make_message

pytestmark = pytest.mark.django_db


def test_the_admin_shows_no_word_and_no_thread_of_others(client):
    admin, other = make_user("admin"), make_user("board")
    mine = make_group(admin, title="Boşanma")
    make_message(mine, "Boşanma davası", admin, attachments=[make_attachment(mine, admin)])
    foreign = make_direct(other, make_user("staff"))
    theirs = make_message(foreign, "Boşanma", other)
    sign_in_with_code(client, admin)
    for model in (Thread, ThreadMember, Message, Attachment):
        address = f"/yonetim/messaging/{model._meta.model_name}/"
        row = model.objects.filter(pk=mine.pk) if model is Thread else model.objects.filter(thread=mine)
        for page in (address, f"{address}{row.last().pk}/change/"):
            answer = client.get(page)
            assert answer.status_code == 200, page
            content = answer.content.decode()
            assert "davası" not in content
            assert "liste.pdf" not in content
    assert client.get(f"/yonetim/messaging/message/{theirs.pk}/change/").status_code == 302
    listed = client.get("/yonetim/messaging/message/").content.decode()
    assert f"/message/{theirs.pk}/" not in listed
