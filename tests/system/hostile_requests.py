# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests nobody honest sends, each with the answers it may get: from nginx, and from the centre itself.

An answer is a status, or CLOSED: the line closes without one. Both walls are asked, since the second must
stand when the first was set up wrongly. Where the second may say 200, libsoup has tidied the request up before
anybody can see what it was (blanks, folds, lines that are no header, letters encoded for no reason): it means
what the tidy one means, and only nginx refuses it.
"""

import collections

CLOSED = 0
WORD = "Zebedee"  # what a person might have typed somewhere; looked for in the logs

Hostile = collections.namedtuple("Hostile", "name data front wall")

JSON = "Content-Type: application/json\r\n"


def get(target="/", more="", line=None, version="HTTP/1.1", host="Host: 127.0.0.1\r\n"):
    return f"{line or f'GET {target} {version}'}\r\n{host}{more}\r\n".encode()


def post(target="/records", more="Content-Length: 2\r\n", body="{}", host="Host: 127.0.0.1\r\n"):
    return f"POST {target} HTTP/1.1\r\n{host}{JSON}{more}\r\n{body}".encode()


def framing():
    yield "two equal Content-Lengths", post(more="Content-Length: 2\r\n" * 2), 400, 400
    yield "two different Content-Lengths", post(more="Content-Length: 2\r\nContent-Length: 3\r\n"), 400, 400
    yield "a list of Content-Lengths", post(more="Content-Length: 2, 2\r\n"), 400, (400, CLOSED)
    yield "Content-Length and chunked", post(more="Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"), 400, 400
    yield "chunked", post(more="Transfer-Encoding: chunked\r\n", body="2\r\n{}\r\n0\r\n\r\n"), 400, 400
    yield "chunked, spelt oddly", post(more="Transfer-Encoding: xchunked\r\n"), (400, 501), (400, 501)
    yield "a chunk of 2^64 bytes", post(more="Transfer-Encoding: chunked\r\n", body="ffffffffffffffff\r\n{}"), 400, 400
    yield "a chunked GET", get(more="Transfer-Encoding: chunked\r\n"), 400, 400
    yield "a GET with a body", get(more="Content-Length: 3\r\n") + b"abc", 400, 400
    yield "a POST without a length", post(more="", body=""), 411, 411
    yield "a negative length", post(more="Content-Length: -1\r\n"), 400, (400, CLOSED)
    yield "a length with a plus", post(more="Content-Length: +2\r\n"), 400, (400, CLOSED)
    yield "a length in hexadecimal", post(more="Content-Length: 0x2\r\n"), 400, (400, CLOSED)
    yield "a length of 10^30", post(more=f"Content-Length: {10 ** 30}\r\n"), 400, (400, 413, CLOSED)
    yield "one byte too many", post(more=f"Content-Length: {256 * 1024 + 1}\r\n"), 413, 413
    yield "Upgrade", post(more="Content-Length: 2\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"), 400, 400
    yield "an upgrade of a GET to h2c", get(more="Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"), 400, 400
    yield "Expect: 100-continue, unsigned", post(more="Content-Length: 2\r\nExpect: 100-continue\r\n"), (100, 401), (100, 401)
    yield "another expectation", post(more="Content-Length: 2\r\nExpect: everything\r\n"), (401, 417), 417


def targets():
    yield "absolute form", get("http://127.0.0.1/"), 400, (200, 400)
    yield "absolute form of elsewhere", get("http://elsewhere.example/metrics"), (400, 421), 400
    yield "authority form", get("127.0.0.1:80"), 400, 400
    yield "an asterisk", get("*"), 400, (400, 404)
    yield "OPTIONS *", get(line="OPTIONS * HTTP/1.1"), (400, 405), (400, 404, 405)
    yield "no slash", get("records"), 400, 400
    yield "two spaces", get(line="GET  / HTTP/1.1"), 400, (200, 400)
    yield "a tab", get(line="GET\t/ HTTP/1.1"), 400, (200, 400)
    yield "letters behind the version", get(line="GET / HTTP/1.1 x"), 400, (400, CLOSED)
    yield "an unknown path", get("/admin"), 404, 404
    yield "a path with a word in it", get(f"/{WORD.lower()}.php?name={WORD}"), 404, 404
    yield "below a known path", get("/records/1"), 404, 404
    yield "a slash behind", post("/records/"), (400, 404), 404
    yield "two slashes", get("//etc/passwd"), 400, (400, 404)
    yield "an unknown feed", get("/feeds/secrets"), 404, 404
    yield "traversal in media", get("/media/../centre.db"), 400, (400, 404)
    yield "traversal in media, encoded", get("/media/..%2fcentre.db"), 400, 400
    yield "traversal in media, encoded twice", get("/media/..%252fcentre.db"), 400, (400, 404)
    yield "traversal with a backslash", get("/media/..\\centre.db"), 400, (400, 404)
    yield "a media file of another name", get("/media/sha256-" + "0" * 63), 404, 404
    yield "a media file that is not there", get("/media/sha256-" + "0" * 64), 404, 404
    yield "a NUL in the path", get("/media/%00"), 400, (400, 404)
    yield "a known path, encoded", get("/feeds/%6cistings"), 400, (200, 404)
    yield "a fragment", get("/feeds/listings#x"), (400, 404), (400, 404)
    yield "a query that is no number", get("/feeds/listings?afterChangeNumber=x"), 400, 400
    yield "a query of script", get("/feeds/listings?afterChangeNumber=<script>"), 400, 400
    yield "a limit of a million", get("/feeds/listings?limit=1000000"), 400, 400
    yield "a request line of 5,000 signs", get("/" + "a" * 5000), (400, 414), 414
    yield "a request line of 1 MB", get("/" + "a" * 1_000_000), 414, (400, 414, CLOSED)
    yield "a query of 3,000 signs", get("/?nonce=" + "a" * 3000), (400, 414), 414


def methods():
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "BREW"):
        yield f"{method} of a known path", get(line=f"{method} /records HTTP/1.1"), 405, 405
    yield "TRACE", get(line="TRACE / HTTP/1.1"), 405, 405
    yield "CONNECT", get(line="CONNECT 127.0.0.1:22 HTTP/1.1"), (400, 405), (400, 405, CLOSED)
    yield "GET of what is posted", get("/records"), 405, 405
    yield "POST of what is read", post("/feeds/listings"), 405, 405
    yield "POST of nothing", post("/"), 405, 405
    yield "a method in small letters", get(line="get / HTTP/1.1"), 400, 405
    yield "another content type", post().replace(b"application/json", b"text/html"), 415, 415
    yield "an unsigned post", post(), 401, 401
    yield "a form of a person", post(body="", more="Content-Length: 0\r\n").replace(b"application/json", b"application/x-www-form-urlencoded"), 415, 415


def headers():
    yield "two Hosts", get(more="Host: elsewhere\r\n"), 400, 400
    yield "another Host", get(host="Host: elsewhere.example\r\n"), 421, 200
    yield "a Host with a mark", get(host="Host: a<script>\r\n"), (400, 421), 400
    yield "a Host with a path", get(host="Host: 127.0.0.1/../x\r\n"), 400, 400
    yield "an empty Host", get(host="Host:\r\n"), (400, 421), 400
    yield "no Host", get(host=""), 400, 400
    yield "a folded header", get(more="X-One: a\r\n b\r\n"), 400, (200, 400)
    yield "a folded Content-Length", post(more="Content-Length:\r\n 2\r\n"), 400, (400, 401)
    yield "a blank before the colon", post(more="Content-Length : 2\r\n"), 400, (400, 411)
    yield "a header without a name", get(more=": x\r\n"), 400, (200, 400)
    yield "a header without a colon", get(more="nonsense\r\n"), (200, 400), (200, 400)
    yield "a NUL in a header", get(more="X-One: a\0b\r\n"), 400, 400
    yield "a bare CR in a header", get(more="X-One: a\rTransfer-Encoding: chunked\r\n"), (200, 400), (200, 400)
    yield "a header of 20 KB", get(more="X-One: " + "a" * 20_000 + "\r\n"), (400, 494), (400, 431)
    yield "headers of 1 MB", get(more="".join(f"X-{i}: {'a' * 100}\r\n" for i in range(9000))), (400, 494), (400, 431, CLOSED)
    yield "500 headers", get(more="".join(f"X-{i}: a\r\n" for i in range(500))), 431, 431


def versions():
    yield "HTTP/0.9", b"GET /\r\n\r\n", CLOSED, (400, CLOSED)
    yield "HTTP/1.0", get(version="HTTP/1.0"), 400, (200, 400)
    yield "HTTP/2.0 in words", get(version="HTTP/2.0"), (400, 505), (400, 505, CLOSED)
    yield "HTTP/9.9", get(version="HTTP/9.9"), (400, 505), (400, 505, CLOSED)
    yield "the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (400, 405, 505), (400, 405, 505, CLOSED)
    yield "a TLS greeting", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 64 + b"\r\n\r\n", 400, (400, CLOSED)
    yield "noise", bytes(range(1, 256)) * 8 + b"\r\n\r\n", 400, (400, CLOSED)
    yield "NUL bytes", b"\0" * 4096 + b"\r\n\r\n", 400, (400, CLOSED)
    yield "nothing but line ends", b"\r\n" * 2000, (400, CLOSED), (400, CLOSED)


def list_hostile():
    for part in (framing, targets, methods, headers, versions):
        for name, data, front, wall in part():
            yield Hostile(name, data, *(one if isinstance(one, tuple) else (one,) for one in (front, wall)))
