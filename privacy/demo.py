"""The demo's example data: an invented notice, requests that nobody made, and a drill."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts import audit

from .models import Audience, Breach, Channel, DataRequest, NoticeDelivery, NoticeVersion
from .models.breaches import DataKind
from .models.requests import IdentityCheck, RequestChannel, RequestKind
from .services import breaches, notices, requests
from .states import BreachState, RequestState
from .subjects import SUBJECTS

TEXT = """Örnek metin: gerçek bir derneğin metni değildir, hukukçunuzla kendi metninizi yazın.

Veri sorumlusu: Örnek Yardım Derneği.
Amaç: Yardım başvurunuzu değerlendirmek, yardımı ulaştırmak ve yasal kayıtları tutmak.
Aktarım: Yasanın gerektirdiği kurumlar dışında kimseye aktarılmaz.
Yöntem ve hukuki sebep: Görüşme ve formla; hukuki yükümlülük, meşru menfaat, sağlık verisi için açık rıza.
Haklarınız: 6698 sayılı Kanunun 11. maddesindeki haklarınız için derneğe başvurabilirsiniz; 30 gün içinde yanıtlanır."""
INFORMED = 300


def make_demo() -> None:
    """Write a text and give it to the first people; record two requests, one close to its last day, and a drill."""
    by = next(user for user in get_user_model().objects.order_by("pk") if user.has_perm("privacy.answer_request"))
    with audit.acting(user=by, source="system"):
        for audience in (Audience.BENEFICIARY, Audience.USER):
            _inform(_write(audience, by), by)
        _make_requests(by)
        _make_drill(by)


def _write(audience: Audience, by: Any) -> NoticeVersion:
    valid_from = timezone.localdate() - timedelta(days=200)
    return notices.write_notice(version=NoticeVersion(audience=audience, text=TEXT, valid_from=valid_from), by=by)


def _inform(version: NoticeVersion, by: Any) -> None:
    for kind in SUBJECTS.values():
        if kind.audience == version.audience:
            people = kind.concerned(kind.model._default_manager.all()).order_by("pk").values_list("pk", flat=True)
            delivery = NoticeDelivery(version=version, channel=Channel.FORM, note="Örnek veri")
            notices.record_delivery(kind=kind, people=people[:INFORMED], delivery=delivery, by=by)


def _make_requests(by: Any) -> None:
    today = timezone.localdate()
    near = DataRequest(
        kind=RequestKind.ACCESS,
        applicant="Örnek Başvuran",
        channel=RequestChannel.PETITION,
        received_on=today - timedelta(days=26),
        responsible=by,
        summary="Örnek veri: Hakkımda hangi bilgilerin tutulduğunu öğrenmek istiyorum.",
    )
    requests.record_request(request=near, by=by)
    requests.check_identity(request=near, how=IdentityCheck.DOCUMENT, by=by)
    requests.change_state(request=near, target=RequestState.WORK, by=by)
    fresh = DataRequest(
        kind=RequestKind.CORRECTION,
        channel=RequestChannel.IN_PERSON,
        received_on=today - timedelta(days=3),
        summary="Örnek veri: Telefon numaram değişti, düzeltilsin.",
        applicant="Örnek Kişi",
    )
    requests.record_request(request=fresh, by=by)


def _make_drill(by: Any) -> None:
    learned = timezone.now() - timedelta(days=40)
    drill = Breach(
        title="Tatbikat: kaybolan dizüstü bilgisayar",
        happened_at=learned - timedelta(hours=5),
        learned_at=learned,
        data_kinds=[DataKind.IDENTITY, DataKind.CONTACT],
        description="Örnek veri: gerçek bir ihlal değildir. Kimin ne yapacağı denendi.",
        measures="Örnek veri: Oturumlar kapatıldı, disk şifresi doğrulandı.",
        is_drill=True,
    )
    breaches.save_breach(breach=drill, by=by)
    breaches.notify_authority(breach=drill, at=learned + timedelta(hours=20), late_because="", by=by)
    breaches.change_state(breach=drill, target=BreachState.CLOSED, reason="Tatbikat bitti", by=by)
