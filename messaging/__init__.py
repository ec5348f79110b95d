"""Messages of staff among themselves, freely or about a record, and the assistant that may be asked in them."""
