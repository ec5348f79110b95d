"""Name and picture follow the Google account of whoever signs in with it."""

import re
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from accounts import pictures
from accounts.models import AuditEntry, User

from .google import sign_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("google"),
    pytest.mark.filterwarnings("ignore"),  # the provider's own are not ours
]


@contextmanager
def serving(answers):
    """Serve `answers` (content or a status, by path) over HTTP; yields the origin and the list of what was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            answer = answers[self.path]
            self.send_response(200 if isinstance(answer, bytes) else answer)
            self.send_header("Location", "/a.png")
            self.end_headers()
            self.wfile.write(answer if isinstance(answer, bytes) else b"")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def picture(colour):
    drawn = BytesIO()
    Image.new("RGB", (300, 200), colour).save(drawn, "PNG")
    return drawn.getvalue()


@pytest.fixture
def origin(settings):
    answers = {"/a.png": picture("red"), "/b.png": picture("blue"), "/page": b"<html>", "/moved": 302, "/gone": 404}
    answers["/huge"] = b"x" * (5 * 1024 * 1024 + 1)
    with serving(answers) as (origin, asked):
        settings.GOOGLE_PICTURE_ORIGINS = [origin]
        yield origin, asked


def changes_of(user):
    entries = AuditEntry.objects.filter(table_name="accounts_user", row_pk=str(user.pk), action="update")
    return [(sorted(entry.changes), entry.actor_id, entry.reason) for entry in entries.order_by("pk")]


def test_name_and_picture_follow_google_only_when_they_change_there(client, ayse, google, origin):
    address, asked = origin
    told = []
    for name, path in (
        ("AYŞE YILMAZ", "/a.png"),
        ("AYŞE YILMAZ", "/a.png"),
        ("Ayşe Kaya", "/a.png"),
        ("Ayşe Kaya", "/b.png"),
    ):
        google("1", name=name, picture=address + path)
        sign_in(client)
        client.post("/cikis/")
        told.append(len(changes_of(ayse)))
    assert told == [1, 1, 2, 3]
    assert asked == ["/a.png", "/b.png"]
    by = (ayse.pk, "Google profilinden")
    assert changes_of(ayse) == [(["avatar"], *by), (["full_name"], *by), (["avatar"], *by)]
    ayse.refresh_from_db()
    assert ayse.full_name == "Ayşe Kaya"
    with Image.open(ayse.avatar) as avatar:
        assert (avatar.format, avatar.size) == ("WEBP", (256, 256))


def test_a_name_that_was_corrected_here_stays(client, ayse, google):
    google("1", name="Ayse Y")
    sign_in(client)
    client.post("/cikis/")
    User.objects.filter(pk=ayse.pk).update(full_name="Ayşe Yılmaz")
    sign_in(client)
    ayse.refresh_from_db()
    assert ayse.full_name == "Ayşe Yılmaz"


@pytest.mark.parametrize("path", ["/page", "/moved", "/gone", "/huge"])
def test_what_is_no_picture_keeps_nobody_out(client, ayse, google, origin, path):
    address, asked = origin
    google("1", picture=address + path)
    assert sign_in(client).url == "/"
    ayse.refresh_from_db()
    assert not ayse.avatar
    assert asked == [path]


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "http://127.0.0.1:{port}@evil/a.png",
        "//x",
        "http://[",
        "",
    ],
)
def test_pictures_come_from_the_provider_alone(origin, address):
    port = origin[0].rpartition(":")[2]
    assert pictures.fetch_picture(address.replace("{port}", port)) is None
    assert origin[1] == []


def test_the_pictures_origin_is_served_over_https_in_production():
    from kafkasder.settings import GOOGLE_PICTURE_ORIGINS

    assert all(re.fullmatch(r"https://lh\d\.googleusercontent\.com", origin) for origin in GOOGLE_PICTURE_ORIGINS)
    assert isinstance(pictures.clean_avatar(BytesIO(picture("red"))), ContentFile)
