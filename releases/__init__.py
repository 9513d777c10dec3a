"""The domain: titles, regions, dates, holidays, reminder times, imports, and the desk that alone writes releases."""
