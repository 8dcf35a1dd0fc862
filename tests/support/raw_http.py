# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP by the byte: whatever one likes to say to a server, and what it answers.

No library would send what the tests of the walls have to send. An address is (host, port) or the path of a
Unix socket.
"""

import contextlib
import socket

TIMEOUT_S = 5
PIECE = 1 << 16


def connect(address, source=None, timeout=TIMEOUT_S):
    """source: an address of the loopback (127.0.0.0/8) to come from."""
    if isinstance(address, str):
        line = socket.socket(socket.AF_UNIX)
    else:
        line = socket.socket()
        if source:
            line.bind((source, 0))
    line.settimeout(timeout)
    line.connect(address)
    return line


def status_of(answer):
    """Of the first reply; 0: there is none."""
    return int(answer[9:12]) if answer[:7] == b"HTTP/1." and answer[9:12].isdigit() else 0


def statuses_of(answer):
    """Of every reply in it, as far as bodies do not look like one."""
    return [status_of(b"HTTP/1." + part) for part in answer.split(b"HTTP/1.")[1:]]


def is_whole(answer):
    """One final reply with all of its body."""
    while status_of(answer) == 100 and b"\r\n\r\n" in answer:
        answer = answer.split(b"\r\n\r\n", 1)[1]
    head, end, body = answer.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return bool(end) and len(body) >= int(line.split(b":")[1])
    return False


def say(address, data, source=None, timeout=1.0, is_enough=is_whole):
    """Sends data whole, or as much of it as is taken, and reads until is_enough (what came), the end or a
    silence of timeout seconds."""
    with contextlib.closing(connect(address, source, timeout)) as line:
        with contextlib.suppress(OSError):
            line.sendall(data)
        got = b""
        while not is_enough(got):
            try:
                piece = line.recv(PIECE)
            except OSError:
                break
            if not piece:
                break
            got += piece
        return got


def take_reply(line):
    """One whole reply from a kept line: (status, {header: value}, body). ConnectionError when it is cut."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = line.recv(PIECE)
        if not piece:
            raise ConnectionError("the line closed before an answer")
        head += piece
    head, body = head.split(b"\r\n\r\n", 1)
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (each.partition(":") for each in lines[1:])}
    length = int(headers.get("content-length", 0))
    chunked = headers.get("transfer-encoding", "").lower() == "chunked"
    while len(body) < length or (chunked and not body.endswith(b"0\r\n\r\n")):
        piece = line.recv(PIECE)
        if not piece:
            raise ConnectionError("the line closed within an answer")
        body += piece
    return int(lines[0].split()[1]), headers, body
