"""Aid: applications, their assessment and decision, and what households were given."""
