"""The pages by which users are managed, and one's own."""

import re
from io import BytesIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.audit import acting
from accounts.avatars import SIDE
from accounts.models import AuditEntry, User
from accounts.services.users import change_user

from ..factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = make_user("admin", full_name="Elif Demir")
    client.force_login(user)
    return user


def picture(kind: str = "PNG", size: tuple[int, int] = (600, 400)) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, "teal").save(drawn, kind)
    return drawn.getvalue()


INVITED = {
    "full_name": "  Işıl   Çetin ",
    "email": "ISIL@Example.org",
    "phone": "0532 111 22 33",
    "title": "Saha sorumlusu",
    "labels": "İstanbul, saha, saha",
    "language": "tr",
    "roles": ["staff", "volunteer"],
}


def test_an_invited_person_chooses_a_password_and_signs_in(
    client, administrator, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/kullanicilar/davet/", INVITED)
    user = User.objects.get(email="isil@example.org")
    assert answer.url == user.get_absolute_url()
    assert (user.full_name, user.phone, user.labels) == ("Işıl Çetin", "+905321112233", ["İstanbul", "saha"])
    assert {role.slug for role in user.roles} == {"staff", "volunteer"}
    assert not user.has_usable_password()
    (mail,) = mailoutbox
    assert mail.to == ["isil@example.org"]
    assert "Elif Demir" in mail.body

    client.post("/cikis/")
    form = client.get(re.search(r"http://testserver(\S+)", mail.body)[1], follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "Yesil-ova-42", "password2": "Yesil-ova-42"})
    assert client.post("/giris/", {"login": user.email, "password": "Yesil-ova-42"}).url == "/"
    entry = AuditEntry.objects.get(table_name="accounts_user", row_pk=str(user.pk), action="create")
    assert (entry.actor, entry.source, entry.ip) == (administrator, "web", "127.0.0.1")
    assert re.fullmatch(r"\w{5}-\w{5}", entry.request_id)


def test_both_addresses_are_told_of_a_new_one(administrator, mailoutbox, django_capture_on_commit_callbacks):
    """Whoever loses an account by it reads only the former letterbox."""
    user = make_user("staff", email="eski@example.org", language="en")
    for fields in ({"title": "Muhtar"}, {"email": "yeni@example.org"}):
        with django_capture_on_commit_callbacks(execute=True):
            change_user(user=user, by=administrator, roles=user.role_terms, **fields)
    assert [mail.to for mail in mailoutbox] == [["eski@example.org"], ["yeni@example.org"]]
    assert all("Elif Demir changed the e-mail" in mail.body for mail in mailoutbox)
    assert "yeni@" not in mailoutbox[0].body  # the former letterbox may be somebody else's by now


def test_an_address_is_taken_whatever_its_case(client, administrator):
    make_user(email="isil@example.org")
    answer = client.post("/kullanicilar/davet/", INVITED)
    assert answer.status_code == 422
    assert "zaten var" in answer.content.decode()


@pytest.mark.parametrize("email", ["ışıl@example.org", "i şil@example.org", "isil"])
def test_an_address_beyond_ascii_is_refused(client, administrator, email):
    assert client.post("/kullanicilar/davet/", INVITED | {"email": email}).status_code == 422


@pytest.mark.parametrize("email", ["isil@example.org", "Isil2@example.org", "ışıl@example.org", "i l@example.org"])
def test_the_database_has_the_last_word_on_addresses(email):
    make_user(email="isil@example.org")
    User.objects.bulk_create([User(email="~{a.b-c_1}[x]@example.org", full_name="Her işaret")])
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email=email, full_name="Işıl")])


def test_a_form_field_gives_nobody_rights(client):
    manager = make_user("staff")
    client.force_login(manager)
    client.post("/hesap/", {"full_name": "Ali", "roles": ["admin"], "is_active": "", "email": "x@example.org"})
    manager.refresh_from_db()
    assert manager.full_name == "Ali"
    assert [role.slug for role in manager.roles] == ["staff"]
    assert manager.email != "x@example.org"


def test_editing_oneself_keeps_the_roles(client, administrator):
    page = f"/kullanicilar/{administrator.pk}/duzenle/"
    stamp = client.get(page).context["form"]["stamp"].value()
    client.post(page, INVITED | {"email": administrator.email, "roles": ["volunteer"], "stamp": stamp})
    administrator.refresh_from_db()
    assert administrator.full_name == "Işıl Çetin"
    assert [role.slug for role in User.objects.get(pk=administrator.pk).roles] == ["admin"]


def test_of_two_who_edit_one_user_the_second_is_asked(client, administrator):
    person = make_user("volunteer", full_name="Ali Can")
    page = f"/kullanicilar/{person.pk}/duzenle/"
    typed = {"full_name": "Ali Kaan", "email": person.email, "language": "tr", "roles": ["volunteer"]}
    typed["stamp"] = client.get(page).context["form"]["stamp"].value()
    User.objects.filter(pk=person.pk).update(full_name="Ali Cem", title="Sorumlu")
    answer = client.post(page, typed)
    assert answer.status_code == 422
    assert [clash.theirs for clash in answer.context["form"].clashes] == ["Ali Cem"]
    typed |= {"stamp": answer.context["form"]["stamp"].value(), "choice-full_name": "mine"}
    assert client.post(page, typed).status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.title) == ("Ali Kaan", "Sorumlu")


