"""Tables of Han characters for searching and comparing, from Unicode's Unihan files (Debian: package unicode-data).

Which writings of one character count as the same, and how it is read in Mandarin. Tones are left out: nobody types them.
"""
import bz2
import os
import re
import struct
import unicodedata
from collections import defaultdict
from pathlib import Path

FIRST, LAST = 0x4E00, 0x9FFF  # the block that has a direct place in the tables; other characters stand in a list
MOST_READINGS = 6

# Writings that the Unihan files do not connect.
MORE_VARIANTS = dict(["佈布", "録录", "鶏鸡", "徳德", "靑青", "峯峰", "黒黑", "嚮向", "讚赞"])


def unihan(name: str, wanted: set[str]) -> dict[str, dict[int, str]]:
    """Property → code point → value."""
    folder = Path(os.environ.get("ZHIKE_UNIHAN", "/usr/share/unicode"))
    packed, plain = folder / f"Unihan_{name}.txt.bz2", folder / f"Unihan_{name}.txt"
    text = bz2.decompress(packed.read_bytes()).decode() if packed.exists() else plain.read_text(encoding="utf-8")
    out = defaultdict(dict)
    for line in text.splitlines():
        if line.startswith("U+"):
            point, key, value = line.split("\t")
            if key in wanted:
                out[key][int(point[2:], 16)] = value
    return out


def points(value: str) -> list[int]:
    return [int(found, 16) for found in re.findall(r"U\+([0-9A-F]+)", value)]


def without_tone(reading: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", reading.replace("ü", "v").replace("ǖ", "v")
                    .replace("ǘ", "v").replace("ǚ", "v").replace("ǜ", "v")) if not unicodedata.combining(c))
    return plain.lower()


def readings() -> dict[int, list[str]]:
    """Code point → readings, the commonest first."""
    found = unihan("Readings", {"kMandarin", "kHanyuPinlu", "kTGHZ2013", "kXHC1983"})
    out = defaultdict(list)
    for key in ("kMandarin", "kHanyuPinlu", "kTGHZ2013", "kXHC1983"):
        for point, value in found[key].items():
            for piece in value.split():
                for reading in re.sub(r"\(.*?\)", "", piece.split(":")[-1]).split(","):
                    plain = without_tone(reading)
                    if re.fullmatch(r"[a-z]*[aeiouv][a-z]*", plain) and plain not in out[point]:
                        out[point].append(plain)
    # Outside the block, dictionaries of today's Chinese alone: 32,000 more have a reading but no user.
    in_use = found["kTGHZ2013"].keys() | found["kXHC1983"].keys()
    return {point: names[:MOST_READINGS] for point, names in out.items()
            if names and (FIRST <= point <= LAST or point in in_use)}


def unified() -> dict[int, int]:
    """Code point → the simplified, standard form of the same character, where that is another one."""
    variants = unihan("Variants", {"kSimplifiedVariant", "kZVariant", "kSemanticVariant", "kSpecializedSemanticVariant"})
    standard = set(unihan("Readings", {"kTGHZ2013"})["kTGHZ2013"])
    simple = {}
    for point, value in variants["kSimplifiedVariant"].items():
        others = [other for other in points(value) if other != point and other <= 0xFFFF]
        if others:
            simple[point] = others[0]
    for key in ("kZVariant", "kSemanticVariant", "kSpecializedSemanticVariant"):
        for point, value in variants[key].items():
            if point in simple or point in standard:
                continue
            for other in points(value):
                target = simple.get(other, other)
                if target in standard and target != point and target <= 0xFFFF:
                    simple[point] = target
                    break
    for character, target in MORE_VARIANTS.items():
        simple.setdefault(ord(character), ord(target))
    out = {}
    for point, target in simple.items():
        seen = {point}
        while target in simple and target not in seen:
            seen.add(target)
            target = simple[target]
        if target != point and target not in seen:
            out[point] = target
    return out


def han_tables() -> dict[str, bytes]:
    same = unified()
    read = {point: names for point, names in readings().items() if point not in same}
    syllables = sorted({name for names in read.values() for name in names})
    index = {name: i + 1 for i, name in enumerate(syllables)}
    sets = sorted({tuple(names) for names in read.values()}, key=lambda s: (index[s[0]], len(s), s))
    set_index = {names: i + 1 for i, names in enumerate(sets)}
    block = range(FIRST, LAST + 1)
    others = sorted(point for point in read if not FIRST <= point <= LAST)
    return {
        "han_unified": struct.pack(f"<{len(block)}H", *(same.get(point, 0) for point in block)),
        "han_readings": struct.pack(f"<{len(block)}H", *(set_index[tuple(read[p])] if p in read else 0 for p in block)),
        "han_others": b"".join(struct.pack("<IHH", p, set_index[tuple(read[p])], 0) for p in others),
        "han_reading_sets": b"".join(
            struct.pack(f"<{MOST_READINGS}H", *([index[n] for n in s] + [0] * (MOST_READINGS - len(s)))) for s in sets),
        "han_syllables": b"".join(name.encode().ljust(6, b"\0") for name in syllables),
    }
