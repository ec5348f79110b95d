"""May this person do this in that thread? What one does not see is a 404 before it gets here.

Nobody reads a thread because of their rank: there is no verb that opens the threads of others.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import ALLOWED, Decision, has_verb, refused
from kafkasder.core.references import card_for
from kafkasder.core.viewer import Viewer
from kafkasder.live import Viewers

from .models import AssistantReply, AssistantSettings, Message, MessageKind, Thread, ThreadKind, ThreadMember
from .querysets import USE

Persons = frozenset[int] | None
ASK = "messaging.use_assistant"
MANAGE_ASSISTANT = "messaging.manage_assistant"


def can_use(user: Any) -> Decision:
    return has_verb(user, USE)


def sees(user: Any, thread: Thread) -> bool:
    """Tell of one thread what `ThreadQuerySet.visible_to` tells of all; asks for rows of this thread alone."""
    if not user.has_perm(USE) or not _sees_record(user, thread):
        return False
    return thread.is_about_record or takes_part(user, thread)


def who_see(viewers: Viewers, pk: int, before: int | None = None) -> frozenset[int]:
    """Tell of many people what `sees` tells of one, for the live layer: `pk` and `before` are those of the address."""
    thread = Thread.objects.filter(pk=pk).first()
    if thread is None or not viewers.has_perm(USE):
        return frozenset()
    seeing = viewers.that(lambda viewer: _sees_record(viewer, thread))
    return seeing if thread.is_about_record else seeing & _members(thread)


def _sees_record(viewer: Any, thread: Thread) -> bool:
    return thread.reference_pk is None or card_for(viewer, thread.reference_kind, thread.reference_pk) is not None


def _members(thread: Thread) -> frozenset[int]:
    return frozenset(ThreadMember.objects.filter(thread=thread).values_list("user", flat=True))


def takes_part(user: Any, thread: Thread) -> bool:
    return ThreadMember.objects.of(user).filter(thread=thread).exists()


def can_write(user: Any, thread: Thread) -> Decision:
    """Whoever reads a thread may write in it; where the other one of two left the association, nobody answers."""
    if not sees(user, thread):
        return refused(_("Bu konuşmayı göremiyorsunuz."))
    others = ThreadMember.objects.filter(thread=thread, user__is_active=True).exclude(user=user)
    if thread.is_direct and not others.exists():
        return refused(_("Bu kişinin hesabı kapalı; ona artık yazılamaz."))
    return ALLOWED


def writers_of(thread: Thread) -> Persons:
    """Return those of whom `can_write` is true among all who see the thread; None are all of these."""
    if not thread.is_direct:
        return None
    both = list(ThreadMember.objects.filter(thread=thread).values_list("user", "user__is_active"))
    return frozenset(one for one, _is_active in both if any(active for other, active in both if other != one))


def can_change_thread(user: Any, thread: Thread) -> Decision:
    """The name of a group and who is in it: whoever minds the group. Other threads have neither."""
    if thread.kind != ThreadKind.GROUP:
        return refused(_("Yalnız grupların adı ve üyeleri değiştirilir."))
    return _minds(user, thread)


def _minds(user: Any, group: Thread) -> Decision:
    minds = ThreadMember.objects.of(user).filter(thread=group, is_owner=True).exists()
    return ALLOWED if minds and sees(user, group) else refused(_("Bunu yalnız grubu yönetenler yapabilir."))


def minding(group: Thread) -> frozenset[int]:
    """Return those who mind a group."""
    return frozenset(ThreadMember.objects.filter(thread=group, is_owner=True).values_list("user", flat=True))


def can_leave(user: Any, thread: Thread) -> Decision:
    if thread.is_direct:
        return refused(_("İki kişi arasındaki konuşmadan ayrılınmaz; arşivleyebilirsiniz."))
    return ALLOWED if takes_part(user, thread) else refused(_("Bu konuşmada değilsiniz."))


def can_edit(user: Any, message: Message) -> Decision:
    """One's own words, as long as they stand."""
    if message.kind != MessageKind.PERSON or message.author_id != user.pk:
        return refused(_("Yalnız kendi iletinizi değiştirebilirsiniz."))
    if message.is_deleted:
        return refused(_("Silinmiş ileti değiştirilemez."))
    return ALLOWED if sees(user, message.thread) else refused(_("Bu konuşmayı göremiyorsunuz."))


def can_delete(user: Any, message: Message) -> Decision:
    """One's own words; and what the assistant answered, by whoever asked."""
    if message.kind == MessageKind.ASSISTANT:
        reply = getattr(message, "reply", None)  # a copy in a thread of its own has none
        mine = reply and reply.asked_by_id == user.pk and not reply.is_open and not message.is_deleted
        return ALLOWED if mine and sees(user, message.thread) else refused(_("Bu yanıtı yalnız soran silebilir."))
    return can_edit(user, message)


def can_manage_assistant(user: Any) -> Decision:
    return has_verb(user, MANAGE_ASSISTANT)


def can_switch_assistant(user: Any, thread: Thread) -> Decision:
    """Who lets the assistant into a thread: whoever minds the group, either of two, whoever writes about a record."""
    return _minds(user, thread) if thread.kind == ThreadKind.GROUP else can_write(user, thread)


def can_let_in_assistant() -> Decision:
    return ALLOWED if AssistantSettings.current().enabled else refused(_("Yardımcı kapalı."))


def can_ask(user: Any, thread: Thread) -> Decision:
    """Ask the assistant in a thread: with the verb, where both the panel and the thread have it on."""
    return takes_questions(user, thread) and can_write(user, thread)


def takes_questions(viewer: Viewer, thread: Thread) -> Decision:
    """Tell whether `viewer` may ask the assistant in this thread if they may write there."""
    if not viewer.has_perm(ASK):
        return refused(_("Bu işlem için yetkiniz yok."))
    if not (is_on := can_let_in_assistant()):
        return is_on
    if not thread.assistant_on:
        return refused(_("Yardımcı bu konuşmada kapalı."))
    return ALLOWED


def can_stop(user: Any, reply: AssistantReply) -> Decision:
    """Whoever asked, and whoever lets the assistant into the thread."""
    thread = reply.message.thread
    if reply.asked_by_id == user.pk:
        return ALLOWED if sees(user, thread) else refused(_("Bu konuşmayı göremiyorsunuz."))
    return can_switch_assistant(user, thread)


def can_ask_again(user: Any, reply: AssistantReply) -> Decision:
    if reply.asked_by_id != user.pk or reply.message.is_deleted:
        return refused(_("Bu yanıtı yalnız soran yeniden isteyebilir."))
    return can_ask(user, reply.message.thread)
