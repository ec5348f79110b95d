"""What stands where a name stood. It is a value in the database, the same in every language."""

FORGOTTEN = "İmha edildi"
