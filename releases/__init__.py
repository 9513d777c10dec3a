"""What a release is: regions, dates, holidays, announcements, reminders' arithmetic, and the desk."""
