"""The rules that bind several fields of a donation, in words beside the field; the database holds them too."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from finance import rules as money_rules
from finance.choices import Currency, PaymentMethod
from kafkasder.core.days import today

from ..choices import GiftKind

Values = dict[str, Any]
Problems = dict[str, ValidationError]
_FOUR_DIGITS = re.compile(r"\d{4}")


def check_gift(method: str, values: Values) -> Problems:
    """Return what is wrong with a donation's cleaned values, by the name of the field."""
    rules = (_check_money, _check_purpose, _check_tribute, *_OF_METHODS.get(method, ()))
    problems = {name: problem for rule in rules for name, problem in rule(values).items()}
    return problems | _check_account(method, values)


def _check_money(values: Values) -> Problems:
    if values.get("amount") == 0:
        return _problem("amount", _("Tutar sıfırdan büyük olmalıdır."), "amount")
    if values.get("currency") not in (None, Currency.TRY) and not values.get("rate"):
        return _problem("rate", _("Yabancı para ve altın için günün kurunu yazın."), "rate_required")
    return {}


def _check_purpose(values: Values) -> Problems:
    if values.get("kind") == GiftKind.CONDITIONAL and not values.get("purpose"):
        return _problem("purpose", _("Şartlı bağışın şartını yazın."), "condition_required")
    return {}


def _check_tribute(values: Values) -> Problems:
    if bool(values.get("tribute_kind")) != bool(values.get("tribute_name")):
        missing = "tribute_name" if values.get("tribute_kind") else "tribute_kind"
        return _problem(missing, _("İthafın türünü ve kimin için olduğunu birlikte yazın."), "tribute")
    return {}


def _check_account(method: str, values: Values) -> Problems:
    account, currency = values.get("account"), values.get("currency", Currency.TRY)
    if account and (no := money_rules.refusal_of_account(account, currency=currency, method=method)):
        return {name: ValidationError(told, code="account") for name, told in no.items()}
    return {}


def _check_cash(values: Values) -> Problems:
    if values.get("from_abroad"):
        return _problem("from_abroad", _("Yurt dışından gelen bağış yalnız bankadan alınabilir."), "abroad_by_bank")
    return {}


def _check_cheque(values: Values) -> Problems:
    drawn, due = values.get("drawn_on"), values.get("due_on")
    if drawn and due and due < drawn:
        return _problem("due_on", _("Vade, düzenlenme tarihinden önce olamaz."), "due_before_drawn")
    return {}


def _check_card(values: Values) -> Problems:
    if values.get("card_digits") and not _FOUR_DIGITS.fullmatch(values["card_digits"]):
        return _problem("card_digits", _("Dört rakam yazın."), "card_digits")
    return {}


def _check_sms(values: Values) -> Problems:
    if not values.get("sms_phone"):
        return _problem("sms_phone", _("Gönderen telefonu yazın."), "phone_required")
    if values.get("billing_month") and values["billing_month"] > today():
        return _problem("billing_month", _("Gelecekte bir ay olamaz."), "month_ahead")
    return {}


_OF_METHODS: dict[str, tuple[Callable[[Values], Problems], ...]] = {
    PaymentMethod.CASH: (_check_cash,),
    PaymentMethod.CHEQUE: (_check_cheque,),
    PaymentMethod.POS: (_check_card,),
    PaymentMethod.SMS: (_check_sms,),
}


def _problem(field: str, text: str | Promise, code: str) -> Problems:
    return {field: ValidationError(text, code=code)}
