#!/usr/bin/env python3
"""The catalogue: assets/i18n/*.json, one object per key with the words of each language side by side.

  i18n.py generate --out FILE.cpp   write the tables that core/i18n/catalog.cpp searches
  i18n.py generate --out FOLDER     write them for the page: words.LANG.bin of each language
  i18n.py check                     list every fault, one a line; exit 1 when there is one

A key's words are a text, or {"one": …, "other": …} where the language has plural forms.
"""

import argparse
import json
import re
import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from i18n_words import chinese_faults, pseudo  # noqa: E402

LANGS = ("en", "zh-Hans", "zh-Hant")
PSEUDO = "en-XA"  # core/i18n/catalog.h
TEXTS_A_MARK = 8  # core/i18n/catalog_rows.h

# Keys put together at run time: everything under these prefixes counts as used.
DYNAMIC_PREFIXES = ("error.", "record.", "field.", "choice.", "help.", "command.", "query.", "param.",
                    "setting.", "job.", "currency.", "language.")

# Keys shown in every language in their own writing, so the checks of one language's characters do not apply.
OWN_WRITING = ("language.",)

# Pieces that are put between other words, and so may begin or end with a blank.
JOINERS = ("list.",)

KEY = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)+")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
SOURCE_SUFFIXES = {".h", ".cpp", ".js", ".mjs", ".html"}

# A C++ or JavaScript token that matters here: a comment, or a string literal.
# A quote behind a digit only groups digits: 86'400.
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"((?:[^"\\\n]|\\.)*)"|(?<![0-9A-Za-z_])\'((?:[^\'\\\n]|\\.)*)\'', re.DOTALL)

# Calls whose first literal must be a key.
KEY_CALLS = re.compile(r'\b(?:tr|trf|has_text)\s*\(\s*"([^"\n]*)"|\baction_key = "([^"\n]*)"')
# text(lang, "key") and format(lang, "key", …); other functions of that name take no key-like literal.
LANG_CALLS = re.compile(r'\b(?:text|format)\s*\(\s*[\w.()>-]+\s*,\s*"([^"\n]*)"')
PREFIX_CALLS = re.compile(r'\b(?:text_under|tr_under)\s*\(\s*(?:[\w.()>-]+\s*,\s*)?"([^"\n]*)"')
FAIL_CALLS = re.compile(r'\bfail\s*\(\s*"([a-z0-9_.]+)"')
# In core, any literal of these areas is an error code, however the error is made.
ERROR_CODES = re.compile(r'"((?:book|bundle|change|csv|file|journal|json|storage|usage|value)\.[a-z0-9_]+)"')
# Widgets and containers of web/ui that show the text of their key, unless the call gives a .label or .title.
WIDGETS = re.compile(
    r'\b(?:(?:icon_|menu_)?button|(?:text|password|number|money|date)_field|text_area|search_box|choice|radio_group|'
    r'segmented|checkbox|switch_box|footer|empty_state|(?:Page|Card|Dialog)\s+\w+)\s*\(\s*"([^"\n]*)"')
# empty_state("x") shows these two keys under its own.
STATE_PARTS = (".title", ".text")


class Catalogue:
    """All entries of a folder, and the faults found while reading them."""

    def __init__(self, folder):
        self.entries = {}   # key → {lang: text or {"one", "other"}}
        self.origin = {}    # key → file name
        self.faults = []
        for path in sorted(folder.glob("*.json")):
            self.read(path)

    def read(self, path):
        def pairs(items):
            seen = set()
            for name, _ in items:
                if name in seen:
                    self.faults.append(f"{path.name}: {name}: written twice")
                seen.add(name)
            return dict(items)

        try:
            entries = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=pairs)
        except (ValueError, UnicodeDecodeError) as error:
            self.faults.append(f"{path.name}: no valid JSON: {error}")
            return
        for key, words in entries.items():
            if key in self.entries:
                self.faults.append(f"{path.name}: {key}: stands in {self.origin[key]} too")
                continue
            self.entries[key] = words
            self.origin[key] = path.name


def forms(words):
    """The forms of one language's words: {"other": …} and perhaps "one"."""
    return words if isinstance(words, dict) else {"other": words}


def shape_fault(key, words):
    """What is wrong with an entry's shape, or None."""
    if not KEY.fullmatch(key):
        return "no valid key: area.name, lower case"
    if not isinstance(words, dict):
        return "must be an object with one member a language"
    for lang in LANGS:
        if lang not in words:
            return f"{lang} is missing"
        for form, text in forms(words[lang]).items():
            if form not in ("one", "other"):
                return f"{lang}: unknown plural form {form}"
            if not isinstance(text, str) or not text:
                return f"{lang}: empty or no text"
        if "other" not in forms(words[lang]):
            return f"{lang}: the form other is missing"
    unknown = [lang for lang in words if lang not in LANGS]
    return f"unknown language {unknown[0]}" if unknown else None


