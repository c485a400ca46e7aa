"""The decoding tables of GB18030 and Big5.

The tables come from Python's own codecs, corrected where the standards have moved since (GB18030-2022), so that every
machine and both targets get the same ones; tests/exchange/encoding_test.cpp holds their checksums. Neighbouring codes
mostly mean neighbouring characters: each entry is stored as its difference to the one before (zigzag, base 128),
which the page's compression takes to a third.
"""
import struct

# GB18030-2022: characters that the edition of 2000 had put into the private use area, and the last two of Latin.
GB_CORRECTIONS = {
    0xA6D9: 0xFE10, 0xA6DA: 0xFE12, 0xA6DB: 0xFE11, 0xA6DC: 0xFE13, 0xA6DD: 0xFE14, 0xA6DE: 0xFE15, 0xA6DF: 0xFE16,
    0xA6EC: 0xFE17, 0xA6ED: 0xFE18, 0xA6F3: 0xFE19, 0xA8BC: 0x1E3F, 0xFE59: 0x9FB4, 0xFE61: 0x9FB5, 0xFE66: 0x9FB6,
    0xFE67: 0x9FB7, 0xFE6D: 0x9FB8, 0xFE7E: 0x9FB9, 0xFE90: 0x9FBA, 0xFEA0: 0x9FBB,
}


def decode(code: bytes, codec: str) -> int:
    """The one character that `code` stands for, or 0."""
    try:
        text = code.decode(codec)
    except UnicodeDecodeError:
        return 0
    return ord(text) if len(text) == 1 else 0


def gb_pairs() -> list[int]:
    """Row by row: first byte 81–FE, second 40–7E and 80–FE; private use left out."""
    out = []
    for lead in range(0x81, 0xFF):
        for trail in [*range(0x40, 0x7F), *range(0x80, 0xFF)]:
            point = GB_CORRECTIONS.get(lead << 8 | trail) or decode(bytes([lead, trail]), "gb18030")
            out.append(0 if 0xE000 <= point <= 0xF8FF else point)
    return out


def gb_ranges() -> list[tuple[int, int]]:
    """(first index, first character) of every run of the four-byte codes of the basic plane."""
    out = []
    expected = None
    for index in range(39420):
        code = bytes([0x81 + index // 12600, 0x30 + index // 1260 % 10, 0x81 + index // 10 % 126, 0x30 + index % 10])
        point = decode(code, "gb18030")
        if 0xD800 <= point <= 0xDFFF:
            point = 0
        if point != expected:
            out.append((index, point))
        expected = point + 1 if point else 0
    return out


def big5_pairs() -> list[int]:
    """Row by row: first byte 81–FE, second 40–7E and A1–FE. Microsoft's reading first, Hong Kong's additions next."""
    out = []
    for lead in range(0x81, 0xFF):
        for trail in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]:
            code = bytes([lead, trail])
            point = decode(code, "cp950")
            if point == 0 or 0xE000 <= point <= 0xF8FF:
                point = decode(code, "big5hkscs")
            out.append(0 if 0xE000 <= point <= 0xF8FF else point)
    return out


def pack(points: list[int]) -> bytes:
    out = bytearray()
    before = 0
    for point in points:
        if point == 0:
            out.append(0)
            continue
        delta = point - before
        before = point
        value = (delta << 1 if delta >= 0 else (-delta << 1) - 1) + 1
        while value >= 0x80:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        out.append(value)
    return bytes(out)


def encoding_tables() -> dict[str, bytes]:
    return {
        "gb_pairs": pack(gb_pairs()),
        "gb_ranges": b"".join(struct.pack("<HH", index, point) for index, point in gb_ranges()),
        "big5_pairs": pack(big5_pairs()),
    }
