"""What tests of the second factor do as a person would: give a password, a code, set an app up."""

import re

from django.test import Client

from accounts.models import SecurityEvent, User

from ..factories import PASSWORD, Phone

SECURITY = "/hesap/guvenlik/"
SET_UP = "/hesap/guvenlik/kur/"
CODES = "/hesap/guvenlik/kodlar/"
TURN_OFF = "/hesap/guvenlik/kapat/"
CODE = "/giris/kod/"


def give_password(client: Client, user: User, **more):
    return client.post("/giris/", {"login": user.email, "password": PASSWORD, **more})


def give_code(client: Client, code: str, **more):
    return client.post(CODE, {"code": code, **more})


def is_signed_in(client: Client) -> bool:
    return client.get("/hesap/").status_code == 200


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def proof(phone: Phone | None = None, password: str = PASSWORD) -> dict[str, str]:
    return {"proof-password": password} | ({"proof-code": phone.code()} if phone else {})


def backup_codes(answer) -> list[str]:
    return re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", answer.content.decode())


def kinds(user: User) -> list[str]:
    return list(SecurityEvent.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def set_up(client: Client) -> tuple[Phone, list[str]]:
    page = client.post(SET_UP).content.decode()
    phone = Phone(re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1])
    return phone, backup_codes(client.post(SET_UP, {"code": phone.code()}))
