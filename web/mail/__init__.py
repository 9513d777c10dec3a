"""The pages behind the links in mails: agree, leave, manage.

A GET only shows: programs that look for danger open every link. What changes something is a POST. The signed link
is all that one needs; so nothing of it leaves the page, and nothing keeps it.
"""