def test_whoever_has_a_user_open_is_told_what_others_saved(client, administrator):
    person = make_user("volunteer", full_name="Ali Can")
    opened = client.get(f"/kullanicilar/{person.pk}/duzenle/").context["form"]
    news = f"/kullanicilar/{person.pk}/degisenler/{opened.outline}/"
    assert "news-item" not in client.get(news).content.decode()
    with acting(user=make_user("admin", full_name="Zeynep Koç")):
        person.groups.set(Group.objects.filter(name="staff"))
        User.objects.filter(pk=person.pk).update(labels=["kayseri", "gece"])
    told = {each.field: each for each in client.get(news).context["news"]}
    assert told.keys() == {"roles", "labels"}
    assert {each.who for each in told.values()} == {"Zeynep Koç"}
    assert told["roles"].inputs["roles"] == {"values": ["staff"], "text": "Personel"}
    assert told["roles"].inputs["roles-until-staff"] == {"values": [""], "text": ""}
    assert told["labels"].inputs["labels"]["values"] == ["kayseri, gece"]


def test_news_of_somebody_with_more_rights_are_refused(client, administrator):
    manager = make_user()
    manager.user_permissions.set(Permission.objects.filter(codename="manage_users"))
    client.force_login(manager)
    page = client.get(f"/kullanicilar/{administrator.pk}/degisenler/qrvM3e7_/").content.decode()
    assert "Sizden fazla yetkisi olan" in page
    assert administrator.email not in page


def test_the_list_finds_people_by_whatever_is_known_of_them(client, administrator):
    make_user("staff", full_name="Işıl Çetin", email="cetin@example.org", phone="+905321112233", title="Muhtar")
    for text in ("isil", "ÇETİN", "cetin@ex", "0532 111", "muhtar"):
        page = client.get("/kullanicilar/", {"q": text}).content.decode()
        assert "Işıl Çetin" in page, text
    assert "Işıl Çetin" not in client.get("/kullanicilar/", {"q": "veli"}).content.decode()
    assert "Işıl Çetin" in client.get("/kullanicilar/", {"role": "staff", "state": "active"}).content.decode()
    assert "Işıl Çetin" not in client.get("/kullanicilar/", {"role": "board"}).content.decode()
    assert "Işıl Çetin" not in client.get("/kullanicilar/", {"state": "closed"}).content.decode()


@pytest.mark.parametrize("address", ["/kullanicilar/", "/denetim-kayitlari/"])
def test_a_list_asks_the_same_queries_for_one_row_and_for_many(client, administrator, address):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
        make_user("staff")
        make_user("board")
    assert counts[0] == counts[1]


def test_an_account_is_closed_and_reopened_by_its_page(client, administrator):
    user = make_user("staff", full_name="Murat Yıldız")
    answer = client.post(f"/kullanicilar/{user.pk}/kapat/", {"reason": "Ayrıldı"}, follow=True)
    page = answer.content.decode()
    assert "Hesabı yeniden aç" in page
    assert "Ayrıldı" in page
    assert f"/kullanicilar/{user.pk}/ac/" in page
    client.post(f"/kullanicilar/{user.pk}/ac/")
    assert User.objects.get(pk=user.pk).is_active


def test_a_refusal_is_told_on_the_page(client, administrator):
    page = client.post(f"/kullanicilar/{administrator.pk}/kapat/", follow=True).content.decode()
    assert "Kendi hesabınızı kapatamazsınız." in page


def test_extra_verbs_are_chosen_on_their_page(client, administrator):
    user = make_user("volunteer")
    client.post(f"/kullanicilar/{user.pk}/yetkiler/", {"accounts": ["accounts.view_audit"], "reason": "Vekâlet"})
    assert User.objects.get(pk=user.pk).extra_verbs == {"accounts.view_audit"}
    assert "Denetim kayıtlarını görür" in client.get(user.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_drawn_anew(client, kind):
    user = make_user()
    client.force_login(user)
    upload = SimpleUploadedFile("../../etc/passwd.svg", picture(kind))
    assert client.post("/hesap/", {"full_name": "Ali", "picture": upload}).status_code == 302
    user.refresh_from_db()
    assert re.fullmatch(r"avatars/[\w-]+\.webp", user.avatar.name)
    answer = client.get(user.avatar.url)
    assert answer["Content-Type"] == "image/webp"
    with Image.open(BytesIO(b"".join(answer.streaming_content))) as kept:
        assert (kept.format, kept.size) == ("WEBP", (SIDE, SIDE))
    client.post("/hesap/", {"full_name": "Ali", "remove_picture": "on"})
    user.refresh_from_db()
    assert not user.avatar


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a" + b"\x00" * 50,
        picture()[:100],
        b"\x89PNG" + b"\x00" * (5 * 1024 * 1024),
        b"MZ",
    ],
    ids=["svg", "gif", "cut off", "too large", "program"],
)
def test_what_is_no_picture_is_refused_by_its_content(client, content):
    user = make_user()
    client.force_login(user)
    upload = SimpleUploadedFile("ben.png", content, content_type="image/png")
    assert client.post("/hesap/", {"full_name": "Ali", "picture": upload}).status_code == 422
    user.refresh_from_db()
    assert not user.avatar


def test_pictures_are_for_those_who_are_signed_in(client):
    assert client.get("/media/avatars/yok.webp").status_code == 302
