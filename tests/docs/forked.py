"""Runs `openingday` commands in forks of one process that has imported it, which saves each command its start.

`python -m tests.docs.forked SOCKET` serves; `CLIENT` is the program that stands for `openingday` on the PATH.
"""

import json
import os
import signal
import socket
import sys
import traceback
from importlib import import_module

CLIENT = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({path!r})
    request = json.dumps([sys.argv, os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(server, [request], [0, 1, 2])
    sys.exit(server.recv(1)[0])
"""
LARGEST_REQUEST = 2**17  # octets
# What commands import when they are called.
IMPORTED = (
    "feeds.check.address", "feeds.publish.publisher", "openingday.backup.restore", "openingday.database",
    "openingday.doctor.examine", "announcements.drafts", "releases.exports", "releases.imports",
    "scheduler.rehearsal.alerts",
)  # fmt: skip


def serve(path: str) -> None:
    for module in IMPORTED:
        import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        while True:
            connection, _ = listener.accept()
            with connection:
                if os.fork() == 0:
                    run(connection)


def run(connection: socket.socket) -> None:
    request, streams, _, _ = socket.recv_fds(connection, LARGEST_REQUEST, 3)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115 - the old one remembers whether it could seek
    sys.argv, folder, environment = json.loads(request)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    code: object = 1
    try:
        import_module("openingday.command").main()
    except SystemExit as left:
        code = left.code
    except BaseException:  # noqa: BLE001 - a fork must not return to the server's loop
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        connection.send(bytes([int(str(code or 0))]))
        os._exit(0)


if __name__ == "__main__":
    serve(sys.argv[1])
