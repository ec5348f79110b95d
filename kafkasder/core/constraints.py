"""What the database refused, in the words that its constraint carries."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models


def explain(error: IntegrityError, *models_: type[models.Model]) -> ValidationError | None:
    """Return the refusal by a constraint of `models_` as a ValidationError; None for one without words of its own.

    Forms check most rules before; this is for the race that only the database sees.
    """
    diagnostics = getattr(error.__cause__, "diag", None)
    name = diagnostics.constraint_name if diagnostics else None
    for model in models_:
        for constraint in model._meta.constraints:
            if constraint.name == name and constraint.violation_error_message:
                return ValidationError(constraint.violation_error_message, code=name)
    return None
