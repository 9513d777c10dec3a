"""The desk: an editor signs in, publishes, moves, cancels and imports."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from api import limits
from releases.desk import Desk, NewRelease
from releases.editors import Editor, create_token, revoke_token
from tests.web.newsroom import PRESS, Newsroom, release_of, send
from tests.web.reading import fields_of, found, guard_of, text_of
from tests.web.site import NOW, SCRIPT


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    limits.forget_rates()


@pytest.fixture
def editor(room: Newsroom) -> Iterator[httpx.Client]:
    with room.editor() as client:
        yield client


def test_an_editor_signs_in_and_out(room: Newsroom) -> None:
    with httpx.Client(base_url=room.address, timeout=60) as client:
        asked = client.get("/desk")
        assert (asked.status_code, "Your token" in asked.text) == (401, True)
        wrong = send(client, asked, "/desk/sign-in", token="od_wrong")
        assert "the token is unknown or revoked" in wrong.text
        signed_in = send(client, asked, "/desk/sign-in", token=room.everywhere, back="https://evil.example/")
        assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/desk")
        cookie = signed_in.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "Path=/desk" in cookie
        assert room.everywhere not in cookie
        home = client.get("/desk")
        assert home.status_code == 200
        send(client, home, "/desk/sign-out")
        assert client.get("/desk").status_code == 401
        for forged in ("x", cookie.partition(";")[0].removeprefix("desk=")[:-2] + "xx"):
            assert client.get("/desk", headers={"cookie": f"desk={forged}"}).status_code == 401


def test_a_revoked_token_signs_out_and_the_form_is_resubmitted_after_sign_in(room: Newsroom) -> None:
    with room.database.write() as session:
        token, secret = create_token(session, "Leaving", [], NOW)
    with room.editor(secret) as client:
        home = client.get("/desk")
        with room.database.write() as session:
            revoke_token(session, token.id, NOW)
        refused = send(
            client, home, "/desk/announcement", text="“Late Copy” opens in Fiji on 3 January 2025."
        )
        assert refused.status_code == 401
        assert "has been revoked" in refused.text
        kept = fields_of(refused, "/desk/sign-in") | {"token": room.everywhere}
        drafts = send(client, refused, "/desk/sign-in", **kept)
        assert "Late Copy" in text_of(drafts)
        assert drafts.url.path == "/desk/announcement"


def test_an_announcement_is_checked_corrected_and_published(room: Newsroom, editor: httpx.Client) -> None:
    drafts = send(editor, "/desk", "/desk/announcement", text=PRESS)
    text = text_of(drafts)
    assert '<mark class="of-title">The Long Tide</mark>' in drafts.text
    assert '<mark class="of-date">Boxing Day</mark>' in drafts.text
    assert "Will be added" in text
    assert "Is on the calendar: will be moved" in text
    assert "Check this one, and tick it if it is right." in text
    fields = fields_of(drafts, "/desk/publish")
    assert ("publish-1" in fields, "publish-2" in fields, "publish-3" in fields) == (True, True, False)
    assert fields["on-1"] == "26 December 2024"

    wrong = fields | {"on-1": "Blursday", "title-2": "Anora", "note-2": "By the distributor."}
    refused = send(editor, drafts, "/desk/publish", **wrong)
    assert refused.status_code == 422
    assert re.search(r'id="on-1"[^>]*value="Blursday"[^>]*aria-describedby="on-1-error"', refused.text)
    assert "By the distributor." in refused.text
    assert '<mark class="of-title">The Long Tide</mark>' in refused.text
    assert release_of(room.database, "The Long Tide", "NZ") is None

    done = send(
        editor, refused, "/desk/publish", **fields_of(refused, "/desk/publish") | {"on-1": "Boxing Day"}
    )
    assert "2 releases written" in text_of(done)
    published = release_of(room.database, "The Long Tide", "NZ")
    assert published is not None
    assert (str(published.opens_on), published.label) == ("2024-12-26", "Boxing Day")
    assert str(release_of(room.database, "Anora", "NZ").opens_on) == "2025-01-02"  # type: ignore[union-attr]
    assert release_of(room.database, "Some Rumour", "AU") is None
    again = send(editor, "/desk", "/desk/announcement", text=PRESS)
    assert "Is on the calendar like this already" in text_of(again)


def test_an_editor_cannot_publish_outside_their_regions(room: Newsroom) -> None:
    with room.editor(room.new_zealand) as client:
        drafts = send(
            client, "/desk", "/desk/announcement", text="“Not Ours” opens in Chile on 3 January 2025."
        )
        assert "This token is for NZ, not for CL." in text_of(drafts)
        fields = fields_of(drafts, "/desk/publish")
        assert "publish-1" not in fields
        refused = send(client, drafts, "/desk/publish", **fields | {"publish-1": "on"})
        assert "this token is for NZ, not for CL" in refused.text
    assert release_of(room.database, "Not Ours", "CL") is None


def test_a_release_is_added_by_hand(room: Newsroom, editor: httpx.Client) -> None:
    blank = fields_of(editor.get("/desk/add"), "/desk/publish")
    given = {"title-1": "By Hand", "region-1": "New Zealand", "on-1": "summer 2026", "at-1": "7pm"}
    refused = send(editor, "/desk/add", "/desk/publish", **blank | given)
    assert "write a time such as 19:00" in refused.text or "at needs a date" in refused.text
    send(editor, refused, "/desk/publish", **fields_of(refused, "/desk/publish") | {"at-1": ""})
    assert release_of(room.database, "By Hand", "NZ") is not None


def test_a_move_is_previewed_and_then_made(room: Newsroom, editor: httpx.Client) -> None:
    with room.database.write() as session:
        new = NewRelease(title="Two Steps", region="NZ", on="2025-03-06")
        release = Desk(session, NOW, Editor("test")).announce(new)
    path = f"/desk/releases/{release.id}"
    assert path in editor.get("/desk/releases?q=two+st").text
    fields = fields_of(editor.get(path), "") | {"on": "6 June 2025", "act": "move", "version": "1"}
    preview = send(editor, path, path, **fields)
    assert "It will be on Friday 6 June 2025 Nobody will be told at once." in text_of(preview)
    assert str(release_of(room.database, "Two Steps", "NZ").opens_on) == "2025-03-06"  # type: ignore[union-attr]
    wrong = send(editor, path, path, **fields | {"on": "Blursday"})
    assert 'id="on-error"' in wrong.text
    assert "1 release written" in text_of(send(editor, preview, path, **fields | {"sure": "yes"}))
    stale = send(editor, path, path, **fields | {"on": "7 June 2025", "sure": "yes"})
    assert (stale.status_code, "read it again" in stale.text) == (412, True)
    assert "It will be cancelled" in text_of(send(editor, path, path, act="cancel", version="2"))
    send(editor, path, path, act="cancel", version="2", sure="yes")
    assert "Restored, it is what it was before" in editor.get(path).text
    assert "It will be on Friday 6 June 2025" in text_of(send(editor, path, path, act="restore", version="3"))


def test_a_file_is_previewed_and_then_imported(room: Newsroom, editor: httpx.Client) -> None:
    shown = editor.get("/desk/import")
    data = {"guard": guard_of(shown), "region": "Samoa", "type": ""}
    rows = "title,on,note\nFrom a File,2025-05-01,café\nBad Row,Blursday,\n".encode("latin-1")
    preview = editor.post("/desk/import", data=data, files={"file": ("list.csv", rows)})
    text = text_of(preview)
    assert "What it would do 1 added 1 bad" in text
    assert "Windows-1252 was assumed" in text
    assert release_of(room.database, "From a File", "WS") is None
    done = send(editor, preview, "/desk/import", **_kept(preview))
    assert "It is done 1 added 1 bad" in text_of(done)
    made = release_of(room.database, "From a File", "WS")
    assert made is not None
    assert made.note == "café"
    forged = send(editor, preview, "/desk/import", kept=_kept(preview)["kept"] + "x", region="", type="")
    assert forged.status_code == 403
    nothing = send(editor, preview, "/desk/import", region="", type="")
    assert "Choose a file" in nothing.text


def _kept(page: httpx.Response) -> dict[str, str]:
    return {
        name: unescape(found(rf'name="{name}" value="([^"]*)"', page)) for name in ("kept", "region", "type")
    }


def test_bad_input_at_the_desk_is_explained_and_escaped(editor: httpx.Client) -> None:
    for path in ("/desk/announcement", "/desk/publish", "/desk/import", "/desk/sign-in", "/desk/sign-out"):
        assert editor.post(path, data={"text": "x", "rows": "1"}).status_code == 403
    million = send(editor, "/desk", "/desk/announcement", text="x" * 1_000_000)
    assert (million.status_code, "longer than 500,000 octets" in million.text) == (422, True)
    assert send(editor, "/desk", "/desk/announcement", text=" ", region=SCRIPT).status_code == 422
    wrong = send(editor, "/desk", "/desk/announcement", text="x", region=SCRIPT, published="never")
    assert "write one such as 2024-12-19" in wrong.text
    hostile = {
        f"{name}-1": SCRIPT
        for name in ("title", "region", "on", "type", "status", "edition", "year", "at", "note", "source")
    }
    pages = [
        wrong,
        send(editor, "/desk", "/desk/publish", rows="1", **hostile, **{"publish-1": "on"}),
        send(
            editor,
            "/desk",
            "/desk/publish",
            rows="9" * 500,
            text=f"“{SCRIPT}” opens in Fiji on 3 May 2025.",
            **hostile,
        ),
        editor.get("/desk/releases", params={"q": SCRIPT, "region": SCRIPT}),
        editor.get("/desk", params={"published": "9" * 5000}),
        send(editor, "/desk/import", "/desk/import", region=SCRIPT, type=SCRIPT),
    ]
    for page in pages:
        assert page.status_code < 500
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
    assert editor.get("/desk/releases/00000000-0000-0000-0000-000000000000").status_code == 404
