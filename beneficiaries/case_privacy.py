"""What case files tell the personal data law, and how they are forgotten."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.audit.recording import MASK
from accounts.audit.redacting import deleted_rows
from kafkasder.core.identifiers import format_iban
from privacy.forgotten import FORGOTTEN
from privacy.subjects import Section, keys_in

from .models import BankAccount, Beneficiary, CaseNote, Household, Paper, PaperVersion, PersonConsent, Referral
from .services import delete_files

Keys = dict[str, Iterable[Any]]


def trail_of_case(person: Beneficiary) -> dict[str, list[str]]:
    """Return the tables and keys under which the audit trail tells of a person's case file."""
    rows: tuple[Any, ...] = (
        person.bank_accounts.all(),
        person.papers.all(),
        PaperVersion.objects.filter(paper__person=person),
        person.consents.all(),
        person.case_notes.all(),
        person.referrals.all(),
    )
    return {each.model._meta.db_table: [str(key) for key in each.values_list("pk", flat=True)] for each in rows}


def seen_in_case_files(entries: Any) -> set[int]:
    """Return the people whose account, document or note was looked at; all members where it is the household's."""
    rows: tuple[Any, ...] = (
        BankAccount.objects.filter(pk__in=keys_in(entries, BankAccount)),
        CaseNote.objects.filter(pk__in=keys_in(entries, CaseNote)),
        Paper.objects.filter(versions__in=keys_in(entries, PaperVersion)),
    )
    seen = {pair for each in rows for pair in each.order_by().values_list("household", "person")}
    homes = [home for home, person in seen if person is None]
    people = {person for _home, person in seen if person is not None}
    return people.union(Beneficiary.objects.filter(household__in=homes).values_list("pk", flat=True))


def tell_case(person: Beneficiary, *, clear: bool, sensitive: bool) -> Iterator[Section]:
    """Tell what a person's case file holds; masked what pages mask, unless it may be seen in clear."""
    accounts = BankAccount.objects.filter(person=person).in_order()
    yield Section(_("Banka hesapları"), [_account(each, clear) for each in accounts])
    papers = person.papers.filter(removed_at__isnull=True).order_by("pk")
    yield Section(_("Belgeler"), [(each.get_kind_display(), _joined(each.title, each.note)) for each in papers])
    consents = person.consents.order_by("given_on", "pk")
    yield Section(_("Açık rızalar"), [(each.get_purpose_display(), _consent(each)) for each in consents])
    notes = person.case_notes.order_by("happened_on", "pk")
    yield Section(_("Görüşme notları"), [(str(each), _note(each, sensitive)) for each in notes])
    yield Section(
        _("Kurum yönlendirmeleri"),
        [
            (each.institution, _joined(each.get_kind_display(), each.reason, each.get_state_display(), each.answer))
            for each in person.referrals.order_by("sent_on", "pk")
        ],
    )


def _account(account: BankAccount, clear: bool) -> tuple[str, str]:
    return account.bank, _joined(format_iban(account.iban) if clear else account.masked, account.get_state_display())


def _consent(consent: PersonConsent) -> str:
    given = date_format(consent.given_on, "d.m.Y")
    return _joined(given, consent.get_way_display(), consent.giver, consent.state.label, consent.withdrawn_reason)


def _note(note: CaseNote, sensitive: bool) -> str:
    if note.is_sensitive:
        return note.secret_text if sensitive else MASK
    return note.text


def _joined(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


def forget_case_of_household(household: Household) -> Keys:
    """Take out of a household's case file what tells of anybody; return the traces."""
    return _forget("household_id", household)


def forget_case_of_person(person: Beneficiary) -> Keys:
    """Do the same for what is kept about one person."""
    traces = _forget("person_id", person)
    consents = PersonConsent.objects.filter(person=person)
    traces[PersonConsent._meta.db_table] = [*consents.values_list("pk", flat=True)]
    consents.update(guardian=None, guardian_name="", note="", evidence=None)
    consents.exclude(withdrawn_reason="").update(withdrawn_reason=FORGOTTEN)
    PersonConsent.objects.filter(guardian=person).update(guardian=None)
    return traces


def _forget(column: str, owner: Any) -> Keys:
    of = {column: owner.pk}
    accounts, papers = BankAccount.objects.filter(**of), Paper.objects.filter(**of)
    notes, referrals = CaseNote.objects.filter(**of), Referral.objects.filter(**of)
    versions = PaperVersion.objects.filter(paper__in=papers)
    traces: Keys = {
        BankAccount._meta.db_table: [*accounts.values_list("pk", flat=True)],
        Paper._meta.db_table: [*papers.values_list("pk", flat=True)],
        PaperVersion._meta.db_table: [*versions.values_list("pk", flat=True), *_deleted_versions(papers)],
        CaseNote._meta.db_table: [
            *notes.values_list("pk", flat=True),
            *deleted_rows(CaseNote._meta.db_table, column, owner.pk),
        ],
        Referral._meta.db_table: [*referrals.values_list("pk", flat=True)],
    }
    for account in accounts:
        _blank_account(account)
    for paper in papers:
        delete_files(paper)
    papers.update(title="", note="")
    papers.exclude(removed_reason="").update(removed_reason=FORGOTTEN)
    notes.delete()
    referrals.update(contact="", reason=FORGOTTEN, answer="")
    referrals.exclude(without_consent="").update(without_consent=FORGOTTEN)
    return traces


def _deleted_versions(papers: Any) -> Iterator[Any]:
    for key in papers.values_list("pk", flat=True):
        yield from deleted_rows(PaperVersion._meta.db_table, "paper_id", key)


def _blank_account(account: BankAccount) -> None:
    account.iban = account.holder_name = account.holder_relation = account.holder_reason = account.note = ""
    account.is_primary, account.state, account.state_reason = False, "closed", ""
    account.save()
