"""The forms of receipts: writing them, spoiling a leaf; books and authorisations."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.days import today
from kafkasder.core.editing import NO_CHOICE
from kafkasder.core.fields import LineField, TurkishDateField
from kafkasder.core.reasons import ReasonForm

from ..choices import LAST_NUMBER
from ..models import CollectorAuthorization, Donation, ReceiptBook
from ..policy import RECEIPTED


def people() -> QuerySet[Any]:
    users: Any = get_user_model()._default_manager
    found: QuerySet[Any] = users.active().order_by("name_key", "pk")
    return found


def collectors(since: date) -> QuerySet[Any]:
    """Those who may collect on some day from `since` until today; on which of them is asked with each receipt."""
    held = CollectorAuthorization.objects.filter(valid_from__lte=today(), valid_to__gte=since)
    held = held.filter(Q(revoked_on=None) | Q(revoked_on__gt=since))
    return people().filter(Exists(held.filter(person=OuterRef("pk"))))


class IssueForm(forms.Form):
    """On which leaf a receipt is written, by whom and when; who carries the book is proposed, and meant by nobody."""

    book = forms.ModelChoiceField(
        label=_("Cilt"),
        queryset=ReceiptBook.objects.none(),
        help_text=_("Sıradaki numara cildin kendisinden gelir."),
        empty_label=None,
    )
    collector: Any = forms.ModelChoiceField(
        label=_("Tahsil eden"),
        queryset=None,
        required=False,
        empty_label=_("Cildi taşıyan"),
        help_text=_("Görevlideki ciltten yalnız onu taşıyan keser."),
    )
    day = TurkishDateField(label=_("Tarih"), initial=today)

    def __init__(
        self,
        *args: Any,
        kinds: list[str],
        viewer: Any,
        collector: Any = None,
        since: date | None = None,
        **options: Any,
    ) -> None:
        """Offer the books of these `kinds` and who may have collected `since`, the day of the oldest gift."""
        super().__init__(*args, **options)
        self.fields["book"].queryset = _books(kinds, viewer)
        self.fields["book"].label_from_instance = book_words
        self.fields["collector"].queryset = collectors(since or today())
        book, person = self._proposal([collector, viewer.pk])
        self.fields["book"].initial, self.fields["collector"].initial = book, person

    def _proposal(self, wished: list[int | None]) -> tuple[int | None, int | None]:
        """Return the keys of the book and the collector to begin with: one of those wished for, or a book's holder."""
        books = list(self.fields["book"].queryset)
        people = {person.pk for person in self.fields["collector"].queryset}
        held = {book.holder_id: book.pk for book in reversed(books) if book.holder_id in people}
        stock = next((book.pk for book in books if book.holder_id is None), None)
        for person in wished:
            if person in people and (book := held.get(person, stock)):
                return book, person
        holder, book = next(iter(reversed(held.items())), (None, stock))
        return book, holder

    @property
    def why_not(self) -> str | Promise:
        return _why_not(self.fields["book"].queryset, self.fields["collector"].queryset)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        book = cleaned.get("book")
        if book and "collector" in cleaned and cleaned["collector"] is None:
            cleaned["collector"] = book.holder
            if book.holder is None:
                self.add_error("collector", ValidationError(_("Tahsil edeni seçin."), code="required"))
        return cleaned


def why_no_leaf(donation: Donation, viewer: Any) -> str | Promise:
    """Say why no receipt of a gift that was taken in can be written at all; nothing if one can."""
    assert donation.record
    return _why_not(_books([RECEIPTED[donation.method]], viewer), collectors(donation.record.day))


def _books(kinds: list[str], viewer: Any) -> QuerySet[ReceiptBook]:
    books = ReceiptBook.objects.visible_to(viewer).in_use().filter(kind__in=kinds).select_related("holder")
    return books.order_by("state", "kind", "series", "first")


def _why_not(books: QuerySet[Any], persons: QuerySet[Any]) -> str | Promise:
    if not books.exists():
        return _("Kullanımda, boş yaprağı olan bir makbuz cildi yok; önce cilt kaydedin ya da teslim edin.")
    if not persons.exists():
        return _("Tahsil yetkisi olan kimse yok; önce “Tahsil yetkileri” sayfasında yetkiyi kaydedin.")
    return ""


