"""Fan-out: from due reminders and new events to one delivery row per subscription."""
