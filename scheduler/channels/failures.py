"""Why a webhook did not arrive, in a few words for the person whose receiver it is."""

import httpx


def explain_status(status: int) -> str | None:
    """Return what is wrong with an answer's status; None for a 2xx."""
    match status // 100:
        case 2:
            return None
        case 3:
            return f"redirects are not followed (answered {status})"
        case _:
            return f"answered {status}"


def explain(error: Exception) -> str:
    """Return what went wrong on the way to an answer. Never repeats what was sent, nor the address's path."""
    match error:
        case httpx.TransportError():
            return str(error)
        case httpx.InvalidURL():
            return "the address cannot be read"
        case _:
            return f"the try failed ({type(error).__name__})"
