#!/usr/bin/env python3
"""Every path that a README names exists. A path is text in back-ticks or a link's target that looks like one.

A name in back-ticks counts when it starts with a top-level folder, "./" or "../", or has a slash and an ending.
Patterns (with * or a name in capitals) must match at least one file. Prints each dead path; exit 1 if any.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOP = ("core/", "web/", "assets/", "tests/", "scripts/", ".ci/")
MADE = ("build/", ".tools/")  # exist only after a build
SKIPPED = {"build", ".tools", ".git", "node_modules"}


def readmes():
    for path in sorted(ROOT.rglob("*.md")):
        if not SKIPPED & set(path.relative_to(ROOT).parts):
            yield path


def names(text):
    text = re.sub(r"```.*?```", "", text, flags=re.S)
    for quoted in re.findall(r"`([^`\n]+)`", text):
        for word in re.split(r"\s+|,(?![^{]*\})", quoted):
            word = word.removeprefix("./").rstrip(".,;:")
            if word.startswith(TOP) and not word.startswith("scripts/dev "):
                yield word
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target and not target.startswith(("#", "mailto:")):
            yield target.split("#")[0]


def exists(name, base):
    if name.startswith(MADE):
        return True
    pattern = re.sub(r"<[^>]*>|\b[A-Z]{2,}\b", "*", name)
    braces = re.search(r"\{([^{}]*)\}", pattern)
    if braces:
        parts = braces.group(1).split(",")
        return all(exists(pattern[: braces.start()] + part + pattern[braces.end():], base) for part in parts)
    for folder in (ROOT, base):
        if "*" in pattern:
            if any(folder.glob(pattern.rstrip("/"))):
                return True
        elif (folder / pattern).exists():
            return True
    return False


def dead_paths():
    for readme in readmes():
        for name in names(readme.read_text(encoding="utf-8")):
            if name and not exists(name, readme.parent):
                yield f"{readme.relative_to(ROOT)}: {name} does not exist"


if __name__ == "__main__":
    dead = list(dead_paths())
    print("\n".join(dead) or "Every path the documentation names exists.")
    sys.exit(1 if dead else 0)
