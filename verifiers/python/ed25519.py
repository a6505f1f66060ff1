"""Ed25519 of RFC 8032 with the choices of FORMAT.md §3. Verification only; it needs no secret, so time does not matter."""

import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

ORDER_EIGHT = {
    int.from_bytes(bytes.fromhex(text), "little")
    for text in (
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    )
}
SMALL_ORDER = {0, 1, P - 1} | ORDER_EIGHT
IDENTITY = (0, 1, 1, 0)


def _add(one, other):
    """Extended coordinates (X, Y, Z, T), T = XY/Z."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _double(point):
    a = point[0] * point[0] % P
    b = point[1] * point[1] % P
    c = 2 * point[2] * point[2] % P
    h = a + b
    e = h - (point[0] + point[1]) ** 2
    g = a - b
    f = c + g
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _decode(encoded):
    """The point of 32 bytes, or None where y belongs to no point."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * ROOT_OF_MINUS_ONE % P
    if v * x * x % P != u or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def _encode(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | ((x & 1) << 255)).to_bytes(32, "little")


def _base_point():
    y = 4 * pow(5, P - 2, P) % P
    return _decode(y.to_bytes(32, "little"))


def _windows(point):
    """Sixteen multiples, for four bits at a time."""
    table = [IDENTITY]
    for _ in range(15):
        table.append(_add(table[-1], point))
    return table


BASE_WINDOWS = _windows(_base_point())


def _combination(s, k, minus_a):
    """s·B + k·(−A)."""
    table = _windows(minus_a)
    sum_ = IDENTITY
    for at in range(252, -1, -4):
        for _ in range(4):
            sum_ = _double(sum_)
        if (s >> at) & 15:
            sum_ = _add(sum_, BASE_WINDOWS[(s >> at) & 15])
        if (k >> at) & 15:
            sum_ = _add(sum_, table[(k >> at) & 15])
    return sum_


def _is_sound(encoded):
    y = int.from_bytes(encoded, "little") & ((1 << 255) - 1)
    return y < P and y not in SMALL_ORDER


def verify(public_key, message, signature):
    if len(public_key) != 32 or len(signature) != 64:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if not _is_sound(public_key) or not _is_sound(r) or s >= L:
        return False
    a = _decode(public_key)
    if a is None:
        return False
    k = int.from_bytes(hashlib.sha512(r + public_key + message).digest(), "little") % L
    minus_a = (P - a[0], a[1], 1, P - a[3])
    return _encode(_combination(s, k, minus_a)) == r
