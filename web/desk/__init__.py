"""`/desk`: where editors publish. Everything is written by releases/desk.py, and previewed by writing it and undoing it.

Two steps for an announcement: it is pasted (home.py), and its drafts are checked and published (publishing.py, whose
rows are drafted.py's). One release is moved, cancelled or restored after a look at who will be told (moving.py); a file
is imported after a look at what it would do (importing.py). A page of the desk takes `EditorDep` (sign_in.py).
"""

from fastapi import APIRouter

from web.desk import home, importing, moving, publishing, sign_in

router = APIRouter()
for _part in (sign_in, home, publishing, moving, importing):
    router.include_router(_part.router, prefix="/desk")
