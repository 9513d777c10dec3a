"""`openingday doctor`: checks the settings, the database and the work, and says what is wrong and how to fix it."""
