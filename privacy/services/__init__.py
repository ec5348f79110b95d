"""The verbs of the room. Each is one transaction: rule, lock, save; the audit trail writes itself in the database."""
