# SPDX-License-Identifier: GPL-3.0-or-later
"""A kiosk in a few lines: it signs and seals as the real one does, and may be told to do so wrongly.

Written from the formats (src/core/crypto/foyer-crypto.h, src/sync/foyer-request-signature.h), not from the
code, over libsodium itself: so it also shows that both can be followed by somebody else.
"""

import base64
import ctypes
import ctypes.util
import hashlib
import json
import secrets
import time

PAD = 512
CONTEXT = "foyer-request-1"


class SodiumMissing(Exception):
    """libsodium is not on this machine."""


def load_sodium():
    for name in ("libsodium.so.23", ctypes.util.find_library("sodium") or "libsodium.so"):
        try:
            sodium = ctypes.CDLL(name)
        except OSError:
            continue
        sodium.sodium_init()
        return sodium
    raise SodiumMissing()


SODIUM = load_sodium()


def new_sign_key():
    """(public, secret)"""
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
    SODIUM.crypto_sign_keypair(public, secret)
    return public.raw, secret.raw


def new_box_key():
    """The public half of a box nobody opens."""
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(32)
    SODIUM.crypto_box_keypair(public, secret)
    return public.raw


def sign(secret, message):
    signature = ctypes.create_string_buffer(64)
    SODIUM.crypto_sign_detached(signature, None, message, ctypes.c_ulonglong(len(message)), secret)
    return signature.raw


def verify(public, context, message, signature):
    """What the centre signs is context ‖ 0 ‖ message."""
    whole = context.encode() + b"\0" + message
    return SODIUM.crypto_sign_verify_detached(signature, whole, ctypes.c_ulonglong(len(whole)), public) == 0


def blake2b(data, size=32):
    return hashlib.blake2b(data, digest_size=size).digest()


def seal(header, payload, recipients):
    """The sealed bytes of a record: header a dict, payload bytes, recipients public box keys."""
    key, nonce = secrets.token_bytes(32), secrets.token_bytes(24)
    text = json.dumps(header, separators=(",", ":")).encode()
    front = b"FOYS" + bytes([1, len(recipients)]) + len(text).to_bytes(2, "little") + text
    for recipient in recipients:
        share = ctypes.create_string_buffer(80)
        SODIUM.crypto_box_seal(share, key, ctypes.c_ulonglong(32), recipient)
        front += blake2b(recipient)[:8] + share.raw
    padded = payload + b"\x80"
    padded += b"\0" * (-len(padded) % PAD)
    cipher = ctypes.create_string_buffer(len(padded) + 16)
    SODIUM.crypto_aead_xchacha20poly1305_ietf_encrypt(
        cipher, None, padded, ctypes.c_ulonglong(len(padded)), front, ctypes.c_ulonglong(len(front)), None, nonce, key)
    return front + nonce + cipher.raw


def new_id():
    return "".join(secrets.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(26))


class SignedKiosk:
    """Makes requests; who sends them is the test's affair. trust: as the answer to the enrolment says."""

    def __init__(self, host):
        self.host = host
        self.public, self.secret = new_sign_key()
        self.keyid = self.public.hex()
        self.trust = None

    def take_trust(self, body):
        self.trust = json.loads(body)
        self.keyid = self.trust["kiosk"]

    def record(self, name="Robin", recipients=None, **more):
        """A sign-up of somebody: what stands in a batch."""
        ident = new_id()
        header = {"v": 1, "id": ident, "kind": "interest", "kiosk": self.keyid, "place": "lib-chelmsford",
                  "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "code_hash": secrets.token_hex(32), **more}
        payload = {"age_band": "adult", "awaiting_parent": False, "listing": "ess-034", "name": name, "v": 1}
        boxes = recipients or [bytes.fromhex(box) for box in self.trust["keys"]["box"]]
        sealed = seal(header, json.dumps(payload).encode(), boxes)
        return {"id": ident, "kind": "interest", "sealed": base64.b64encode(sealed).decode()}

    def post(self, path, body, signed=None, secret=None, created=None, method="POST", keyid=None, signed_body=None):
        """The bytes of a signed POST of a JSON value (or of bytes). Everything after body lies about what is
        sent: the signature is made over it instead."""
        body = body if isinstance(body, bytes) else json.dumps(body, separators=(",", ":")).encode()
        digest = f"sha-256=:{base64.b64encode(hashlib.sha256(signed_body or body).digest()).decode()}:"
        nonce = base64.urlsafe_b64encode(secrets.token_bytes(16)).rstrip(b"=").decode()
        params = (f'("@method" "@path" "content-digest");created={int(time.time()) if created is None else created}'
                  f';keyid="{keyid or self.keyid}";nonce="{nonce}";alg="ed25519";tag="{CONTEXT}"')
        base = f'"@method": {method}\n"@path": {signed or path}\n"content-digest": {digest}\n"@signature-params": {params}'
        value = base64.b64encode(sign(secret or self.secret, base.encode())).decode()
        return (f"POST {path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\nContent-Digest: {digest}\r\nSignature-Input: foyer={params}\r\n"
                f"Signature: foyer=:{value}:\r\n\r\n").encode() + body

    def batch(self, *records):
        return {"records": list(records) or [self.record()]}
