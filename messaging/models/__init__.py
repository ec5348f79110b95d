from .assistant import AssistantReply, AssistantSettings, AssistantUse, ReplyState, ReplyStream
from .attachment import Attachment
from .draft import Draft
from .message import Event, Message, MessageEdit, MessageKind, MessageMention
from .thread import Thread, ThreadKind, ThreadMember

__all__ = [
    "AssistantReply",
    "AssistantSettings",
    "AssistantUse",
    "Attachment",
    "Draft",
    "Event",
    "Message",
    "MessageEdit",
    "MessageKind",
    "MessageMention",
    "ReplyState",
    "ReplyStream",
    "Thread",
    "ThreadKind",
    "ThreadMember",
]
