"""What each role gets at the addresses of the personal data law."""

from ..factories import make_person, make_user
from ..matrix import Row
from .rows import make_breach, make_notice, make_proposal, make_request

READERS = ("admin", "board", "staff", "auditor")
RECORDERS = ("admin", "board", "staff")
DECIDERS = ("admin", "board")
GUARDS = ("admin", "board", "auditor")


def a_request() -> list[object]:
    return [make_request().pk]


def a_notice() -> list[object]:
    return [make_notice().pk]


def a_person() -> list[object]:
    return ["beneficiary", make_person().pk]


def a_user() -> list[object]:
    return ["user", make_user("volunteer").pk]


def a_proposal() -> list[object]:
    return [make_proposal().pk]


def a_candidate() -> list[object]:
    return [make_proposal().candidates.get().pk]


def a_breach() -> list[object]:
    return [make_breach().pk]


ROWS = [
    Row("privacy:overview", READERS),
    Row("privacy:find_person", READERS, post=200),
    Row("privacy:person_export", DECIDERS, post=422, arguments=a_person),
    # Requests
    Row("privacy:request_list", READERS, post=302),
    Row("privacy:request_create", RECORDERS, post=422),
    Row("privacy:request_of_subject", RECORDERS, post=422, arguments=a_person),
    Row("privacy:request_detail", READERS, arguments=a_request),
    Row("privacy:request_edit", RECORDERS, post=422, arguments=a_request, sees=("auditor",)),
    Row("privacy:request_news", READERS, arguments=lambda: [*a_request(), "qrvM3e7_"]),
    Row("privacy:request_identity", DECIDERS, post=422, arguments=a_request),
    Row("privacy:request_state", DECIDERS, post=302, arguments=lambda: [*a_request(), "work"]),
    # Retention and destruction
    Row("privacy:retention", GUARDS),
    Row("privacy:rule_create", DECIDERS, post=422, arguments=lambda: ["household"]),
    Row("privacy:proposal_create", DECIDERS, get=405, post=302),
    Row("privacy:proposal_detail", GUARDS, post=302, arguments=a_proposal),
    Row("privacy:proposal_confirm", DECIDERS, post=302, arguments=a_proposal),
    Row("privacy:proposal_carry_out", DECIDERS, get=405, post=302, arguments=a_proposal),
    Row("privacy:proposal_cancel", DECIDERS, post=422, arguments=a_proposal),
    Row("privacy:candidate_detail", GUARDS, arguments=a_candidate),
    Row("privacy:candidate_take_out", DECIDERS, get=405, post=422, arguments=a_candidate),
    # Breaches
    Row("privacy:breach_list", GUARDS, post=302),
    Row("privacy:breach_create", DECIDERS, post=422),
    Row("privacy:breach_detail", GUARDS, arguments=a_breach),
    Row("privacy:breach_edit", DECIDERS, post=422, arguments=a_breach),
    Row("privacy:breach_news", DECIDERS, arguments=lambda: [*a_breach(), "qrvM3e7_"]),
    Row("privacy:breach_state", DECIDERS, post=422, arguments=lambda: [*a_breach(), "authority"]),
    Row("privacy:concerned_viewed", DECIDERS, post=422, arguments=a_breach),
    Row("privacy:concerned_choose", DECIDERS, post=302, arguments=lambda: [*a_breach(), "beneficiary"]),
    Row("privacy:concerned_list", GUARDS, post=302),
    Row("privacy:concerned_export", DECIDERS, get=405, post=302),
    Row("privacy:concerned_add", DECIDERS, post=422, arguments=lambda: [f"{make_breach().pk}-beneficiary"]),
    Row("privacy:concerned_remove", DECIDERS, post=302, arguments=lambda: ["cikar"]),
    # Notices
    Row("privacy:notice_list", READERS, post=302),
    Row("privacy:notice_create", DECIDERS, post=422),
    Row("privacy:notice_detail", READERS, arguments=a_notice),
    Row("privacy:notice_edit", DECIDERS, post=422, arguments=a_notice),
    Row("privacy:notice_news", DECIDERS, arguments=lambda: [*a_notice(), "qrvM3e7_"]),
    Row("privacy:uninformed_list", READERS, post=302, arguments=lambda: ["beneficiary"]),
    Row("privacy:delivery_bulk", RECORDERS, post=422, arguments=lambda: ["beneficiary"]),
    Row("privacy:delivery_create", RECORDERS, post=422, arguments=a_person),
]
