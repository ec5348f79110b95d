"""The association's identity: written once, merged when two meet, and a logo that is drawn anew."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import OrganisationProfile

from ..pages import filled

pytestmark = pytest.mark.django_db
FORM = "/kurum/"


@pytest.fixture(autouse=True)
def _board(client, make_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(make_user("board"))


def picture(kind="PNG", mode="RGBA"):
    drawn = BytesIO()
    Image.new(mode, (900, 300)).save(drawn, kind)
    return SimpleUploadedFile("logo.html", drawn.getvalue(), "text/html")


def test_the_identity_is_written_and_two_editors_merge(client):
    page = client.get(FORM).content.decode()
    data = filled(page) | {"name": "Örnek Yardımlaşma  Derneği", "registry_number": "38-012-045", "address": "Talas"}
    assert client.post(FORM, data | {"registry_number": "38"}).status_code == 422
    assert client.post(FORM, data).status_code == 302
    page = client.get(FORM).content.decode()
    OrganisationProfile.objects.update(tax_office="Mimar Sinan")
    assert client.post(FORM, filled(page) | {"address": "Melikgazi"}).status_code == 302
    row = OrganisationProfile.current()
    assert (row.name, row.address, row.tax_office) == ("Örnek Yardımlaşma Derneği", "Melikgazi", "Mimar Sinan")


def test_the_logo_is_drawn_anew_and_given_to_those_who_are_signed_in(client):
    url = reverse("accounts:organisation_logo")
    for wrong in ({}, {"picture": SimpleUploadedFile("a.png", b"<svg>", "image/png")}):
        assert client.post(url, wrong).status_code == 422
    assert client.post(url, {"picture": picture()}).status_code == 302
    row = OrganisationProfile.current()
    with Image.open(row.logo) as drawn:
        assert (drawn.format, drawn.size, drawn.getpixel((0, 0))) == ("PNG", (600, 200), (255, 255, 255))
    address = reverse("accounts:logo", args=[row.logo_name])
    assert address in client.get(FORM).content.decode()
    assert b"".join(client.get(address).streaming_content).startswith(b"\x89PNG")
    assert client.post(url, {"remove": "on"}).status_code == 302
    assert not OrganisationProfile.current().logo