def text_faults(key, lang, text):
    """Faults in one text on its own."""
    if text != text.strip() and not key.startswith(JOINERS):
        yield "blank at an end"
    if "..." in text:
        yield "three dots: write …"
    if re.sub(r"\{[a-z][a-z0-9_]*\}", "", text).count("{") or text.count("{") != text.count("}"):
        yield "a brace that is no {name}"
    if text.count("[") != text.count("]") or re.search(r"\[[^\]]*\[", text):
        yield "square brackets do not match"
    if lang == "en":
        if re.search(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]", text):
            yield "Chinese characters in the English text"
    else:
        yield from chinese_faults(lang, text)


def entry_faults(key, words):
    fault = shape_fault(key, words)
    if fault:
        yield fault
        return
    expected = sorted(set(PLACEHOLDER.findall(forms(words["en"])["other"])))
    for lang in LANGS:
        for form, text in forms(words[lang]).items():
            names = sorted(set(PLACEHOLDER.findall(text)))
            # "one" may leave its number out: "one customer".
            if names != expected and not (form == "one" and set(expected) - set(names) <= {"n"}):
                yield f"{lang}: placeholders {names}, English has {expected}"
            if not key.startswith(OWN_WRITING):
                for fault in text_faults(key, lang, text):
                    yield f"{lang}: {fault}"
        if "one" in forms(words[lang]) and "n" not in expected:
            yield f"{lang}: plural forms without a placeholder {{n}}"


def call_text(code, start):
    """The text of a call from `start`, behind its "(", to the matching ")"."""
    depth = 1
    for match in re.finditer(r'"(?:[^"\\\n]|\\.)*"|[()]', code[start:]):
        depth += {"(": 1, ")": -1}.get(match.group(0), 0)
        if depth == 0:
            return code[start:start + match.start()]
    return code[start:]


def widget_keys(match, code):
    """The keys that a widget call shows; none when the call brings its own words."""
    key = match.group(1)
    # A key that begins with "." names a card without a title.
    if key.startswith(".") or re.search(r"\.(?:label|title)\s*=", call_text(code, match.end())):
        return []
    return [key + part for part in STATE_PARTS] if match.group(0).startswith("empty_state") else [key]


class Sources:
    """What the code says about keys: exact literals, prefixes, keys that must exist."""

    def __init__(self, root):
        self.literals = set()
        self.prefixes = set()
        self.required = []  # (place, key)
        for path in self.files(root):
            self.read(path, path.relative_to(root).as_posix())

    @staticmethod
    def files(root):
        for folder in ("core", "web"):
            yield from (p for p in sorted((root / folder).rglob("*")) if p.suffix in SOURCE_SUFFIXES and p.is_file())
        if (root / "shell.html").is_file():
            yield root / "shell.html"

    def read(self, path, name):
        def keep_literal(match):
            literal = match.group(1) if match.group(1) is not None else match.group(2)
            if literal is None:
                return "\n" * match.group(0).count("\n")
            self.literals.add(literal)
            # A JavaScript literal is treated as a C++ one from here on.
            return '"' + literal + '"' if KEY.fullmatch(literal) else match.group(0)

        code = TOKEN.sub(keep_literal, path.read_text(encoding="utf-8"))

        def place(match):
            return f"{name}:{code.count(chr(10), 0, match.start()) + 1}"

        for match in KEY_CALLS.finditer(code):
            self.required.append((place(match), match.group(1) or match.group(2)))
        if name.startswith("web/"):
            for match in WIDGETS.finditer(code):
                self.required += [(place(match), key) for key in widget_keys(match, code)]
        for match in LANG_CALLS.finditer(code):
            if KEY.fullmatch(match.group(1)):
                self.required.append((place(match), match.group(1)))
        codes = {match.group(1): place(match) for match in FAIL_CALLS.finditer(code)}
        if name.startswith("core/"):
            codes |= {match.group(1): place(match) for match in ERROR_CODES.finditer(code)}
        self.required += [(at, "error." + error_code) for error_code, at in codes.items()]
        self.prefixes.update(match.group(1) for match in PREFIX_CALLS.finditer(code))


