"""What may be typed about tasks."""

from .actions import AssignForm, CommentForm, FileForm, StepForm
from .bulk import BulkAssignForm, BulkDueForm, BulkPriorityForm, BulkStateForm
from .task import TaskForm

__all__ = [
    "AssignForm",
    "BulkAssignForm",
    "BulkDueForm",
    "BulkPriorityForm",
    "BulkStateForm",
    "CommentForm",
    "FileForm",
    "StepForm",
    "TaskForm",
]
