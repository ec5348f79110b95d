"""What the personal data law is told of aid, and how it is forgotten: the words go, the books stay."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry
from aid import services
from aid.models import Aid, AidApplication, AidDecision, HomeVisit, NeedScore, StageStep
from aid.retention import AID, APPLICATION, SCORE, VISIT
from aid.services import proving
from beneficiaries.models import Household, SensitiveRecord
from finance.models import FinanceRecord
from finance.verifying import verify
from kafkasder.core.days import today
from privacy.retention import KINDS, along_with
from privacy.services.dossier import gather
from privacy.services.forgetting import forget
from privacy.subjects import SUBJECTS

from ..factories import make_person, make_user
from ..finance.rows import box
from . import rows
from .matrix_assessment import picture

pytestmark = pytest.mark.django_db

SECRETS = ("Fatma", "Gizli")


@pytest.fixture
def household() -> Household:
    """A household with all that the room can keep of one, every text of which names somebody."""
    home = rows.home()
    clerk, board = make_user("staff"), make_user("board")
    head = make_person(household=home, first_name="Ayşe")
    SensitiveRecord.objects.create(person=head, health_flags="disabled")
    application = rows.make_application(by=clerk, household=home, description="Fatma hasta", notes="Gizli not")
    rows.ask(application, by=clerk, kind="food", amount=None, quantity=Decimal(1), unit="package", note="Fatma için")
    services.change_stage(application=application, target="submitted", by=clerk)
    services.change_stage(application=application, target="missing_docs", by=clerk, reason="Fatma'nın kimliği yok")
    rows.ask_paper(application)
    services.receive_paper(paper=application.papers.get(), by=clerk)
    services.change_stage(application=application, target="in_review", by=clerk)
    visit = rows.make_visit(home)
    services.add_photos(visit=visit, uploads=[picture("Fatma.jpg")], by=clerk)
    services.write_visit(
        visit=visit, visited_on=today(), by=clerk, findings="Fatma evde", needs="Gizli", advice="help", met="Fatma"
    )
    application.refresh_from_db()
    services.decide(application=application, kind="approved", reason="Fatma çok zorda", by=board)
    rows.fill(box(), 7000)
    aid = rows.make_aid(home, method="cash", account=box(), amount=Decimal(900))
    proof = proving.Proof("paper", picture("Fatma-imza.jpg"))
    proving.hand_over(aid=aid, day=today(), received_by="Fatma Örnek", by=make_user("accounting"), proofs=[proof])
    return home


def words_of(home: Household) -> str:
    """Everything that the room's tables hold of it, and what the trail tells."""
    told = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'aid\\_%' AND schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT to_jsonb(each)::text FROM "{table}" AS each')
            told += [row for (row,) in cursor.fetchall()]
    trail = AuditEntry.objects.filter(table_name__startswith="aid_").values_list("changes", "row_label", "reason")
    return f"{told}{list(trail)}"


def test_a_dossier_tells_of_everything(household: Household) -> None:
    admin, person = make_user("admin"), household.members.get(first_name="Ayşe")
    told = str(gather(SUBJECTS["beneficiary"], person, by=admin, reason="Başvuru").as_json())
    for words in (
        *("Fatma hasta", "Gizli not", "Fatma çok zorda", "Fatma evde", "Fatma.jpg", "Fatma Örnek", "900,00"),
        "1 engelli (en az 1): 15 puan",
    ):
        assert words in told, words
    of_user = gather(SUBJECTS["user"], HomeVisit.objects.get().visitor, by=admin, reason="Başvuru")
    assert "Yaptığı hane ziyaretleri" in {str(title) for title, _rows in of_user.sections}


def test_health_is_told_to_those_alone_who_may_read_it(household: Household) -> None:
    reader = make_user("auditor")
    from aid.privacy import tell_about

    told = str([list(each.rows) for each in tell_about(household.members.get(first_name="Ayşe"), reader)])
    assert "engelli" not in told
    assert "sağlıkla ilgili nedenler" in told


def test_a_destroyed_household_takes_all_words_along_and_leaves_the_books(
    household: Household, django_capture_on_commit_callbacks: Any
) -> None:
    aid, visit = Aid.objects.get(), HomeVisit.objects.get()
    files = [str(visit.photos.get().content.name), str(aid.proofs.get().content.name)]
    assert all(default_storage.exists(name) for name in files)
    assert all(words in words_of(household) for words in SECRETS)
    Household.objects.filter(pk=household.pk).update(status="archived", status_reason="Kapandı")
    household.refresh_from_db()
    kind = KINDS["household"]
    assert {APPLICATION, VISIT, SCORE, AID} <= {key for key, _row in along_with(kind, household)}
    with django_capture_on_commit_callbacks(execute=True):
        forget(kind, household)
    left = words_of(household)
    assert not any(words in left for words in SECRETS)
    assert not any(default_storage.exists(name) for name in files)
    aid.refresh_from_db()
    assert (aid.state, aid.amount, aid.given_on) == ("delivered", 900, today())
    assert FinanceRecord.objects.get(source_kind="aid").amount == 900
    assert verify() == {}
    score = NeedScore.objects.get()
    assert score.points > 0
    assert not score.details
    application = AidApplication.objects.get()
    assert application.destroyed_at is not None
    forget(kind, household)  # a backup brought it back


def test_pages_of_what_was_destroyed_still_open(household: Household, client: Client) -> None:
    Household.objects.filter(pk=household.pk).update(status="archived", status_reason="Kapandı")
    household.refresh_from_db()
    forget(KINDS["household"], household)
    client.force_login(make_user("board"))
    application, visit, score = AidApplication.objects.get(), HomeVisit.objects.get(), NeedScore.objects.get()
    for address in (
        *(household.get_absolute_url(), application.get_absolute_url(), visit.get_absolute_url()),
        *(Aid.objects.get().get_absolute_url(), f"/yardim/puanlar/{score.pk}/", f"/haneler/{household.pk}/puanlar/"),
    ):
        assert client.get(address).status_code == 200, address
    assert client.post(f"/yardim/ziyaretler/{visit.pk}/fotograflar/", {"camera": [picture()]}).status_code == 403
    with pytest.raises(PermissionDenied, match="yeniden açılmaz"):
        services.change_stage(application=application, target="draft", by=make_user("board"), reason="x")


def test_texts_go_in_no_other_way(household: Household) -> None:
    for change in (
        lambda: NeedScore.objects.update(details=""),
        lambda: AidDecision.objects.update(reason="x"),
        lambda: StageStep.objects.update(reason="x"),
        lambda: Aid.objects.update(received_by="x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_whoever_forgets_changes_nothing_else(household: Household) -> None:
    from aid.retention import forgetting

    for change in (
        lambda: NeedScore.objects.update(details="", points=1),
        lambda: AidDecision.objects.update(kind="waiting"),
        lambda: StageStep.objects.update(target="draft"),
        lambda: Aid.objects.update(received_by="x", amount=1),
        lambda: NeedScore.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), forgetting():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedScore.objects.update(details="")  # the block is over


@pytest.mark.parametrize("key", [APPLICATION, VISIT, SCORE, AID])
def test_each_kind_is_due_in_its_time_and_once(household: Household, key: str) -> None:
    kind = KINDS[key]
    assert kind.due is not None
    AidApplication.objects.filter(stage="approved").update(stage="completed")
    assert not kind.due(timezone.now() - timedelta(days=1)).exists()
    later = timezone.now() + timedelta(days=1)
    for row in kind.due(later):
        forget(kind, row)
    assert not kind.due(later).exists()
