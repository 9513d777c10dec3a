"""`/alerts`: sign up for webhooks, and look after a subscription.

The link to a subscription has its key after the `#`, which browsers send to nobody: it gets here by a form, once, and
from then on a cookie says which subscription is meant.
"""

from fastapi import APIRouter

from web.alerts import choosing, mine

router = APIRouter()
router.include_router(choosing.router)
router.include_router(mine.router)
