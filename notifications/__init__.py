"""Who is told what, and by which way: workflow notifications, announcements, preferences and delivery."""
