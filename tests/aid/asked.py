"""What the room's services are given by somebody who may do nothing; the rows are made when it is called."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from aid.models import BankTemplate, NeedScore, ScoreRule, ScoreRuleSet
from aid.services.proving import Proof
from aid.states import Stage
from beneficiaries.models import Household
from kafkasder.core.days import today

from ..beneficiaries.case_rows import photo
from ..factories import make_user
from . import rows

REASON = "Komisyon için"


def _asked() -> Any:
    return rows.make_application().asked.get()


def _score() -> NeedScore:
    from aid import services

    return services.score(household=rows.home(), by=make_user("staff"))


def _draft() -> ScoreRuleSet:
    from aid import services

    return services.draft_rules(by=make_user("board"))


def _planned_goods() -> Any:
    return rows.make_aid(method="in_kind", kind="food", amount=None, quantity=1, unit="package")


def _delivered() -> Any:
    from aid import services

    aid = _planned_goods()
    return services.deliver(aid=aid, day=today(), received_by="Ayşe Örnek", by=make_user("staff"))


def _proof() -> Proof:
    return Proof("photo", SimpleUploadedFile("foto.jpg", photo()))


def _photo() -> Any:
    from aid.services.photos import add_photos

    visit = rows.make_visit()
    uploads = [SimpleUploadedFile("foto.jpg", photo())]
    return add_photos(visit=visit, uploads=uploads, by=visit.visitor)[0]


def _handing(aid: Any) -> dict[str, Any]:
    return {"aid": aid, "day": today(), "received_by": "Biri"}


def _stored_proof() -> Any:
    from aid.services.proving import add_proof

    return add_proof(aid=_delivered(), proof=_proof(), by=make_user("staff"))


CALLS: dict[str, Callable[[], dict[str, Any]]] = {
    "aid.applications.ask_paper": lambda: {
        "paper": rows.AskedDocument(kind="income"),
        "application": rows.make_application(),
    },
    "aid.applications.change_stage": lambda: {"application": rows.make_application(), "target": Stage.SUBMITTED},
    "aid.applications.receive_paper": lambda: {"paper": rows.ask_paper(rows.make_application())},
    "aid.applications.remove_asked": lambda: {"asked": _asked()},
    "aid.applications.remove_paper": lambda: {"paper": rows.ask_paper(rows.make_application())},
    "aid.applications.save_application": lambda: {"application": rows.new_application()},
    "aid.applications.save_asked": lambda: {
        "asked": rows.AskedAid(kind="food", quantity=1, unit="package"),
        "application": rows.make_application(),
    },
    "aid.applications_import.import_application": lambda: {
        "application": rows.new_application(),
        "asked": [],
        "stage": Stage.SUBMITTED,
        "stage_on": today(),
    },
    "aid.applications_reading.open_score": lambda: {"score": _score(), "reason": REASON},
    "aid.applications_reading.reveal_phone": lambda: {"application": rows.make_application(), "reason": REASON},
    "aid.assessing.cancel_visit": lambda: {"visit": rows.make_visit(), "reason": REASON},
    "aid.assessing.correct_visit": lambda: {"visit": rows.make_written_visit(), "reason": REASON},
    "aid.assessing.discard_rules": lambda: {"rules": _draft()},
    "aid.assessing.draft_rules": dict,
    "aid.assessing.plan_visit": lambda: {
        "visit": rows.HomeVisit(household=rows.home(), planned_for=today(), visitor=make_user("staff"))
    },
    "aid.assessing.release_rules": lambda: {"rules": _draft()},
    "aid.assessing.remove_rule": lambda: {"rule": _draft().rules.first()},
    "aid.assessing.save_rule": lambda: {"rule": ScoreRule(factor="no_income", points=1), "rules": _draft()},
    "aid.assessing.score": lambda: {"household": rows.home()},
    "aid.assessing.write_visit": lambda: {"visit": rows.make_visit(), "visited_on": today()},
    "aid.decisions.decide": lambda: {
        "application": rows.make_application(Stage.REVIEW),
        "kind": "approved",
        "reason": REASON,
    },
    "aid.decisions.decide_many": lambda: {
        "applications": [rows.make_application(Stage.REVIEW)],
        "kind": "approved",
        "reason": REASON,
    },
    "aid.decisions.vote": lambda: {"application": rows.make_application(Stage.COMMITTEE), "vote": "for"},
    "aid.giving.cancel": lambda: {"aid": _planned_goods(), "reason": REASON},
    "aid.giving.change_plan_state": lambda: {"plan": rows.make_plan(), "target": "paused", "reason": REASON},
    "aid.giving.deliver": lambda: _handing(_planned_goods()),
    "aid.giving.save_plan": lambda: {"plan": rows.new_plan()},
    "aid.giving.set_ready": lambda: {"aid": _planned_goods(), "target": "ready"},
    "aid.giving.take_back": lambda: {"aid": _delivered(), "day": today(), "reason": REASON},
    "aid.lists.cancel_list": lambda: {"payment_list": rows.make_list(), "reason": REASON},
    "aid.lists.empty_list": lambda: {"payment_list": rows.make_list()},
    "aid.lists.fill_by_filter": lambda: {
        "payment_list": rows.make_list(),
        "households": Household.objects.all(),
    },
    "aid.lists.fill_by_plans": lambda: {"payment_list": rows.make_plan_list()},
    "aid.lists.follow_up": lambda: {"payment_list": rows.make_released()},
    "aid.lists.lock_list": lambda: {"payment_list": rows.make_list()},
    "aid.lists.save_list": lambda: {"payment_list": rows.new_list()},
    "aid.lists.take_off": lambda: {"aid": rows.make_list().aids.get()},
    "aid.lists.unlock_list": lambda: {"payment_list": rows.make_locked(), "reason": REASON},
    "aid.paying.all_paid": lambda: {"payment_list": rows.make_released()},
    "aid.paying.approve_list": lambda: {"payment_list": rows.make_locked()},
    "aid.paying.close_list": lambda: {"payment_list": rows.make_released()},
    "aid.paying.reconcile": lambda: {
        "payment_list": rows.make_released(),
        "paid": {},
        "failed": {},
        "day": today(),
    },
    "aid.paying.release_list": lambda: {"payment_list": rows.make_locked(), "day": date(2026, 11, 1)},
    "aid.photos.add_photos": lambda: {
        "visit": rows.make_visit(),
        "uploads": [SimpleUploadedFile("foto.jpg", photo())],
    },
    "aid.photos.mark_photo": lambda: {"photo": _photo(), "people": [], "is_for_publication": False},
    "aid.photos.open_photo": lambda: {"photo": _photo()},
    "aid.photos.remove_photo": lambda: {"photo": _photo()},
    "aid.proving.add_proof": lambda: {"aid": _delivered(), "proof": _proof()},
    "aid.proving.hand_over": lambda: _handing(_planned_goods()),
    "aid.proving.open_proof": lambda: {"proof": _stored_proof()},
    "aid.releasing.order_release": lambda: {"payment_list": rows.make_locked(), "day": today()},
    "aid.settings.remove_template": lambda: {"template": BankTemplate.objects.first()},
    "aid.settings.save_days": lambda: {"days": {Stage.REVIEW: 3}},
    "aid.settings.save_template": lambda: {"template": BankTemplate(name="Deneme", columns=[{"field": "iban"}])},
}
# These ask nobody: what calls them did, or they keep to the rows that somebody may change.
PARTS = {
    "aid.applications.step",
    "aid.applications.wrote",
    "aid.applications_bulk.change_applications",
    "aid.applications_bulk.changeable",
    "aid.applications_bulk.decidable",
    "aid.applications_bulk.decide_portion",
    "aid.applications_bulk.own_ones",
    "aid.applications_bulk.preview",
    "aid.applications_bulk.undo_change_of_applications",
    "aid.assessing.score_now",
    "aid.giving.aid_of",
    "aid.giving.fail",
    "aid.giving.finish",
    "aid.giving.finish_plan",
    "aid.giving.lock_with_list",
    "aid.giving.make_due",
    "aid.paying.require_others_looked",
    "aid.paying.require_releasable",
    "aid.telling.tell_assigned",
    "aid.telling.tell_decided",
    "aid.telling.tell_list_released",
    "aid.telling.tell_list_waits",
    "aid.telling.tell_stage",
    "aid.telling.tell_visit",
    "aid.telling.tell_visit_corrected",
    "aid.telling.tell_visit_written",
}