def use_faults(catalogue, sources):
    prefixes = tuple(p for p in sources.prefixes if p) + DYNAMIC_PREFIXES
    for key in sorted(catalogue.entries):
        stems = {key, *(key.removesuffix(part) for part in STATE_PARTS)}
        if not stems & sources.literals and not key.startswith(prefixes):
            yield f"{catalogue.origin[key]}: {key}: used nowhere in core/ or web/"
    for place, key in sources.required:
        if key not in catalogue.entries:
            yield f"{place}: {key}: no such key in assets/i18n"
    for prefix in sorted(sources.prefixes):
        if prefix and not any(key.startswith(prefix) for key in catalogue.entries):
            yield f"core or web: {prefix}: no key begins with this prefix"


def all_faults(root):
    catalogue = Catalogue(root / "assets" / "i18n")
    faults = list(catalogue.faults)
    for key, words in sorted(catalogue.entries.items()):
        faults += [f"{catalogue.origin[key]}: {key}: {fault}" for fault in entry_faults(key, words)]
    faults += use_faults(catalogue, Sources(root))
    return faults


def all_rows(catalogue):
    """(key, {lang: text}) in the order of the table; the form "one" stands under the key with #one behind it."""
    rows = []
    for key, words in catalogue.entries.items():
        rows.append((key, {lang: forms(words[lang])["other"] for lang in LANGS}))
        if any("one" in forms(words[lang]) for lang in LANGS):
            rows.append((key + "#one", {lang: forms(words[lang]).get("one", "") for lang in LANGS}))
    for _, texts in rows:
        texts[PSEUDO] = pseudo(texts["en"])
    return sorted(rows, key=lambda row: row[0].encode())


def packed(texts):
    """The two parts of CatalogTexts (core/i18n/catalog_rows.h): marks and bytes."""
    bytes_, marks = bytearray(), bytearray()
    for index, text in enumerate(texts):
        if index % TEXTS_A_MARK == 0:
            marks += struct.pack("<I", len(bytes_))
        bytes_ += text.encode() + b"\0"
    return bytes(marks), bytes(bytes_)


def array(name, data):
    body = ",\n".join(",".join(map(str, data[i:i + 40])) for i in range(0, len(data), 40))
    return f"constexpr unsigned char {name}[] = {{\n{body}}};\n"


def as_cpp(rows):
    parts = {"keys": packed([key for key, _ in rows])}
    for lang in (*LANGS, PSEUDO):
        parts[lang.replace("-", "_").lower()] = packed([texts[lang] for _, texts in rows])
    arrays = "".join(array(name + "_marks", marks) + array(name, data) for name, (marks, data) in parts.items())
    words = ", ".join(f"{{{{keys_marks, keys}}, {{{name}_marks, {name}}}}}" for name in parts if name != "keys")
    return ("// Written by scripts/i18n.py from assets/i18n. Do not edit.\n"
            '#include "core/i18n/catalog_rows.h"\n\nnamespace zhike::i18n {\nnamespace {\n' + arrays
            + f"constexpr CatalogWords all[] = {{{words}}};\n}}  // namespace\n\n"
            "CatalogWords catalog_words(Lang lang) { return all[static_cast<int>(lang)]; }\n\n}  // namespace zhike::i18n\n")


def as_file(rows, lang):
    """One language for the page: the number of parts, their lengths, and the parts of CatalogWords."""
    parts = [*packed([key for key, _ in rows]), *packed([texts[lang] for _, texts in rows])]
    return struct.pack(f"<{len(parts) + 1}I", len(parts), *map(len, parts)) + b"".join(parts)


def generate(root, out):
    """`out`: the C++ file with every language, or a folder for words.LANG.bin of each language that people use."""
    catalogue = Catalogue(root / "assets" / "i18n")
    # An entry of wrong shape stops the build; everything else is the check's business.
    broken = catalogue.faults + [f"{catalogue.origin[key]}: {key}: {fault}"
                                 for key, words in catalogue.entries.items() if (fault := shape_fault(key, words))]
    if broken:
        return broken
    rows = all_rows(catalogue)
    if out.suffix == ".cpp":
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(as_cpp(rows), encoding="utf-8")
    else:
        out.mkdir(parents=True, exist_ok=True)
        for lang in LANGS:
            (out / f"words.{lang}.bin").write_bytes(as_file(rows, lang))
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent, help=argparse.SUPPRESS)
    verbs = parser.add_subparsers(dest="verb", required=True)
    generator = verbs.add_parser("generate", help="write the tables")
    generator.add_argument("--out", type=Path, required=True)
    verbs.add_parser("check", help="list faults")
    options = parser.parse_args()
    faults = generate(options.root, options.out) if options.verb == "generate" else all_faults(options.root)
    for fault in faults:
        print(fault)
    if options.verb == "check":
        print(f"i18n: {len(faults)} faults" if faults else "i18n: sound", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
