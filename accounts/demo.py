"""The demo's people: one for each role, without a second factor: anybody may try the panel by the passwords shown."""

from django.contrib.auth.models import Group

from kafkasder.core.demo import Part, SignIn

from .models import SecuritySettings, User
from .roles import ACCOUNTING, ADMIN, AUDITOR, BOARD, STAFF, VOLUNTEER, Role

PASSWORD = "Ornek-parola-1"
PEOPLE: tuple[tuple[Role, str, str], ...] = (
    (ADMIN, "yonetici@example.org", "Elif Demir"),
    (BOARD, "baskan@example.org", "Hasan Şamil"),
    (STAFF, "personel@example.org", "Zeynep Kaya"),
    (ACCOUNTING, "muhasebe@example.org", "Murat Yıldız"),
    (VOLUNTEER, "gonullu@example.org", "Işıl Çetin"),
    (AUDITOR, "denetci@example.org", "Ömer Güneş"),
)


def _make_people() -> None:
    SecuritySettings.objects.update_or_create(pk=1, defaults={"factor_roles": []})  # asked of nobody in a demo
    for role, email, name in PEOPLE:
        user = User.objects.create_user(email, PASSWORD, full_name=name, title=str(role.name))
        user.groups.add(Group.objects.get(name=role.slug))


PART = Part(
    room="accounts",
    make=_make_people,
    order=30,
    sign_ins=tuple(SignIn(role.name, email, PASSWORD) for role, email, _ in PEOPLE),
)
