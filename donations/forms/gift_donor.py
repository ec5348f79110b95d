"""A donor who is registered along with their first gift."""

from typing import Any, ClassVar

from ..choices import DonorKind
from ..models import Donor
from .donor import DonorForm


class NewDonorForm(DonorForm):
    """The least that is asked of a new donor; all else has its place on the donor's own page."""

    together: ClassVar = {}

    class Meta(DonorForm.Meta):
        model = Donor
        fields = ("kind", "name", "number", "phone", "email")

    contact_name = province = district = labels = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [each for each in DonorKind.choices if each[0] != DonorKind.ANONYMOUS]

    def _offer_districts(self) -> None:
        """It asks for no place."""
