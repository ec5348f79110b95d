from .messages import EditForm, SendForm
from .threads import ForkForm, MembersForm, NewThreadForm, TitleForm

__all__ = ["EditForm", "ForkForm", "MembersForm", "NewThreadForm", "SendForm", "TitleForm"]
