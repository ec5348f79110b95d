"""What may be typed about tasks."""

from .actions import AssignForm, CancelSeriesForm, CommentForm, Extent, FileForm, StepForm
from .bulk import BulkAssignForm, BulkDueForm, BulkPriorityForm, BulkStateForm
from .task import TaskForm

__all__ = [
    "AssignForm",
    "BulkAssignForm",
    "BulkDueForm",
    "BulkPriorityForm",
    "BulkStateForm",
    "CancelSeriesForm",
    "CommentForm",
    "Extent",
    "FileForm",
    "StepForm",
    "TaskForm",
]
