#!/usr/bin/env python3
"""Checks every #include, and what a folder must never contain, against the tables in core/README.md and web/README.md.

check_layers.py [ROOT]. Prints one line a violation, "file:line: what"; exit 1 if there are any.

| Level | Folder | May include | Never contains |   names of folders, "all core below", "all core", "everything", and of
                                                    libraries: "nlohmann (json.cpp)" means in that file alone
| Where | Never contains |                          the same words for "core", "web", "core except core/cli"
"## Debt": lines "- `path`: why" exempt a file from everything but the check that the file still needs it.
"""
import pathlib
import re
import sys

LIBRARIES = {  # name in the tables → header paths
    "nlohmann": r"nlohmann/",
    "Eigen": r"(Eigen|unsupported)/",
    "Boost.Math": r"boost/math/",
    "zlib": r"zlib\.h$",
    "libcurl": r"curl/",
    "libsodium": r"sodium/",
    "SQLite": r"sqlite3\.h$",
    "qrcodegen": r"qrcodegen\.h$",
    "imgui": r"(imgui|imstb_|misc/)",
    "Emscripten": r"(emscripten|GLES\d?|EGL|webgl)\b",
    "POSIX": r"(unistd|fcntl|dirent|sys/.*|termios|poll|signal)\b.*\.h$",
}
C_HEADERS = r"(assert|ctype|errno|float|inttypes|limits|locale|math|setjmp|stdarg|stddef|stdint|stdio|stdlib|string|time|wchar)\.h$"
FORBIDDEN = {  # phrase in "Never contains" → what it looks like in code; other phrases are for people
    "clock": r"\b(system|steady|high_resolution|utc)_clock\b|\bstd::time\b|\b(clock_)?gettime(ofday)?\b|\b(time|clock)\((NULL|nullptr|0)?\)",
    "randomness": r"\brandom_device\b|\bmt19937|\bstd::rand\b|\bgetrandom\b|\barc4random",
    "files": r"#include <(fstream|filesystem)>|\b(f|fre)open\(|\bstd::filesystem\b",
    "iostream": r"#include <(iostream|sstream|fstream)>",
    "regex": r"#include <regex>",
    "Emscripten": r"\bEM_(ASM|JS)|__EMSCRIPTEN__|\bemscripten_",
    "global state": r"^static (?!const|inline|[^=;{]*\()[^=;]*[=;]|^thread_local ",
    "static locals": r"^\s+static (?!const|inline|_|assert)[^(]*[=;{]",
    "writable document": r"(?<!const )(?<!const store::)\bDocument&(?!&)",
    "exceptions": r"\b(try|catch|throw)\b(?=\s*[({\"A-Za-z:])",
}
NO_CODE = {"implementations", "code"}  # header-only folders
MAX_LINES = {".h": 200}
MAX_LINES_OTHER = 500
CHECKED = ("core", "web")  # the others: length alone
ENDINGS = {".h", ".cpp", ".js", ".mjs", ".py", ".sh"}


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


class Row:
    def __init__(self, level, folder, may, never):
        self.level, self.folder, self.may, self.never = level, folder, may, never


def read_tables(root):
    """→ (rows by folder, [(where, [phrase…])], debt: set of paths)"""
    rows, everywhere, debt = {}, [], set()
    for readme in (root / "core/README.md", root / "web/README.md"):
        if not readme.exists():
            continue
        kind = heading = ""
        for line in readme.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                heading = line.lstrip("# ").strip()
            if not line.startswith("|"):
                kind = ""
                item = re.match(r"- `([^`]+)`", line)
                if heading == "Debt" and item:
                    debt.add(item.group(1))
                continue
            row = [cell.replace("`", "") for cell in cells(line)]
            if row[:2] == ["Level", "Folder"]:
                kind = "levels"
            elif row[:1] == ["Where"]:
                kind = "everywhere"
            elif re.fullmatch(r":?-+:?", row[0]):
                pass
            elif kind == "levels":
                rows[row[1]] = Row(int(row[0]), row[1], row[2], split(row[3]))
            elif kind == "everywhere":
                everywhere.append((row[0], split(row[1])))
    return rows, everywhere, debt


def split(cell):
    return [part.strip() for part in re.split(r"[,;:]", cell) if part.strip()]


def allowed(row, rows):
    """→ (set of folders, {library: file name or ""})"""
    short = {folder.split("/")[-1].split(".")[0]: folder for folder in rows}
    folders, libraries = {row.folder}, {}
    for part in split(row.may):
        name, _, only = part.partition(" (")
        if name == "everything":
            folders |= set(rows)
            libraries.update(dict.fromkeys(LIBRARIES, ""))
        elif name in ("all core", "all core below"):
            folders |= {f for f, r in rows.items() if f.startswith("core/") and (name == "all core" or r.level < row.level)}
        elif name in short:
            folders.add(short[name])
        elif name in LIBRARIES:
            libraries[name] = only.rstrip(")")
        elif name != "std":
            raise SystemExit(f"{row.folder}: the table allows {name!r}, which is neither a folder nor a library")
    return folders, libraries


