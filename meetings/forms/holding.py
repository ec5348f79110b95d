"""What is typed while a meeting is held: its quorum, proxies, votes and minutes."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import TextField

from ..choices import Attendance, MeetingRole, VoteChoice
from ..models import AgendaItem, Decision, Meeting, Participant
from ..models.agenda import LONGEST_MINUTES
from ..models.meeting import LONGEST_TEXT

_MOST = 1_000_000


def _number(label: Any, help_text: Any = "", *, required: bool = False, least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, required=required, min_value=least, max_value=_MOST)


class QuorumForm(forms.Form):
    """What the quorum of a meeting is reckoned by; assemblies are asked for more than others."""

    entitled = _number(_("Oy hakkı olan üye sayısı"), _("Boşsa katılımcılar sayılır."))
    counted_present = _number(_("Hazirun sayısı"), _("Boşsa yoklama sayılır."), least=0)
    statute_quorum = _number(_("Tüzükteki yeter sayı"), _("Boşsa salt çoğunluk."))
    is_heavy = forms.BooleanField(label=_("Tüzük değişikliği ya da fesih (üçte iki)"), required=False)
    is_second_call = forms.BooleanField(label=_("İkinci toplantı"), required=False)
    full_members = forms.IntegerField(
        label=_("Yönetim ve denetim kurulu asıl üye sayısı"), min_value=1, max_value=500, required=False
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        initial = {name: getattr(meeting, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **options)
        self.meeting = meeting
        if not meeting.is_assembly:
            for name in ("is_heavy", "is_second_call", "full_members"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What was not asked for stays as it is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kept = {name: getattr(self.meeting, name) for name in self.base_fields}
        cleaned = kept | cleaned
        if cleaned["full_members"] is None:
            cleaned["full_members"] = self.meeting.full_members
        return cleaned


class ProxyForm(forms.Form):
    """Who represents somebody: another member who is there."""

    proxy: Any = forms.ModelChoiceField(None, label=_("Vekili"))

    def __init__(self, *args: Any, participant: Participant, **options: Any) -> None:
        super().__init__(*args, **options)
        there = Participant.objects.filter(meeting=participant.meeting_id, attendance=Attendance.PRESENT)
        self.fields["proxy"].queryset = there.exclude(pk=participant.pk).select_related("user")


class VotesForm(forms.Form):
    """How those who are there voted, one by one with their dissent; or just how many."""

    votes_for = _number(_("Kabul (sayı)"), least=0)
    votes_against = _number(_("Ret (sayı)"), least=0)
    votes_abstained = _number(_("Çekimser (sayı)"), least=0)

    def __init__(self, *args: Any, decision: Decision, voters: list[Participant], **options: Any) -> None:
        super().__init__(*args, **options)
        self.voters = voters
        votes = {vote.participant_id: vote for vote in decision.votes.all()}
        for name in ("votes_for", "votes_against", "votes_abstained"):
            self.initial[name] = getattr(decision, name)
        for person in voters:
            vote = votes.get(person.pk)
            self.fields[f"choice-{person.pk}"] = forms.ChoiceField(
                label=str(person),
                choices=[("", _("Belirtilmedi")), *VoteChoice.choices],
                required=False,
                initial=vote.choice if vote else "",
            )
            self.fields[f"dissent-{person.pk}"] = TextField(
                label=_("%(person)s: muhalefet şerhi") % {"person": person},
                max_length=LONGEST_TEXT,
                required=False,
                initial=vote.dissent if vote else "",
                widget=forms.TextInput,
            )

    def people(self) -> Iterator[tuple[Any, Any]]:
        """Yield the two fields of each voter, for the page."""
        for person in self.voters:
            yield self[f"choice-{person.pk}"], self[f"dissent-{person.pk}"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for person in self.voters:
            if cleaned.get(f"dissent-{person.pk}") and not cleaned.get(f"choice-{person.pk}"):
                self.add_error(f"choice-{person.pk}", ValidationError(_("Şerh yazanın oyunu da seçin.")))
        return cleaned

    def told(self) -> dict[str, Any]:
        """Return what the service asks for."""
        return {
            "counts": {name: self.cleaned_data[name] for name in ("votes_for", "votes_against", "votes_abstained")},
            "choices": {person.pk: self.cleaned_data[f"choice-{person.pk}"] for person in self.voters},
            "dissents": {person.pk: self.cleaned_data[f"dissent-{person.pk}"] for person in self.voters},
        }


def voters_of(decision: Decision) -> list[Participant]:
    """Return who may vote on a decision: the members who were there."""
    there = (Attendance.PRESENT, Attendance.PROXY)
    people = decision.meeting.participants.filter(attendance__in=there).exclude(role=MeetingRole.GUEST)
    return list(people.select_related("user"))


class MinutesForm(RecordForm):
    """The minutes of a point. Two clerks who write it at once meet here, and neither loses a word."""

    minutes = TextField(
        label=_("Tutanak"),
        required=False,
        max_length=LONGEST_MINUTES,
        widget=forms.Textarea(attrs={"class": "minutes-text"}),
        help_text=_("Yazdıkça taslak olarak saklanır; öteki katılımcılar taslağı toplantının sayfasında görür."),
    )

    class Meta:
        model = AgendaItem
        fields = ("minutes",)

    def keep_drafts_at(self, url: str) -> None:
        """Have the page send what is typed to an address that keeps it."""
        self.fields["minutes"].widget.attrs |= {
            "hx-post": url,
            "hx-trigger": "input changed delay:1500ms",
            "hx-include": "closest form",
            "hx-swap": "none",
        }
