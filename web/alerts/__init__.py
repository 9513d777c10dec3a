"""`/alerts`: sign up by email or webhook; and, for who has the link: agree, look after it, leave.

The links in mails are signed. A GET of one only shows, since programs that look for danger open every link; what
changes something is a POST. The link to a webhook's subscription has its key after the `#`, which browsers send to
nobody: it gets here by a form. Either leads to the one page that looks after a subscription, and from then on a cookie
says which one is meant.
"""

from fastapi import APIRouter

from web.alerts import confirm, leave
from web.alerts import manage as mine
from web.alerts import sign_up as choosing

router = APIRouter()
for _part in (choosing, confirm, leave, mine):
    router.include_router(_part.router)
