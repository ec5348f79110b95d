"""The registry of households and people in need."""
