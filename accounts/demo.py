"""The demo's people: one for each role, without a second factor: anybody may try the panel by the passwords shown."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from kafkasder.core.demo import Part, SignIn

from .audit import acting
from .models import EventKind, SecurityEvent, SecuritySettings, User
from .roles import ACCOUNTING, ADMIN, AUDITOR, BOARD, STAFF, VOLUNTEER, Role
from .services.reviews import review_events
from .services.security_events import record_event

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
    _make_events()


def _make_events() -> None:
    """Leave something to review, as it looks after some days; what made the demo itself has been reviewed."""
    admin, volunteer = (User.objects.get(email=email) for email in ("yonetici@example.org", "gonullu@example.org"))
    review_events(events=SecurityEvent.objects.all(), by=admin, note=str(_("Kurulum")))
    with acting(ip="192.0.2.41"):
        for _number in range(3):
            record_event(EventKind.FAILURE, user=volunteer)
        record_event(EventKind.DENIED, user=volunteer, page="/kullanicilar/", method="GET")


PART = Part(
    room="accounts",
    make=_make_people,
    order=30,
    sign_ins=tuple(SignIn(role.name, email, PASSWORD) for role, email, _name in PEOPLE),
)
