"""An application's page: what is asked for and granted, papers, votes, decisions, and each step with its days."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import needs
from beneficiaries.querysets import sees_all
from kafkasder.core.days import today
from kafkasder.core.sections import same_for_equal_verbs, sections_of
from kafkasder.core.states import Transition
from kafkasder.core.timeline import Entry
from kafkasder.core.viewer import Viewer
from kafkasder.live import live_page
from tasks.panel import tasks_of
from tasks.querysets import sees_as_its_verbs_say

from .. import policy
from ..models import AidApplication, AidDecision, CommitteeVote, StageStep
from ..score_shown import READS_HEALTH, ShownScore, shown
from ..services.decisions import FEWEST_VOTES, Tally, round_of, tally_of
from ..states import STAGES, Stage
from ..templatetags.applications import days_words
from .applications_rows import SEE, get_application

APPLICATION_PAGE = "application"


@dataclass(frozen=True)
class ShownDecision:
    decision: AidDecision
    score: ShownScore | None
    votes: list[CommitteeVote]


@dataclass(frozen=True)
class Committee:
    """How the committee stands in its present round; `mine` is the viewer's own vote."""

    tally: Tally
    votes: list[CommitteeVote]
    mine: CommitteeVote | None
    fewest: int = FEWEST_VOTES


def _alike(viewer: Viewer) -> bool:
    """Whether all with the viewer's verbs see the same page: who recorded an application decides and votes on none."""
    decides = any(viewer.has_perm(verb) for verb in (policy.DECIDE, policy.VOTE))
    return (
        not decides
        and sees_all(viewer)
        and sees_as_its_verbs_say(viewer)
        and same_for_equal_verbs(APPLICATION_PAGE, viewer)
    )


@require_safe
@needs(*SEE)
@live_page(shared=_alike)
def application_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    application, user = get_application(request, pk), request.user
    votes = list(application.votes.select_related("member"))
    may_change = policy.can_change_application(user, application).allowed
    context = {
        "application": application,
        "asked": list(application.asked.select_related("person")),
        "papers": list(application.papers.all()),
        "committee": _committee(application, votes, user),
        "decisions": _decisions(application, votes),
        "steps": shown_steps(list(application.steps.select_related("by").order_by("at", "pk")), today()),
        "transitions": allowed_transitions(application, user),
        "cannot_decide": _refusal(application, user),
        "may": {
            "change": may_change,
            "papers": policy.can_ask_papers(user, application).allowed,
            "vote": policy.can_vote(user, application).allowed,
            "reveal": user.has_perm("beneficiaries.reveal_identity"),
        },
        "may_read_health": user.has_perm(READS_HEALTH),
        "sections": sections_of(APPLICATION_PAGE, user, application),
        "tasks": tasks_of(user, "application", application.pk),
        "history": timeline_of(application),
    }
    return TemplateResponse(request, "aid/application_detail.html", context)


def allowed_transitions(application: AidApplication, user: Any) -> list[Transition]:
    """Return the ways out of the stage that `user` may go."""
    may_decide = policy.can_decide(user, application).allowed
    return [
        each
        for each in STAGES.from_state(application.stage)
        if (may_decide if each.asks_more else policy.can_change_stage(user, application, each.target))
    ]


def _refusal(application: AidApplication, user: Any) -> str:
    """Tell whoever decides or votes else why they do not here."""
    if application.stage in (Stage.REVIEW, Stage.COMMITTEE) and user.has_perm(policy.DECIDE):
        return str(policy.can_decide(user, application).reason)
    return ""


def _committee(application: AidApplication, votes: list[CommitteeVote], user: Any) -> Committee | None:
    if application.stage != Stage.COMMITTEE:
        return None
    now = round_of(application)
    present = [vote for vote in votes if vote.round == now]
    mine = None
    if user.has_perm(policy.VOTE):
        mine = next((vote for vote in present if vote.member_id == user.pk), None)
    return Committee(tally_of(application), present, mine)


def _decisions(application: AidApplication, votes: list[CommitteeVote]) -> list[ShownDecision]:
    """Return the decisions, the newest first, each with the votes that stood then: those of its round."""
    rows = list(application.decisions.select_related("decided_by", "score__rules"))
    by_committee = [each for each in reversed(rows) if each.by_committee]
    rounds = sorted({vote.round for vote in votes})
    heard = dict(zip([each.pk for each in by_committee], _rounds_decided(application, by_committee), strict=True))
    return [
        ShownDecision(
            each,
            shown(each.score) if each.score else None,
            [vote for vote in votes if rounds and vote.round == heard.get(each.pk)],
        )
        for each in rows
    ]


def _rounds_decided(application: AidApplication, decisions: list[AidDecision]) -> list[int]:
    """Return the round in which each was decided: how often the application had come before the committee by then."""
    came = sorted(application.steps.filter(target=Stage.COMMITTEE).values_list("at", flat=True))
    return [max(sum(at <= each.decided_at for at in came), 1) for each in decisions]


def shown_steps(steps: list[StageStep], day: date) -> list[Entry]:
    """Return the steps, the newest first, each with the days until the next one or until today."""
    days = [timezone.localtime(step.at).date() for step in steps]
    ends = [*days[1:], day]
    told = [
        Entry(
            at=step.at,
            title=f"{step.get_target_display()} · {days_words((end - begin).days)}",
            actor=str(step.by),
            text=step.reason,
            icon="arrow-right",
            tone="info" if step is steps[-1] else "neutral",
        )
        for step, begin, end in zip(steps, days, ends, strict=True)
    ]
    return told[::-1]
