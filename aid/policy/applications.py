"""May this person do this to that application, visit or score?"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import Decision, has_verb, refused

from ..models import AidApplication, AidDecision, HomeVisit, ScoreRuleSet, VisitPhoto
from ..states import IN_REVIEW, RuleSetState, Stage, VisitState

RECORD, REVIEW, DECIDE, VOTE = (
    "aid.record_applications",
    "aid.review_applications",
    "aid.decide_aid",
    "aid.vote_aid",
)
LEADING = (RECORD, REVIEW, DECIDE)
"""Whoever has one of these leads some applications on."""
_RECORDED = (Stage.DRAFT, Stage.SUBMITTED, Stage.MISSING, Stage.REVIEW, Stage.VISIT, Stage.WAITING)
_OPENED = (Stage.SUBMITTED, Stage.WITHDRAWN, Stage.DRAFT)


def can_record(user: Any) -> Decision:
    return has_verb(user, RECORD)


def can_import(user: Any) -> Decision:
    return has_verb(user, "aid.import_aid") and has_verb(user, "beneficiaries.view_all_households")


def can_change_application(user: Any, application: AidApplication) -> Decision:
    """What lies before the committee or was decided says what was decided about, so it stays."""
    if application.stage not in _RECORDED:
        return refused(_("Komisyondaki ya da karara bağlanmış başvuru değişmez; önce incelemeye geri alın."))
    return has_verb(user, RECORD) or has_verb(user, REVIEW)


def can_change_stage(user: Any, application: AidApplication, target: str) -> Decision:
    """Drafts are taken in and withdrawn by whoever records; the rest of the way is for those who review."""
    if application.destroyed_at is not None:
        return refused(_("İmha edilmiş başvuru yeniden açılmaz."))
    if target in _OPENED:
        return has_verb(user, RECORD) or has_verb(user, REVIEW)
    if application.stage == Stage.REJECTED:
        return has_verb(user, DECIDE)
    return has_verb(user, REVIEW)


def can_decide(user: Any, application: AidApplication) -> Decision:
    """Four eyes: nobody decides about what they recorded or ever changed themselves."""
    if application.stage not in (Stage.REVIEW, Stage.COMMITTEE):
        return refused(_("Bu başvuru karar aşamasında değil."))
    if not (may := has_verb(user, DECIDE)):
        return may
    if has_written(user, application):
        return refused(_("Kendi kaydettiğiniz ya da değiştirdiğiniz başvuruya karar veremezsiniz."))
    return may


def has_written(user: Any, application: AidApplication) -> bool:
    """Whether somebody recorded an application, or changed what it asks for at any time."""
    return user.pk in (application.created_by_id, application.written_by_id, *application.writers)


def can_vote(user: Any, application: AidApplication) -> Decision:
    if application.stage != Stage.COMMITTEE:
        return refused(_("Bu başvuru komisyonda değil."))
    if not (may := has_verb(user, VOTE)):
        return may
    if has_written(user, application):
        return refused(_("Kendi kaydettiğiniz ya da değiştirdiğiniz başvuruda oy veremezsiniz."))
    return may


def can_visit(user: Any) -> Decision:
    return has_verb(user, REVIEW)


def can_write_visit(user: Any, visit: HomeVisit) -> Decision:
    """The visitor writes down what they found, and so may whoever reviews."""
    if visit.state != VisitState.PLANNED:
        return refused(_("Bu ziyaret yazılmış ya da iptal edilmiş."))
    if visit.visitor_id == user.pk:
        return has_verb(user, "aid.view_aid")
    return has_verb(user, REVIEW)


def can_correct_visit(user: Any, visit: HomeVisit) -> Decision:
    """The visitor corrects what was written, and so does whoever reviews, as long as nobody decided by it."""
    if visit.state != VisitState.DONE or visit.destroyed_at is not None:
        return refused(_("Yalnız yazılmış ziyaret düzeltilir."))
    if not (may := has_verb(user, "aid.view_aid" if visit.visitor_id == user.pk else REVIEW)):
        return may
    if AidApplication.objects.filter(household=visit.household_id, stage=Stage.COMMITTEE).exists():
        return refused(_("Hanenin başvurusu komisyonda; önce incelemeye geri alın."))
    since = Q(decided_at__gte=visit.written_at) if visit.written_at else Q(decided_at__date__gte=visit.visited_on)
    if AidDecision.objects.filter(since, application__household=visit.household_id).exists():
        return refused(_("Bu ziyaret yazıldıktan sonra karar verildi; ziyaret değişmez, yenisini yazın."))
    return may


def can_replan_visit(user: Any, visit: HomeVisit) -> Decision:
    """Who goes when is for those who review; the visitor writes or calls off."""
    if visit.state != VisitState.PLANNED:
        return refused(_("Bu ziyaret yazılmış ya da iptal edilmiş."))
    return can_visit(user)


def can_add_photos(user: Any, visit: HomeVisit) -> Decision:
    if visit.state == VisitState.CANCELLED or visit.destroyed_at is not None:
        return refused(_("İptal ya da imha edilmiş ziyarete fotoğraf eklenmez."))
    if visit.visitor_id == user.pk:
        return has_verb(user, "aid.view_aid")
    return has_verb(user, REVIEW)


def can_remove_photo(user: Any, photo: VisitPhoto) -> Decision:
    """A visitor takes away their own photos until the visit is written; later, and others', those who review."""
    if photo.added_by_id == user.pk and photo.visit.state == VisitState.PLANNED:
        return has_verb(user, "aid.view_aid")
    return has_verb(user, REVIEW)


def can_mark_photo(user: Any, photo: VisitPhoto) -> Decision:
    if photo.visit.state != VisitState.DONE:
        return refused(_("Yalnız yapılmış ziyaretin fotoğrafı yayıma ayrılır."))
    return has_verb(user, REVIEW)


def can_ask_papers(user: Any, application: AidApplication) -> Decision:
    if application.stage not in (Stage.DRAFT, *IN_REVIEW):
        return refused(_("Bu aşamada evrak istenmez."))
    return has_verb(user, RECORD) or has_verb(user, REVIEW)


def can_score(user: Any) -> Decision:
    return has_verb(user, REVIEW) or has_verb(user, DECIDE)


def can_manage(user: Any) -> Decision:
    return has_verb(user, "aid.manage_aid")


def can_change_rules(user: Any, rules: ScoreRuleSet) -> Decision:
    if rules.state != RuleSetState.DRAFT:
        return refused(_("Yürürlüğe konmuş puan kuralları değişmez; yeni sürüm hazırlayın."))
    return can_manage(user)
