"""The pages of plans, payments, deliveries and lists: what they do, and what they do not let happen."""

import base64
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from accounts.models import AuditEntry
from aid import services
from aid.models import Aid, AidPlan, AidProof, PaymentList
from aid.states import AidState, ListState
from finance.models import FinanceRecord
from kafkasder.core.days import today
from kafkasder.core.fields import format_date

from ..factories import make_user
from ..finance.rows import box, general
from . import rows
from .clients import address, client_of, taken

pytestmark = pytest.mark.django_db


def drawn(ink: bool = True) -> str:
    picture = Image.new("RGBA", (300, 100))
    if ink:
        ImageDraw.Draw(picture).line((10, 10, 200, 80), fill=(0, 0, 0, 255), width=3)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def photo(name: str = "teslim.jpg") -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "gizli konum"
    file = io.BytesIO()
    Image.new("RGB", (80, 40), "red").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue())


def cash_aid() -> Aid:
    rows.fill(box(), 5_000)
    return rows.make_aid(method="cash", account=box(), amount=Decimal(1_000))


def test_a_plan_of_a_granted_line_begins_with_what_was_granted() -> None:
    application, account = rows.make_granted(), rows.rich_bank()
    clerk = client_of("staff")
    url = f"{address('plan_create')}?istenen={application.asked.get().pk}"
    page = clerk.get(url)
    assert 'value="3.000,00"' in page.content.decode()
    data = {"frequency": "once", "first_month": rows.month().isoformat(), "times": 1, "method": "bank"}
    data |= {"amount": "3.500", "fund": general().pk, "account": account.pk}
    assert "Onaylanandan fazla" in clerk.post(url, data).content.decode()
    answer = clerk.post(url, data | {"amount": "3.000"})
    plan = AidPlan.objects.get()
    assert answer["Location"] == plan.get_absolute_url()
    assert (plan.application, plan.aids.get().amount) == (application, 3_000)
    assert clerk.get(url).status_code == 404  # it has its plan


def test_a_plan_of_a_foreign_household_is_not_begun() -> None:
    confined = make_user("volunteer")
    confined.user_permissions.add(*_verbs("prepare_payments"))
    client = Client()
    client.force_login(confined)
    assert client.get(f"{address('plan_create')}?hane={rows.home().pk}").status_code == 404
    assert client.get(f"{address('plan_create')}?istenen={rows.make_granted().asked.get().pk}").status_code == 404


def _verbs(*names: str) -> Any:
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=names)


def test_cash_is_handed_over_with_a_drawn_signature_and_a_photo_without_its_place() -> None:
    aid, desk = cash_aid(), client_of("accounting")
    url = address("aid_state", aid.pk, "delivered")
    data = {"received_by": "AYŞE ÖRNEK", "day": format_date(today()), "signature": drawn(), "kind": "photo"}
    answer = desk.post(url, data | {"upload": photo()})
    assert answer.status_code == 302, answer.content.decode()
    aid.refresh_from_db()
    assert (aid.state, aid.received_by) == (AidState.DELIVERED, "Ayşe Örnek")
    signature, picture = aid.proofs.order_by("pk")
    assert [signature.kind, picture.kind] == ["signature", "photo"]
    with Image.open(picture.content) as kept:
        assert (kept.size, dict(kept.getexif())) == ((40, 80), {})
    shown = desk.post(address("proof_open", picture.pk))
    assert shown["Content-Type"] == "image/jpeg"
    taken(shown)
    assert AuditEntry.objects.filter(table_name="aid_aidproof", row_pk=str(picture.pk), action="view").exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "tanığı yazın"),
        ({"witness": "Veli Örnek"}, "İmzanın neden alınamadığını"),
        ({"signature": "data:image/png;base64,AAAA"}, "İmza okunamadı"),
        ({"signature": "javascript:alert(1)"}, "İmza okunamadı"),
        ({"signature": drawn(ink=False)}, "İmza boş"),
    ],
)
def test_what_proves_nothing_hands_nothing_over(sent: dict[str, str], told: str) -> None:
    aid = cash_aid()
    data = {"received_by": "Ayşe", "day": format_date(today()), "kind": "photo"} | sent
    answer = client_of("accounting").post(address("aid_state", aid.pk, "delivered"), data)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    aid.refresh_from_db()
    assert (aid.state, AidProof.objects.count()) == (AidState.PLANNED, 0)
    assert not FinanceRecord.objects.filter(source_kind="aid").exists()


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"MZ\x90", b"<?php"])
def test_a_proof_is_a_picture_or_a_paper(content: bytes) -> None:
    aid = cash_aid()
    data = {"received_by": "Ayşe", "day": format_date(today()), "kind": "paper"}
    upload = SimpleUploadedFile("tutanak.pdf", content)
    answer = client_of("accounting").post(address("aid_state", aid.pk, "delivered"), data | {"upload": upload})
    assert answer.status_code == 422
    assert not AidProof.objects.exists()


