"""Whether the panel and what it stands on are well."""
