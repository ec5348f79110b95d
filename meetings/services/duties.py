"""Duties: found by their sources, written down by hand, given to somebody, done with proof, and reminded of."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kafkasder.core.days import today
from kafkasder.core.deadlines import SOURCES, Found, Source
from kafkasder.core.files import clean_name, type_of
from kafkasder.core.locks import lock, lock_named

from .. import policy
from ..choices import TermKey
from ..models import LegalDuty
from ..own_duties import BY_HAND
from ..states import DUTY_STATES, DutyState
from ..terms import terms
from .duty_telling import tell_due, tell_given

_LONGEST_TITLE = 200
_OLD = timedelta(days=30)  # what was due longer ago when it is first found was done before the panel knew of it
_STATE = ("state", "state_reason", "state_at", "done_on", "updated_at")


@transaction.atomic
def refresh_duties() -> int:
    """Bring the calendar in step with what the rooms find; return how many duties are new. It may run twice at once."""
    lock_named("legal duties")
    return sum(_refresh(source, terms()) for source in SOURCES.values())


def _refresh(source: Source, lengths: dict[str, int]) -> int:
    known = {each.cause: each for each in LegalDuty.objects.filter(kind=source.key).exclude(cause="")}
    found = {each.cause: (each, due) for each in source.find(today()) if (due := _due(each, lengths)) is not None}
    unknown = [pair for cause, pair in found.items() if cause not in known]
    new = [_new(source, each, due, lengths) for each, due in unknown if due >= today() - _OLD]
    _give(new, source.verb)
    for duty in new:
        duty.save(force_insert=True)
    for cause, duty in known.items():
        if cause not in found:
            _let_go(duty)
        elif duty.is_open or _was_let_go(duty):
            _move(duty, *found[cause], lengths)
    return len(new)


def _due(found: Found, lengths: dict[str, int]) -> date | None:
    if found.due_on is not None:
        return found.due_on
    days = lengths.get(found.term)
    return None if found.happened_on is None or days is None else found.happened_on + timedelta(days=days)


def _new(source: Source, found: Found, due: date, lengths: dict[str, int]) -> LegalDuty:
    kind, pk = found.pointer or ("", None)
    return LegalDuty(
        kind=source.key,
        cause=found.cause,
        verb=source.verb,
        title=found.title[:_LONGEST_TITLE],
        basis=str(source.basis),
        due_on=due,
        warn_on=_warn(found, due, lengths),
        reference_kind=kind,
        reference_pk=pk,
        owner_id=found.owner_pk,
    )


def _give(duties: list[LegalDuty], verb: str) -> None:
    """Leave new duties with those whom their source names, if these may mind them."""
    named = {duty.owner_id for duty in duties} - {None}
    fit = set(policy.duty_owners(verb).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    for duty in duties:
        if duty.owner_id not in fit:
            duty.owner_id = None


def _warn(found: Found, due: date, lengths: dict[str, int]) -> date:
    before = timedelta(days=lengths.get(TermKey.WARN_BEFORE, 0))
    return min(found.warn_on or due - before, due)


def _move(duty: LegalDuty, found: Found, due: date, lengths: dict[str, int]) -> None:
    """Give an open duty its new day and name, if they changed."""
    former = (duty.title, duty.due_on)
    duty.title, duty.due_on = found.title[:_LONGEST_TITLE], due
    is_back = not duty.is_open
    if (duty.title, duty.due_on) != former or is_back:
        duty.warn_on = _warn(found, due, lengths)
        duty.state, duty.state_reason = DutyState.OPEN, ""
        duty.save(update_fields=["title", "due_on", "warn_on", "state", "state_reason", "updated_at"])


def _was_let_go(duty: LegalDuty) -> bool:
    """Whether the panel dropped it: people give a reason."""
    return duty.state == DutyState.DROPPED and not duty.state_reason


def _let_go(duty: LegalDuty) -> None:
    """Drop what its source does not give any more; what was done stays done."""
    if duty.is_open:
        duty.state, duty.state_reason, duty.state_at = DutyState.DROPPED, "", timezone.now()
        duty.save(update_fields=_STATE)


@transaction.atomic
def add_duty(*, duty: LegalDuty, by: Any) -> LegalDuty:
    """Write down a duty that nothing in the panel tells of, such as a change of the organs."""
    policy.can_manage_duties(by).require()
    if duty.kind not in BY_HAND:
        duty.kind = "other"
    _require_owner(duty)
    duty.save(force_insert=True)
    tell_given(duty, by)
    return duty


@transaction.atomic
def give_duty(*, duty: LegalDuty, owner: Any, warn_on: date, by: Any) -> LegalDuty:
    """Say who minds a duty, and from when on they are reminded."""
    duty = lock(duty, by)
    policy.can_change_duty(by, duty).require()
    if warn_on > duty.due_on:
        raise ValidationError({"warn_on": _("Hatırlatma, son günden sonra başlayamaz.")}, code="warned_late")
    is_given = owner is not None and owner.pk != duty.owner_id
    duty.owner, duty.warn_on = owner, warn_on
    if is_given:
        _require_owner(duty)
    duty.save(update_fields=["owner", "warn_on", "updated_at"])
    if is_given:
        tell_given(duty, by)
    return duty


@transaction.atomic
def complete_duty(
    *, duty: LegalDuty, done_on: date, by: Any, note: str = "", upload: UploadedFile | None = None
) -> LegalDuty:
    """Say that a duty was done, with a note or a file that proves it."""
    duty = lock(duty, by)
    policy.can_complete_duty(by, duty).require()
    DUTY_STATES.require(duty.state, DutyState.DONE, "")
    if done_on > today():
        raise ValidationError({"done_on": _("Yapıldığı gün ileride olamaz.")}, code="not_yet")
    if not note.strip() and upload is None:
        raise ValidationError({"note": _("Yapıldığını gösteren bir not ya da dosya ekleyin.")}, code="no_proof")
    duty.state, duty.state_reason, duty.state_at = DutyState.DONE, "", timezone.now()
    duty.done_on, duty.proof_note = done_on, note.strip()
    if upload is None:
        duty.save(update_fields=[*_STATE, "proof_note"])
        return duty
    duty.proof_type, duty.proof_name = type_of(upload), clean_name(upload.name or "")
    duty.proof.save(duty.proof_name, upload, save=False)
    try:
        duty.save(update_fields=[*_STATE, "proof_note", "proof", "proof_name", "proof_type"])
    except Exception:
        duty.proof.delete(save=False)  # nothing points at it
        raise
    return duty


@transaction.atomic
def change_duty_state(*, duty: LegalDuty, target: str, by: Any, reason: str = "") -> LegalDuty:
    """Drop a duty that is none, or open one again; its former proof then goes."""
    duty = lock(duty, by)
    policy.can_manage_duties(by).require()
    DUTY_STATES.require(duty.state, target, reason)
    if target == DutyState.DONE:
        raise ValidationError(_("Yapıldığını gösteren bir not ya da dosya ekleyin."), code="no_proof")
    place, storage = str(duty.proof.name or ""), duty.proof.storage
    duty.state, duty.state_reason, duty.state_at = target, reason.strip(), timezone.now()
    duty.done_on, duty.proof_note, duty.proof_name, duty.proof_type = None, "", "", ""
    duty.proof = ""  # type: ignore[assignment]
    duty.save(update_fields=[*_STATE, "proof", "proof_note", "proof_name", "proof_type"])
    if place:
        transaction.on_commit(partial(storage.delete, place))
    return duty


def remind_of_duties() -> int:
    """Remind of what is due: when its time begins, a week before, on its day, and every week that it is late."""
    due = LegalDuty.objects.filter(state=DutyState.OPEN, warn_on__lte=today()).select_related("owner").order_by("pk")
    return sum(tell_due(duty, _stage(duty)) for duty in due)


def _stage(duty: LegalDuty) -> str:
    left = (duty.due_on - today()).days
    if left < 0:
        return f"late {(-left - 1) // 7}"
    return "day" if left == 0 else "week" if left <= 7 else "begin"


def _require_owner(duty: LegalDuty) -> None:
    if duty.owner_id and not policy.duty_owners(duty.verb).filter(pk=duty.owner_id).exists():
        raise ValidationError({"owner": _("Bu kişi bu yükümlülüğü göremez.")}, code="not_owner")