def book_words(book: ReceiptBook) -> str:
    """Tell a book from the others: where it is, and the number that comes next."""
    place = str(book.holder or book.get_state_display())
    return f"{book} · {place} · {book.series}-{book.next_number:07d}"


class SpoilForm(ReasonForm):
    day = TurkishDateField(label=_("Tarih"), initial=today)

    field_order = ("day", "reason")


class BookForm(RecordForm):
    """A book as it came from the printing house."""

    together: ClassVar = {"numbers": ("kind", "series", "first", "last")}

    first = forms.IntegerField(label=_("İlk numara"), min_value=1, max_value=LAST_NUMBER)
    last = forms.IntegerField(
        label=_("Son numara"), min_value=1, max_value=LAST_NUMBER, help_text=_("Bir ciltte 50 yaprak vardır.")
    )
    received_on = TurkishDateField(label=_("Teslim alındığı gün"), initial=today)
    printed_by = LineField(label=_("Matbaa"), max_length=100, required=False)
    decision = LineField(
        label=_("Bastırma kararı"),
        max_length=100,
        required=False,
        help_text=_("Yönetim kurulu kararının no ve tarihi."),
    )

    class Meta:
        model = ReceiptBook
        fields = ("kind", "series", "first", "last", "received_on", "printed_by", "decision")


class DeliverForm(forms.Form):
    """To whom a book goes, and until when."""

    holder: Any = forms.ModelChoiceField(label=_("Teslim alan"), queryset=None, empty_label=NO_CHOICE)
    day = TurkishDateField(label=_("Teslim tarihi"), initial=today)
    due_on = TurkishDateField(label=_("Geri verileceği gün"), may_lie_ahead=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        day = today()
        holding = CollectorAuthorization.objects.filter(Q(revoked_on=None) | Q(revoked_on__gt=day), valid_to__gte=day)
        self.fields["holder"].queryset = people().filter(Exists(holding.filter(person=OuterRef("pk"))))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, due_on = cleaned.get("day"), cleaned.get("due_on")
        if day and due_on and due_on < day:
            self.add_error("due_on", _("Geri verileceği gün, teslimden önce olamaz."))
        return cleaned


class TakeBackForm(forms.Form):
    day = TurkishDateField(label=_("Geri alınma tarihi"), initial=today)


class AuthorizationForm(RecordForm):
    """What the board decided: who collects, from when and until when."""

    together: ClassVar = {"days": ("board_member", "valid_from", "valid_to")}

    decision = LineField(label=_("Yönetim kurulu kararı"), max_length=100, help_text=_("Örnek: 12.01.2026, 2026/3"))
    valid_from = TurkishDateField(label=_("Başlangıç"), initial=today, may_lie_ahead=True)
    valid_to = TurkishDateField(
        label=_("Bitiş"), may_lie_ahead=True, help_text=_("Asıl üyeler dışında en çok bir yıl.")
    )

    class Meta:
        model = CollectorAuthorization
        fields = ("person", "board_member", "decision", "valid_from", "valid_to")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and not cleaned.get("board_member") and last > _a_year_after(first):
            self.add_error("valid_to", _("Tahsil yetkisi en çok bir yıl için verilir."))
        return cleaned


class RevokeForm(ReasonForm):
    day = TurkishDateField(label=_("İptal tarihi"), initial=today)

    field_order = ("day", "reason")


def _a_year_after(day: Any) -> Any:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)


class MailForm(forms.Form):
    """Asks for nothing: sending again what was sent is asked beforehand."""


class CodeForm(forms.Form):
    """The code of a paper, as somebody reads it out."""

    code = LineField(label=_("Doğrulama kodu"), max_length=20)

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].replace(" ", "").upper()
        if not (code.isascii() and code.isalnum() and len(code) <= 16):
            raise ValidationError(_("Kod harf ve rakamlardan oluşur."), code="code_form")
        return str(code)
