"""Reads pages as a visitor without scripts does: their text and their forms."""

import re
from html import unescape

import httpx


def text_of(page: httpx.Response) -> str:
    """Return the text of a page, with one space for each run of spaces and tags."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", page.text.partition("<main")[2])
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def found(pattern: str, page: httpx.Response) -> str:
    match = re.search(pattern, page.text)
    assert match is not None, f"{pattern} is not in {page.text[:2000]}"
    return match.group(1)


def guard_of(page: httpx.Response) -> str:
    """Return the hidden field that protects the page's forms."""
    return found(r'name="guard" value="([^"]*)"', page)


def fields_of(page: httpx.Response, action: str = "") -> dict[str, str]:
    """Return what the page's form to `action` submits unchanged."""
    form = page.text.partition(f'action="{action}"')[2].partition("</form>")[0]
    sent = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or " checked" in tag):
            sent[name[1]] = unescape(value[1]) if value else "on"
    for name, options in re.findall(r'(?s)<select id="[^"]*" name="([^"]*)".*?>(.*?)</select>', form):
        sent[name] = found(r'value="([^"]*)" selected', httpx.Response(200, text=options))
    for name, value in re.findall(r'(?s)<textarea [^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form):
        sent[name] = unescape(value)
    return sent
