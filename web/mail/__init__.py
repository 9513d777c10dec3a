"""The pages behind the links in mails: agree, leave, manage.

A GET only shows: programs that look for danger open every link. What changes something is a POST. The signed link
is all that one needs; so nothing of it leaves the page, and nothing keeps it.
"""

from fastapi import APIRouter

from web.mail import confirm, leave, manage

router = APIRouter()
for _part in (confirm, leave, manage):
    router.include_router(_part.router)
