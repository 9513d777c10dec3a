"""What is published for calendars."""
