"""`/desk`: where editors publish. releases/desk.py writes everything; a preview writes and rolls back.

- An announcement is pasted (home.py); its drafts are checked and published (publishing.py, with rows from drafted.py).
- A release is moved, cancelled or restored after a preview of who will be told (moving.py).
- A file is imported after a preview of what it would do (importing.py).
- A route of the desk takes `EditorDep` (sign_in.py).
"""

from fastapi import APIRouter

from web.desk import home, importing, moving, publishing, sign_in

router = APIRouter()
for _part in (sign_in, home, publishing, moving, importing):
    router.include_router(_part.router, prefix="/desk")
