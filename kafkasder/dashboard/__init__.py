"""The roof: the home page, the search palette and what each person prefers."""
