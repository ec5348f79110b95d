"""What the database refused, in the words that its constraint carries."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.utils.translation import gettext as _
from psycopg.errors import NumericValueOutOfRange


def explain(error: IntegrityError | DataError) -> ValidationError | None:
    """Return the refusal by a model's constraint as a ValidationError; None for one without words of its own.

    Forms check most rules before; this is for the race that only the database sees. Triggers refuse in the name of a
    constraint too, whose words the model has in `trigger_refusals`. What a statement reckons may be more than its
    column holds, though each number that was typed was not.
    """
    if isinstance(error.__cause__, NumericValueOutOfRange):
        return ValidationError(_("Bu sayılarla hesaplanan tutar çok büyük."), code="number_too_large")
    diagnostics = getattr(error.__cause__, "diag", None)
    if diagnostics is None:
        return None
    model = next((each for each in apps.get_models() if each._meta.db_table == diagnostics.table_name), None)
    name = str(diagnostics.constraint_name)
    if name in (refusals := getattr(model, "trigger_refusals", {})):
        return ValidationError(refusals[name], code=name)
    for constraint in model._meta.constraints if model else ():
        if constraint.name == name:
            words, of_django = constraint.violation_error_message, constraint.default_violation_error_message
            return ValidationError(words, code=constraint.name) if words and words != of_django else None
    return None
