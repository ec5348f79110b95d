from .assistant import AskForm, AssistantForm
from .messages import EditForm, SendForm
from .threads import ForkForm, MembersForm, NewThreadForm, TitleForm

__all__ = ["AskForm", "AssistantForm", "EditForm", "ForkForm", "MembersForm", "NewThreadForm", "SendForm", "TitleForm"]
