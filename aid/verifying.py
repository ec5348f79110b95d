"""What must be true of aid and its records; `finance.verifying` runs it."""

from django.utils.translation import gettext_lazy as _

from finance.verifying import CHECKS, Check, rows_of

# What went out is in the ledger with the same amount, fund, account and category, and its record names it.
_GIVEN = """
SELECT aid.id, concat_ws(' ', aid.currency, aid.amount), concat_ws(' ', record.currency, record.amount)
FROM aid_aid AS aid LEFT JOIN finance_financerecord AS record ON record.id = aid.record_id
WHERE (aid.state IN ('sent', 'paid') AND record.id IS NULL)
    OR (aid.state = 'delivered' AND aid.account_id IS NOT NULL AND aid.amount IS NOT NULL AND record.id IS NULL)
    OR (aid.state IN ('planned', 'ready', 'cancelled') AND record.id IS NOT NULL)
    OR (record.id IS NOT NULL AND (record.state, record.direction, record.amount, record.currency, record.fund_id,
            record.account_id, record.method, record.source_kind, record.source_pk, record.day, record.category)
        IS DISTINCT FROM ('approved', 'expense', aid.amount, aid.currency, aid.fund_id,
            aid.account_id, aid.method, 'aid', aid.id, aid.given_on,
            CASE WHEN aid.method = 'in_kind' THEN 'out_aid_kind'
                WHEN aid.kind = 'scholarship' THEN 'out_scholarship' ELSE 'out_aid_cash' END))
"""
_SOURCES = """
SELECT record.id, NULL, record.source_pk
FROM finance_financerecord AS record LEFT JOIN aid_aid AS aid ON aid.record_id = record.id
WHERE record.source_kind = 'aid' AND record.reverses_id IS NULL AND aid.id IS NULL
"""
# What failed after it went out came back whole, and of what counts as given nothing did.
_FAILED = """
SELECT aid.id, CASE WHEN aid.state = 'failed' THEN aid.amount ELSE 0 END, -coalesce(sum(back.amount), 0)
FROM aid_aid AS aid LEFT JOIN finance_financerecord AS back
    ON back.reverses_id = aid.record_id AND back.state = 'approved'
WHERE aid.record_id IS NOT NULL
GROUP BY aid.id
HAVING -coalesce(sum(back.amount), 0) <> CASE WHEN aid.state = 'failed' THEN aid.amount ELSE 0 END
"""
_LISTS = """
SELECT list.id, concat_ws(' ', list.count, list.total), concat_ws(' ', count(aid.id), coalesce(sum(aid.amount), 0))
FROM aid_paymentlist AS list LEFT JOIN aid_aid AS aid ON aid.payment_list_id = list.id
WHERE list.state IN ('locked', 'released', 'closed')
GROUP BY list.id
HAVING list.count <> count(aid.id) OR list.total <> coalesce(sum(aid.amount), 0)
    OR (list.state <> 'locked' AND coalesce(bool_or(aid.state IN ('planned', 'cancelled')
        OR (list.method = 'bank' AND aid.state = 'ready')), false))
    OR (list.state = 'locked' AND coalesce(bool_or(aid.state <> 'ready'), false))
"""
# Nobody alone pays: whoever made, filled or locked a list is not among those who approved it.
_APPROVALS = """
SELECT list.id, 1, count(approval.id) FILTER (WHERE approval.by_id <> ALL (list.writers || list.locked_by_id
    || list.created_by_id))
FROM aid_paymentlist AS list LEFT JOIN aid_listapproval AS approval ON approval.payment_list_id = list.id
WHERE list.state IN ('released', 'closed')
GROUP BY list.id
HAVING count(approval.id) = 0
    OR bool_or(approval.by_id = ANY (list.writers || list.locked_by_id || list.created_by_id))
"""
_TWICE = """
SELECT max(id), 1, count(*) FROM aid_aid WHERE state NOT IN ('failed', 'cancelled')
GROUP BY household_id, kind, period, person_id HAVING count(*) > 1
UNION ALL
SELECT max(id), 1, count(*) FROM aid_aid WHERE state NOT IN ('failed', 'cancelled') AND person_id IS NOT NULL
    AND NOT is_old_double
GROUP BY person_id, kind, period HAVING count(DISTINCT household_id) > 1
"""


def register_checks() -> None:
    aid, payment_list, record = "aid.aid", "aid.paymentlist", "finance.financerecord"
    checks = (
        ("given", _("Her verilmiş yardım defterde aynı tutar, fon, hesap ve kategoriyle durur"), rows_of(aid, _GIVEN)),
        (
            "sources",
            _("Defterdeki her yardım giderinin bir yardımı vardır"),
            rows_of(record, _SOURCES),
        ),
        ("failed", _("Ödenemeyen yardımın parası bütünüyle geri yazılmıştır"), rows_of(aid, _FAILED)),
        ("lists", _("Kilitli ve ödenmiş listeler ödemelerinin toplamıdır"), rows_of(payment_list, _LISTS)),
        ("approvals", _("Ödemeye çıkan listeyi hazırlayandan başkası onaylamıştır"), rows_of(payment_list, _APPROVALS)),
        ("twice", _("Hiçbir hane bir ayda aynı yardımı iki kez almaz"), rows_of(aid, _TWICE)),
    )
    for place, (key, label, run) in enumerate(checks):
        CHECKS.add(Check(key=f"aid.{key}", label=label, run=run, order=200 + place, verb="finance.view_finance"))
