"""`/alerts`: sign up by email or webhook and, with the link of a subscription, confirm, manage or leave it.

The links in mails are signed. A GET only shows a page, since link scanners open every link; changes are POSTs. The link
of a webhook's subscription has its token after the `#`, which browsers do not send: a form submits it. Either link opens
the page that manages the subscription, and from then on a cookie says which one that is.
"""

from fastapi import APIRouter

from web.alerts import confirm, leave
from web.alerts import manage as mine
from web.alerts import sign_up as choosing

router = APIRouter()
for _part in (choosing, confirm, leave, mine):
    router.include_router(_part.router)
