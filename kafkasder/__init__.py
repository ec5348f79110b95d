"""The Kafkasder panel: an association's households, donations, meetings and tasks on live pages."""
