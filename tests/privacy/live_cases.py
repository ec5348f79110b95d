"""What changes the live pages of the personal data law."""

from privacy.models import Breach, DataRequest, DestructionCandidate, NoticeVersion

from ..live.cases import OUTLINE, Case, World, grow
from .rows import deliver, make_breach, make_concerned, make_notice, make_proposal, make_request


def _ask_and_inform(world: World) -> None:
    """A person is told, and asks for something; a text and a request that stand open change."""
    deliver(make_notice(), world.person)
    make_request(subject_kind="beneficiary", subject_pk=world.person.pk)
    DataRequest.objects.update(channel="kep", state="work")
    NoticeVersion.objects.filter(deliveries__isnull=True).update(text="Bir başka metin")


def _spare_all(world: World) -> None:
    DestructionCandidate.objects.update(kept_because="Dava sürüyor")


def _tell_of_a_breach(world: World) -> None:
    make_concerned(Breach.objects.get())
    Breach.objects.update(title="Kaybolan dizüstü", description="Bulundu")


CASES = {
    "privacy:overview": Case(_ask_and_inform),
    "privacy:request_list": Case(_ask_and_inform),
    "privacy:request_detail": Case(_ask_and_inform, lambda world: [make_request().pk]),
    "privacy:request_news": Case(_ask_and_inform, lambda world: [make_request().pk, OUTLINE]),
    "privacy:notice_list": Case(_ask_and_inform),
    "privacy:notice_detail": Case(_ask_and_inform, lambda world: [make_notice().pk]),
    "privacy:notice_news": Case(_ask_and_inform, lambda world: [make_notice().pk, OUTLINE]),
    "privacy:retention": Case(lambda world: make_proposal()),
    "privacy:proposal_detail": Case(_spare_all, lambda world: [make_proposal().pk]),
    "privacy:breach_list": Case(lambda world: make_concerned()),
    "privacy:breach_detail": Case(_tell_of_a_breach, lambda world: [make_breach().pk]),
    "privacy:breach_news": Case(_tell_of_a_breach, lambda world: [make_breach().pk, OUTLINE]),
    "privacy:concerned_list": Case(lambda world: make_concerned()),
    "privacy:concerned_choose": Case(grow, lambda world: [make_breach().pk, "beneficiary"]),
    "privacy:uninformed_list": Case(_ask_and_inform, lambda world: ["beneficiary"]),
}
