"""The words that the sheet's form knows for a consent."""

YES, NO = "yes", "no"
