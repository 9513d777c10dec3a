"""Every page, with something on it worth seeing."""

import httpx

from tests.web.reading import found


def pages(address: str) -> dict[str, str]:
    """Paths by the names of their screenshots."""
    with httpx.Client(base_url=address, timeout=20) as client:
        title = client.get("/titles/paddington-in-peru")
        release = found(r'href="(/releases/[^"]*)">United States</a>', title)
    return {
        "programme": "/nz",
        "everywhere": "/all",
        "month": "/nz?view=month",
        "regions": "/regions",
        "title": "/titles/a-complete-unknown",
        "release": release,
        "calendar": "/feeds?region=nz&type=theatrical",
        "calendar-of-titles": "/feeds?region=nz&title=anora&title=flow",
        "alerts": "/alerts?region=nz",
        "alerts-link": "/alerts/mine",
        "for-your-site": "/embed?region=nz",
        "embedded": "/embed/nz",
        "not-found": "/new-zealand",
    }


def editors_pages(address: str) -> dict[str, str]:
    """Those of the desk, for who is signed in."""
    with httpx.Client(base_url=address, timeout=20) as client:
        release = found(r'href="(/releases/[^"]*)">New Zealand</a>', client.get("/titles/anora"))
    return {
        "desk": "/desk",
        "desk-by-hand": "/desk/add",
        "desk-releases": "/desk/releases",
        "desk-release": f"/desk{release}",
        "desk-import": "/desk/import",
    }