def test_a_witness_stands_in_for_a_signature() -> None:
    aid = cash_aid()
    data = {"received_by": "Ayşe", "day": format_date(today()), "kind": "photo"}
    data |= {"witness": "Veli Örnek", "note": "Okuma yazması yok"}
    client_of("accounting").post(address("aid_state", aid.pk, "delivered"), data)
    aid.refresh_from_db()
    assert aid.note == "Tanık: Veli Örnek. Okuma yazması yok"


def test_the_paper_says_who_gives_what_to_whom() -> None:
    from ..donations.pdf_text import words_of

    aid = rows.make_aid(method="in_kind", kind="food", amount=None, quantity=Decimal(2), unit="package")
    answer = client_of("staff").post(address("delivery_slip", aid.pk))
    told = words_of(taken(answer))
    for words in ("Ayni yardım teslim belgesi (EK-14)", "Gıda yardımı", "Teslim eden", aid.household.file_number):
        assert words in told
    assert AuditEntry.objects.filter(table_name="aid_aid", row_pk=str(aid.pk), action="export").exists()
    assert client_of("staff").post(address("delivery_slip", rows.make_aid().pk)).status_code == 404


def test_the_desk_shows_what_may_be_handed_over_now_and_what_left_today() -> None:
    aid, desk = cash_aid(), client_of("accounting")
    rows.make_list(method="cash", account=box())  # has not gone out
    page = desk.get(address("desk"), {"account": box().pk}).content.decode()
    assert page.count("Teslim et") >= 1
    assert aid.household.file_number in page
    services.deliver(aid=aid, day=today(), received_by="Ayşe", by=desk.user)  # type: ignore[attr-defined]
    page = desk.get(address("desk"), {"account": box().pk}).content.decode()
    assert "1.000,00" in page
    assert "4.000,00" in page
    assert "4.000,00" not in client_of("staff").get(address("desk"), {"account": box().pk}).content.decode()


def test_a_list_is_made_of_what_the_list_of_households_was_asked_for() -> None:
    for _number in range(2):
        rows.home(neighbourhood="Yenimahalle")
    rows.home(neighbourhood="Yenimahalle", account=False)
    helped = rows.home(neighbourhood="Yenimahalle")
    rows.home(neighbourhood="Kale")
    rows.make_released([helped])
    clerk, account = client_of("staff"), rows.rich_bank()
    url = f"{address('list_of_households', 'odeme-listesi')}?q=yenimahalle&all=1"
    data = {"title": "Kömür", "period": rows.month().isoformat(), "kind": "cash", "method": "bank"}
    data |= {"amount_rule": "per_household", "amount": "1.500", "fund": general().pk, "account": account.pk}
    page = clerk.post(url, data | {"preview": "1"}).content.decode()
    assert "4.500,00" in page
    assert "1 hanenin açık ana banka hesabı yok" in page
    assert PaymentList.objects.count() == 1
    answer = clerk.post(url, data)
    made = PaymentList.objects.latest("pk")
    assert answer["Location"] == made.get_absolute_url()
    assert (made.aids.count(), made.filter) == (3, "q=yenimahalle")
    page = clerk.get(made.get_absolute_url()).content.decode()
    assert "1 hanenin açık ana banka hesabı yok" in page
    assert "1 ödeme" not in clerk.get(f"{made.get_absolute_url()}?durum=hesapsiz").content.decode()


def test_a_list_of_many_asks_no_more_than_a_list_of_one(django_assert_max_num_queries: Any) -> None:
    clerk = client_of("accounting")
    few, many = rows.make_locked([rows.home()]), rows.make_locked([rows.home() for _number in range(4)], kind="rent")
    clerk.get(few.get_absolute_url())
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        clerk.get(few.get_absolute_url())
    with django_assert_max_num_queries(len(asked)):
        clerk.get(many.get_absolute_url())


