"""Base45 of RFC 9285, read only: the text in the QR of a receipt."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VALUE = {character: value for value, character in enumerate(ALPHABET)}


def decode(text):
    """The bytes, or ValueError."""
    if any(character not in VALUE for character in text):
        raise ValueError("not base45: a character outside its alphabet")
    digits = [VALUE[character] for character in text]
    out = bytearray()
    for at in range(0, len(digits), 3):
        group = digits[at : at + 3]
        if len(group) == 1:
            raise ValueError("not base45: a single character is left")
        number = sum(digit * 45**power for power, digit in enumerate(group))
        size = len(group) - 1
        if number >= 256**size:
            raise ValueError("not base45: a group above its greatest value")
        out += number.to_bytes(size, "big")
    return bytes(out)