def without_comments(text):
    """Comments and the insides of strings become spaces; line numbers stay. Include lines keep their path."""
    pattern = r'^[ \t]*#include[^\n]*|//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\''

    def blank(match):
        found = match.group(0)
        if found.lstrip().startswith("#include"):
            return found.split("//")[0]
        if found[0] == "'" and len(found) > 6:
            return found  # digit separators
        return re.sub(r"[^\n]", " ", found)

    return re.sub(pattern, blank, text, flags=re.S | re.M)


def folder_of(path, rows):
    if path.as_posix() in rows:
        return path.as_posix()
    parent = path.parent.as_posix()
    return parent if parent in rows else None


def check_include(path, target, row, rows):
    folders, libraries = allowed(row, rows)
    if target.startswith(("core/", "web/")):
        found = folder_of(pathlib.PurePosixPath(target), rows)
        if found is None:
            return f"includes {target}, whose folder is not in the tables"
        if found not in folders:
            return f"includes {target}, but {row.folder} may not include {found}"
        if rows[found].level > row.level:
            return f"includes {target} of the higher level {rows[found].level}"
        return None
    for name, pattern in LIBRARIES.items():
        if re.match(pattern, target):
            if name not in libraries:
                return f"includes {target}, but {row.folder} may not use {name}"
            if libraries[name] and libraries[name] != path.name:
                return f"includes {target}, which is for {libraries[name]} alone"
            return None
    if "." in target and not re.match(C_HEADERS, target):
        return f"includes {target}: own headers are included as core/… or web/…, libraries are listed in check_layers.py"
    return None


def phrases_for(path, row, everywhere):
    phrases = list(row.never)
    for where, words in everywhere:
        area, _, but = where.partition(" except ")
        inside = path.as_posix().startswith(area + "/")
        excluded = any(path.as_posix().startswith(name.strip()) for name in but.split(" and ")) if but else False
        if inside and not excluded:
            phrases += words
    return phrases


def record_names(root):
    names = set()
    for header in (root / "core/schema").glob("*.h"):
        names |= set(re.findall(r"struct Schema<(\w+)>", header.read_text(encoding="utf-8")))
    return names - {"T"}


def check_file(root, path, rows, everywhere, records):
    """Yields (line, what is wrong)."""
    text = (root / path).read_text(encoding="utf-8")
    count = text.count("\n")
    limit = MAX_LINES.get(path.suffix, MAX_LINES_OTHER)
    made = "do not edit" in text.partition("\n")[0]
    if count > limit and not made:
        yield 1, f"{count} lines; the limit is {limit}"
    if path.parts[0] not in CHECKED or path.suffix not in (".h", ".cpp"):
        return
    folder = folder_of(path, rows)
    if folder is None:
        yield 1, "lies in a folder that no table lists"
        return
    row = rows[folder]
    phrases = phrases_for(path, row, everywhere)
    if path.suffix == ".cpp" and NO_CODE & set(phrases):
        yield 1, f"{folder} is header-only"
    patterns = {phrase: re.compile(FORBIDDEN[phrase]) for phrase in phrases if phrase in FORBIDDEN}
    if "record names" in phrases and records:
        patterns["record names"] = re.compile(r"\b(" + "|".join(sorted(records)) + r")\b")
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        include = re.match(r'\s*#include\s*[<"]([^>"]+)[>"]', line)
        if include:
            fault = check_include(path, include.group(1), row, rows)
            if fault:
                yield number, fault
        for phrase, pattern in patterns.items():
            if pattern.search(line):
                yield number, f"{folder} must never contain {phrase}: {line.strip()[:80]}"


def own_files(root):
    for area in (*CHECKED, "tests", "scripts"):
        for path in sorted((root / area).rglob("*")):
            if path.suffix in ENDINGS and path.is_file() and "node_modules" not in path.parts:
                yield path.relative_to(root)


def check(root):
    """→ list of "file:line: what"."""
    rows, everywhere, debt = read_tables(root)
    if not rows:
        return ["core/README.md has no table of levels"]
    records = record_names(root)
    faults, owed = [], set()
    for path in own_files(root):
        found = list(check_file(root, path, rows, everywhere, records))
        if path.as_posix() not in debt:
            faults += [f"{path}:{number}: {what}" for number, what in found]
        elif found:
            owed.add(path.as_posix())
    faults += [f"{name}: listed under Debt, but has none" for name in sorted(debt - owed)]
    return faults


if __name__ == "__main__":
    found = check(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent))
    print("\n".join(found) or "Every include and folder is as the tables of levels say.")
    sys.exit(1 if found else 0)
