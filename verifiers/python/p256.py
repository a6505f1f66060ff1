"""ECDSA on P-256 with SHA-256 (FIPS 186-5), verification only, for WebAuthn keys of type es256."""

import hashlib

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
A = -3
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def point_of(encoded):
    """(x, y) of `04 ‖ x ‖ y`, or None where that is no point of the curve."""
    if len(encoded) != 65 or encoded[0] != 4:
        return None
    x, y = int.from_bytes(encoded[1:33], "big"), int.from_bytes(encoded[33:], "big")
    if x >= P or y >= P or (y * y - (x * x * x + A * x + B)) % P != 0:
        return None
    return (x, y)


def _double(point):
    """Jacobian coordinates; Z = 0 is the point at infinity."""
    x, y, z = point
    if z == 0 or y == 0:
        return (1, 1, 0)
    zz = z * z % P
    m = 3 * (x - zz) * (x + zz) % P
    s = 4 * x * y * y % P
    x3 = (m * m - 2 * s) % P
    return (x3, (m * (s - x3) - 8 * pow(y, 4, P)) % P, 2 * y * z % P)


def _add(one, other):
    if one[2] == 0:
        return other
    if other[2] == 0:
        return one
    za, zb = one[2] * one[2] % P, other[2] * other[2] % P
    ua, ub = one[0] * zb % P, other[0] * za % P
    sa, sb = one[1] * zb * other[2] % P, other[1] * za * one[2] % P
    if ua == ub:
        return _double(one) if sa == sb else (1, 1, 0)
    h, r = (ub - ua) % P, (sb - sa) % P
    hh = h * h % P
    hhh = h * hh % P
    x3 = (r * r - hhh - 2 * ua * hh) % P
    return (x3, (r * (ua * hh - x3) - sa * hhh) % P, h * one[2] * other[2] % P)


def verify(public_key, message, signature):
    key = point_of(public_key)
    if key is None or len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (0 < r < N and 0 < s < N):
        return False
    w = pow(s, N - 2, N)
    digest = int.from_bytes(hashlib.sha256(message).digest(), "big")
    u, v = digest * w % N, r * w % N
    base, point = (*G, 1), (*key, 1)
    both = _add(base, point)
    total = (1, 1, 0)
    for at in range(255, -1, -1):
        total = _double(total)
        bits = ((u >> at) & 1, (v >> at) & 1)
        if bits == (1, 1):
            total = _add(total, both)
        elif bits == (1, 0):
            total = _add(total, base)
        elif bits == (0, 1):
            total = _add(total, point)
    if total[2] == 0:
        return False
    return total[0] * pow(total[2], P - 3, P) % P % N == r  # Z^(P-3) = 1 / Z²
