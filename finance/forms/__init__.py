"""What may be typed about money."""
