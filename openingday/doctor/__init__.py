"""`openingday doctor`: looks at the settings, the database and the work, and says what is wrong and how to mend it."""