def test_a_list_tells_what_its_payments_come_to_and_how_many_are_where() -> None:
    payment_list, clerk = rows.make_released([rows.home() for _number in range(4)]), client_of("accounting")
    good, bad, *_waiting = payment_list.aids.order_by("pk")
    given = {"paid": {good.pk: "REF-1"}, "failed": {bad.pk: "Hesap kapalı"}}
    services.reconcile(payment_list=payment_list, day=today(), by=clerk.user, **given)  # type: ignore[attr-defined]

    def shown(narrowed: str) -> Any:
        return clerk.get(f"{payment_list.get_absolute_url()}?durum={narrowed}").context

    figures = shown("")["figures"]
    assert figures == {"count": 4, "total": 6_000, "paid": 1_500, "failed": 1_500, "waiting": 2}
    expected = {"": 4, "sent": 2, "paid": 1, "failed": 1, "ready": 0, "degisen": 0, "hesapsiz": 0, "bilinmeyen": 4}
    for narrowed, count in expected.items():
        page = shown(narrowed)["aids"]
        assert (narrowed, page.paginator.count, len(page)) == (narrowed, count, count)
    assert [tab.count for tab in shown("")["tabs"]] == [4, 2, 1, 1]


def test_nobody_releases_their_own_list_by_any_way() -> None:
    maker = client_of("board")
    payment_list = rows.make_locked(by=maker.user)  # type: ignore[attr-defined]
    data = {"day": format_date(today())}
    assert maker.post(address("list_state", payment_list.pk, "released"), data).status_code == 403
    assert maker.post(address("list_approve", payment_list.pk)).status_code == 403
    page = maker.get(payment_list.get_absolute_url()).content.decode()
    assert "Kendi hazırladığınız" in page
    assert address("list_state", payment_list.pk, "released") not in page
    payment_list.refresh_from_db()
    assert payment_list.state == ListState.LOCKED


def test_who_comes_too_late_is_told_what_became_of_the_list() -> None:
    payment_list, late = rows.make_released(), client_of("board")
    data = {"day": format_date(today())}
    for url in (address("list_state", payment_list.pk, "released"), address("list_approve", payment_list.pk)):
        answer = late.post(url, data, follow=True)
        assert "bu arada değişti; şimdiki durumu: Ödemeye çıktı" in answer.content.decode()
    assert FinanceRecord.objects.filter(source_kind="aid").count() == 1


def test_money_that_is_not_there_is_told_before_and_refused() -> None:
    payment_list = rows.make_locked(account=rows.rich_bank(1_000))
    treasurer = client_of("accounting")
    assert "500,00" in treasurer.get(payment_list.get_absolute_url()).content.decode()
    answer = treasurer.post(address("list_state", payment_list.pk, "released"), {"day": format_date(today())})
    assert answer.status_code == 422


def test_households_that_were_long_not_helped_are_found_by_their_days() -> None:
    rows.make_released([rows.home(neighbourhood="Kale")])
    forgotten, gone = rows.home(neighbourhood="Bağlar"), rows.home(status="archived")
    clerk = client_of("staff")
    page = clerk.get(f"{reverse('beneficiaries:household_list')}?unhelped=90").content.decode()
    assert forgotten.file_number in page
    assert gone.file_number not in page
    assert "Kale" not in page
    assert "90 gündür yardım almamış" in page
    assert "geçerli değil" in clerk.get(f"{reverse('beneficiaries:household_list')}?unhelped=x").content.decode()


def test_a_household_shows_what_it_got_and_only_to_those_who_see_it() -> None:
    payment_list = rows.make_released([household := rows.home()])
    page = client_of("staff").get(household.get_absolute_url()).content.decode()
    assert "1.500,00" in page
    assert "Son yardım" in page
    stranger = client_of("volunteer")
    assert stranger.get(payment_list.aids.get().get_absolute_url()).status_code == 404
    assert stranger.get(payment_list.get_absolute_url()).status_code == 403


def test_proofs_and_papers_of_foreign_households_are_not_there() -> None:
    aid = cash_aid()
    desk = make_user("accounting")
    from aid.services.proving import Proof, hand_over

    hand_over(aid=aid, day=today(), received_by="Ayşe", by=desk, proofs=[Proof("photo", photo())])
    stranger = client_of("volunteer")
    for url in (address("proof_open", aid.proofs.get().pk), address("delivery_slip", aid.pk)):
        assert stranger.post(url).status_code == 404
    assert stranger.post(address("aid_export"), {"form": "csv"}).status_code == 403


@pytest.mark.parametrize("target", ["sent", "paid", "planned", "ready", "x"])
def test_no_address_leads_past_the_states(target: str) -> None:
    payment = rows.make_locked().aids.get()
    answer = client_of("admin").post(address("aid_state", payment.pk, target))
    assert answer.status_code in (403, 404)
    payment.refresh_from_db()
    assert payment.state == AidState.READY


def test_what_is_due_is_made_by_the_worker_once() -> None:
    from aid.jobs_payments import make_what_is_due

    plan = rows.make_plan(frequency="monthly", times=3, first_month=rows.month())
    Aid.objects.all().delete()
    assert make_what_is_due() == 1
    assert make_what_is_due() == 0
    assert plan.aids.get().created_by == plan.created_by
