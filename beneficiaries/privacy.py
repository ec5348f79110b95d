"""What the registry tells the room of the personal data law about its people."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit.recording import MASK
from kafkasder.core.identifiers import format_phone, mask_identity_number, mask_phone
from kafkasder.core.identifiers import mask_document_number as mask_document
from kafkasder.core.lists import List
from kafkasder.core.money import format_money
from privacy.models import Audience
from privacy.subjects import SUBJECTS, Section, Subject, keys_in

from . import policy
from .case_privacy import seen_in_case_files, tell_case, trail_of_case
from .forms import SensitiveForm
from .models import Beneficiary, Household, HouseholdMove, IdentityDocument, SensitiveRecord, StateChange
from .querysets import sees_all
from .states import PersonStatus

PERSON = "beneficiary"


def register() -> None:
    SUBJECTS.add(
        Subject(
            key=PERSON,
            label=_("Kişi"),
            plural=_("Kişiler"),
            audience=Audience.BENEFICIARY,
            model=Beneficiary,
            name="full_name",
            order_by="name_key",
            visible_to=lambda viewer: Beneficiary.objects.visible_to(viewer),
            search=lambda rows, text: rows.search(text),
            concerned=lambda rows: rows.filter(status=PersonStatus.ACTIVE),
            sections=tell_about,
            trail=trail_of,
            seen_in=_seen_in,
            listing=_list_of_people,
            phone="phone",
            email="email",
            alike=sees_all,
            prepare=lambda rows: rows.select_related("household"),
            detail=lambda person: person.household.file_number,
            verb="beneficiaries.view_beneficiary",
            order=10,
        )
    )


def _list_of_people() -> List:
    from .lists import PEOPLE

    return PEOPLE


def _seen_in(entries: Any) -> list[int]:
    """Whoever was looked at, whose document was, and the members of a household whose phone was."""
    people = {*keys_in(entries, Beneficiary), *keys_in(entries, SensitiveRecord)}
    documents = IdentityDocument.objects.filter(pk__in=keys_in(entries, IdentityDocument))
    members = Beneficiary.objects.filter(household__in=keys_in(entries, Household))
    people |= seen_in_case_files(entries)
    return sorted(people.union(documents.values_list("person", flat=True), members.values_list("pk", flat=True)))


def trail_of(person: Beneficiary) -> dict[str, list[str]]:
    """Return the tables and keys under which the audit trail tells of a person alone."""
    rows: list[tuple[type[Model], Any]] = [
        (IdentityDocument, person.documents),
        (StateChange, person.state_changes),
        (HouseholdMove, person.moves),
    ]
    found = {model._meta.db_table: [str(key) for key in keys.values_list("pk", flat=True)] for model, keys in rows}
    own = [str(person.pk)]
    return {Beneficiary._meta.db_table: own, SensitiveRecord._meta.db_table: own, **found, **trail_of_case(person)}


def tell_about(person: Beneficiary, viewer: Any) -> Iterator[Section]:
    """Tell all that the registry keeps about a person; what pages mask in clear only for who may see it so."""
    yield _identity(person, clear=policy.can_reveal(viewer, person).allowed)
    yield _life(person)
    yield from _documents(person, clear=policy.can_reveal(viewer, person).allowed)
    yield from _sensitive(person, clear=policy.can_view_sensitive(viewer, person).allowed)
    yield _household(person, clear=policy.can_reveal(viewer, person.household).allowed)
    yield from tell_case(
        person,
        clear=policy.can_reveal(viewer, person).allowed,
        sensitive=policy.can_view_sensitive(viewer, person).allowed,
    )
    yield _steps(person)


def _identity(person: Beneficiary, *, clear: bool) -> Section:
    return Section(
        _("Kimlik ve iletişim"),
        [
            (_("Ad"), person.first_name),
            (_("Soyad"), person.last_name),
            (_("Önceki soyadı"), person.previous_last_name),
            (_("Baba adı"), person.father_name),
            (_("Anne adı"), person.mother_name),
            (_("Kimlik no"), person.identity_number if clear else mask_identity_number(person.identity_number)),
            (_("Kimlik no neden yok"), person.get_no_identity_reason_display()),
            (_("Doğum tarihi"), person.birth_date),
            (_("Doğum yılı"), person.birth_year),
            (_("Cinsiyet"), person.get_gender_display()),
            (_("Uyruk"), person.get_nationality_display()),
            (_("Telefon"), format_phone(person.phone) if clear else mask_phone(person.phone)),
            (_("E-posta"), person.email),
        ],
    )


def _life(person: Beneficiary) -> Section:
    return Section(
        _("Yaşam"),
        [
            (_("Hukuki durum"), person.get_legal_status_display()),
            (_("Medeni hâl"), person.get_marital_status_display()),
            (_("Yetimlik"), person.get_orphan_type_display()),
            (_("Öğrenim"), person.get_education_display()),
            (_("Çalışma durumu"), person.get_work_display()),
            (_("Meslek"), person.occupation),
            (_("Sosyal güvence"), person.get_social_security_display()),
            (_("Durum"), person.get_status_display()),
            (_("Durum nedeni"), person.status_reason),
            (pgettext_lazy("day of registration", "Kayıt"), person.created_at),
            (_("Son değişiklik"), person.updated_at),
        ],
    )


def _documents(person: Beneficiary, *, clear: bool) -> Iterator[Section]:
    for document in person.documents.order_by("kind", "pk"):
        yield Section(
            document.get_kind_display(),
            [
                (_("Belge no"), document.number if clear else mask_document(document.number)),
                (_("Veren ülke"), document.get_country_display()),
                (_("Veriliş tarihi"), document.issued_on),
                (_("Geçerlilik sonu"), document.expires_on),
            ],
        )


def _sensitive(person: Beneficiary, *, clear: bool) -> Iterator[Section]:
    record = SensitiveRecord.objects.filter(person=person).first()
    if record is None:
        return
    form = SensitiveForm(instance=record)
    rows = [(str(form.fields[name].label), form.in_words(name, getattr(record, name))) for name in form.Meta.fields]
    yield Section(_("Hassas bilgiler"), rows if clear else [(label, MASK) for label, value in rows if value])


def _household(person: Beneficiary, *, clear: bool) -> Section:
    household = person.household
    place = ", ".join(str(each) for each in (household.province, household.district) if each)
    budget = [
        (f"{line.get_kind_display()}: {line.source_label}", format_money(line.amount, line.currency))
        for line in household.budget_lines.in_order()
    ]
    return Section(
        _("Hane"),
        [
            (_("Dosya no"), household.file_number),
            (_("Yakınlık"), person.get_relation_display()),
            (_("İl, ilçe"), place),
            (_("Mahalle"), household.neighbourhood),
            (_("Açık adres"), household.address),
            (_("Hane telefonu"), format_phone(household.phone) if clear else mask_phone(household.phone)),
            (_("Konut"), household.get_housing_display()),
            (_("Notlar"), household.notes),
            *budget,
        ],
    )


def _steps(person: Beneficiary) -> Section:
    states = dict(PersonStatus.choices)
    changes = [
        (change.created_at.isoformat(timespec="seconds"), f"{states[change.source]} → {states[change.target]}")
        for change in person.state_changes.order_by("pk")
    ]
    moves = [(move.moved_on.isoformat(), f"{move.source} → {move.target}") for move in person.moves.order_by("pk")]
    return Section(_("Durum değişiklikleri ve taşınmalar"), [*changes, *moves])
