"""The fields by which the cells of a sheet of donations are cleaned: those of the models and of the donor's form."""

from decimal import Decimal

from django import forms

from kafkasder.core.fields import LineField, MoneyField, PhoneField, TaxpayerNumberField, TurkishDateField

from ...choices import DonorKind, Unit
from ...models import Donation
from .columns import SheetState


class DonationSheetForm(forms.ModelForm):
    """What one row may say."""

    donor = LineField(max_length=150)
    donor_number = TaxpayerNumberField()
    donor_phone = PhoneField()
    donor_email = forms.EmailField()
    donor_kind = forms.ChoiceField(choices=DonorKind.choices)
    amount = MoneyField()
    rate = forms.DecimalField(max_digits=14, decimal_places=6, min_value=Decimal(0), localize=True)
    day = TurkishDateField()
    drawn_on = TurkishDateField()
    due_on = TurkishDateField(may_lie_ahead=True)
    billing_month = TurkishDateField()
    sms_phone = PhoneField()
    state = forms.ChoiceField(choices=SheetState.choices)
    sheet_number = LineField(max_length=40)
    fund = LineField(max_length=80)
    campaign = LineField(max_length=100)
    account = LineField(max_length=80)
    three_d_secure = forms.BooleanField()
    item_category = LineField(max_length=60)
    item_quantity = MoneyField()
    item_unit = forms.ChoiceField(choices=Unit.choices)

    class Meta:
        model = Donation
        fields = (
            *("currency", "method", "kind", "purpose", "notes", "tribute_kind", "tribute_name", "from_abroad"),
            *("derbis_number", "reference", "bank_name", "sender_account", "cheque_number", "card_digits"),
            *("card_brand", "terminal", "gateway", "operator", "sms_code", "place", "condition", "food_bank"),
            "invoice_number",
        )
