"""The cases of tests/cases/formats: a base file and what is changed in it, as data.

A case: {"name", how it is made, what is expected}. How: "set" {JSON pointer: value}, "remove" [pointer], "repeat"
{pointer: [text, times]}, "nest" {pointer: depth} (arrays within arrays) change the document; then the numbers that follow
from it are computed anew, but for those that "keep" lists: "count", "prev", "heads", "root". "lines" puts other lines in the place of the
change-sets, by their numbers in the base. "indent" writes the file with so many blanks a level. Last, "text" [[old, new]…]
replaces once in the written bytes ("\\xff" is that byte), "cut" ends the file after so many bytes, "file" is the whole file."""
import json
from pathlib import Path

from bundles import jcs, root_of, sha256

CASES = Path(__file__).resolve().parents[1] / "cases/formats"


def load(name):
    return json.loads((CASES / name).read_text(encoding="utf-8"))


def parts(pointer):
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def place(document, pointer):
    """→ (container, key) of what the pointer names."""
    *way, last = parts(pointer)
    for part in way:
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document, int(last) if isinstance(document, list) and last != "-" else last


def put_at(document, pointer, value):
    box, key = place(document, pointer)
    if key == "-":
        box.append(value)
    else:
        box[key] = value


def identity(change):
    return str(change.get("stub", "sha256:" + sha256(jcs(change))))


def follow(document, keep):
    """Count, chain, heads and root of a bundle as its change-sets are now; what has no sound number stays as it is."""
    changes = document.get("changes")
    if not isinstance(changes, list):
        return
    known = {}
    for change in changes:
        if not isinstance(change, dict) or not isinstance(change.get("seq"), int):
            continue
        before = known.get((str(change.get("dev")), change["seq"] - 1))
        if before and "prev" in change and "prev" not in keep:
            change["prev"] = before
        known[str(change.get("dev")), change["seq"]] = identity(change)
    if isinstance(document.get("heads"), dict) and "heads" not in keep:
        for device, head in document["heads"].items():
            if isinstance(head, list) and len(head) == 2 and (device, head[0]) in known:
                head[1] = known[device, head[0]]
    if "count" in document and "count" not in keep:
        document["count"] = len(changes)
    if "root" in document and "root" not in keep:
        document["root"] = root_of([jcs(change) for change in changes])


def as_file(document, indent):
    if indent is not None:
        return json.dumps(document, ensure_ascii=False, indent=indent)
    if not isinstance(document.get("changes"), list) or list(document)[-1] != "changes":
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    header = {key: value for key, value in document.items() if key != "changes"}
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":"))
    return text[:-1] + ',"changes":[\n' + ",\n".join(map(jcs, document["changes"])) + "\n]}\n"


def changed(document, case):
    if "lines" in case:
        document["changes"] = [document["changes"][i] for i in case["lines"]]
    for pointer, value in case.get("set", {}).items():
        put_at(document, pointer, value)
    for pointer in case.get("remove", []):
        box, key = place(document, pointer)
        del box[key]
    for pointer, (text, times) in case.get("repeat", {}).items():
        put_at(document, pointer, text * times)
    for pointer, depth in case.get("nest", {}).items():
        value = []
        for _ in range(depth - 1):
            value = [value]
        put_at(document, pointer, value)
    follow(document, case.get("keep", []))
    return document


def file_of(base, case):
    """→ the bytes of the case's file."""
    if "file" in case:
        return case["file"].encode("latin-1")
    text = as_file(changed(json.loads(base), case), case.get("indent")) if len(case.keys() & {
        "set", "remove", "repeat", "nest", "lines", "indent"}) else base
    data = text.encode()
    for old, new in case.get("text", []):
        old = old.encode()
        if old not in data:
            raise AssertionError(f"{case['name']}: {old} is not in the file")
        data = data.replace(old, new.encode().replace(b"\\xff", b"\xff"), 1)
    return data[:case["cut"]] if "cut" in case else data
