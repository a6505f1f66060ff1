"""A signature by a key of the log: FORMAT.md §9."""

import base64
import hashlib

import canonical
import ed25519
import note
import p256

PRESENT_AND_VERIFIED = 0x05


def verifies(key, signature, message):
    """`signature` is the object {k, s, a?, d?}."""
    if key.kid != signature["k"]:
        return False
    is_webauthn = key.alg.startswith("webauthn-")
    if is_webauthn != ("a" in signature):
        return False
    made = note.unbase64(signature["s"])
    if len(made) != 64:
        return False
    if is_webauthn:
        authenticator, client = note.unbase64(signature["a"]), note.unbase64(signature["d"])
        if not _was_asked(key, authenticator, client, message):
            return False
        message = authenticator + hashlib.sha256(client).digest()
    if key.alg in ("ed25519", "webauthn-ed25519"):
        return ed25519.verify(key.pub, message, made)
    return key.alg == "webauthn-es256" and p256.verify(key.pub, message, made)


def _was_asked(key, authenticator, client, message):
    if authenticator[:32] != hashlib.sha256(key.rp.encode()).digest():
        return False
    if authenticator[32] & PRESENT_AND_VERIFIED != PRESENT_AND_VERIFIED:
        return False
    try:
        said = canonical.parse(client)
    except ValueError:
        return False
    if not isinstance(said, dict) or said.get("type") != "webauthn.get" or said.get("crossOrigin") is True:
        return False
    challenge = base64.urlsafe_b64encode(hashlib.sha256(message).digest()).rstrip(b"=").decode()
    return said.get("challenge") == challenge
