"""Tasks, and what people write under them."""

from .files import TaskFile
from .talk import ChecklistItem, Comment, Mention
from .task import Follower, Priority, Task

__all__ = ["ChecklistItem", "Comment", "Follower", "Mention", "Priority", "Task", "TaskFile"]
