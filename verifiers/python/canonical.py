"""JSON in the canonical form of RFC 8785, and the narrower rules of FORMAT.md §7 for numbers, text and depth."""

import json
import unicodedata

LARGEST_INTEGER = 2**53 - 1
SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def _refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def parse(data):
    """The value of JSON bytes: strict UTF-8, no byte order mark, nothing that is not in the grammar; else ValueError."""
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _number(value):
    """As ECMAScript writes a double (RFC 8785 §3.2.2.3)."""
    if isinstance(value, int) and abs(value) <= LARGEST_INTEGER:
        return str(value)
    value = float(value)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("a number that is none")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, power = f"{abs(value)!r}".partition("e")
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" else part
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(power or 0) - (len(whole + part) - len(digits))
    digits = digits.rstrip("0")
    if 0 < point <= 21:
        if len(digits) <= point:
            return sign + digits + "0" * (point - len(digits))
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    exponent = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return sign + digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + exponent


def _text(value):
    if any("\ud800" <= each <= "\udfff" for each in value):
        raise ValueError("a lone surrogate")
    return '"' + "".join(SHORT.get(each) or (f"\\u{ord(each):04x}" if each < " " else each) for each in value) + '"'


def _order(name):
    return name.encode("utf-16-be", "surrogatepass")


def _write(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, list):
        return "[" + ",".join(_write(each) for each in value) + "]"
    names = sorted(value, key=_order)
    return "{" + ",".join(f"{_text(name)}:{_write(value[name])}" for name in names) + "}"


def write(value):
    return _write(value).encode("utf-8")


def is_narrow(value, deepest):
    """Integers only, NFC, no lone surrogates, at most so deep: §7."""
    if isinstance(value, bool) or value is None:
        return True
    if isinstance(value, int):
        return abs(value) <= LARGEST_INTEGER
    if isinstance(value, str):
        return unicodedata.is_normalized("NFC", value) and not any("\ud800" <= each <= "\udfff" for each in value)
    if isinstance(value, float) or deepest == 0:
        return False
    inner = value if isinstance(value, list) else [*value.keys(), *value.values()]
    return all(is_narrow(each, deepest - 1) for each in inner)


def parse_narrow(data, deepest):
    """The value of bytes that are in JCS and keep to §7; else ValueError."""
    value = parse(data)
    if not is_narrow(value, deepest):
        raise ValueError("a number, a text or a depth that is not allowed")
    if write(value) != data:
        raise ValueError("not in canonical form")
    return value
