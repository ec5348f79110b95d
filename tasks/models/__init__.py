"""Tasks, and what people write under them."""

from .feed import CalendarFeed
from .files import TaskFile
from .talk import ChecklistItem, Comment, Mention
from .task import Follower, Priority, Task

__all__ = ["CalendarFeed", "ChecklistItem", "Comment", "Follower", "Mention", "Priority", "Task", "TaskFile"]
