"""Who uses the panel: users, roles, sign-in and the audit trail."""
