"""A server that speaks the chat completions of the OpenAI API on loopback, and answers as it is told."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class ModelServer:
    """What it answers, and what it was asked."""

    url: str = ""
    answers: list[tuple[int, dict[str, str], bytes]] = field(
        default_factory=list
    )  # in turn; the last one again
    pause: float = 0.0  # seconds before it answers
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def says(self, *releases: dict[str, str]) -> None:
        """Answer with these releases."""
        self.says_text(json.dumps({"releases": list(releases)}))

    def says_text(self, content: str) -> None:
        """Answer with this text where JSON belongs."""
        body = {"choices": [{"message": {"role": "assistant", "content": content}}]}
        self.answers.append((200, {}, json.dumps(body).encode()))

    def fails(self, status: int, **headers: str) -> None:
        """Answer with a status that is no success."""
        self.answers.append(
            (status, {name.replace("_", "-"): value for name, value in headers.items()}, b"{}")
        )


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """Serve on a free port as long as the block lasts."""
    model = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            model.keys.append(self.headers.get("Authorization"))
            time.sleep(model.pause)
            status, headers, body = model.answers.pop(0) if len(model.answers) > 1 else model.answers[0]
            try:
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except BrokenPipeError:
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
