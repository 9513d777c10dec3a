"""Lists and tables of dates, and the headings they stand under."""
