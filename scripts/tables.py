#!/usr/bin/env python3
"""Makes the large tables of core/base/tables.h: tables.py HEADER --cpp OUTPUT.cpp | --file OUTPUT.bin

As C++ for the command line and the tests; as one file for the page, which fetches it after its first frame: the number
of tables, the length of each (32 bits, low byte first), their bytes. Order: the enumerators of HEADER.
"""
import re
import struct
import sys
from pathlib import Path

from encoding_tables import encoding_tables
from han_tables import han_tables


def enumerators(header: str) -> list[str]:
    body = re.search(r"enum class TableName[^{]*{([^}]*)}", header)[1]
    return re.findall(r"\w+", re.sub(r"//.*", "", body))


def as_cpp(names: list[str], tables: dict[str, bytes]) -> str:
    arrays = "".join(f"constexpr unsigned char {name}[] = {{\n" + ",\n".join(
        ",".join(map(str, tables[name][i:i + 40])) for i in range(0, len(tables[name]), 40)) + "};\n" for name in names)
    return ("// Made by scripts/tables.py.\n#include \"core/base/tables.h\"\n\nnamespace zhike::base {\nnamespace {\n"
            + arrays + "constexpr std::span<const unsigned char> all[] = {" + ", ".join(names) + "};\n}  // namespace\n\n"
            "std::span<const unsigned char> table(TableName name) { return all[static_cast<int>(name)]; }\n\n"
            "}  // namespace zhike::base\n")


def as_file(names: list[str], tables: dict[str, bytes]) -> bytes:
    sizes = [len(tables[name]) for name in names]
    return struct.pack(f"<{len(names) + 1}I", len(names), *sizes) + b"".join(tables[name] for name in names)


def main() -> int:
    if len(sys.argv) != 4 or sys.argv[2] not in ("--cpp", "--file"):
        print("Usage: tables.py HEADER --cpp OUTPUT.cpp | --file OUTPUT.bin", file=sys.stderr)
        return 64
    names = enumerators(Path(sys.argv[1]).read_text(encoding="utf-8"))
    tables = encoding_tables() | han_tables()
    if sorted(names) != sorted(tables):
        print(f"The header names {sorted(names)}, the scripts make {sorted(tables)}.", file=sys.stderr)
        return 1
    out = Path(sys.argv[3])
    if sys.argv[2] == "--cpp":
        out.write_text(as_cpp(names, tables), encoding="utf-8")
    else:
        out.write_bytes(as_file(names, tables))
    return 0


if __name__ == "__main__":
    sys.exit(main())
