"""Bundles written by somebody else: change-sets and files as core/store/change.h and core/exchange/bundle.h describe
them, made here without a line of the core. Used by tests of the command line."""
import hashlib
import json
import uuid


def jcs(value):
    """RFC 8785 for integers, strings and keys of the basic plane."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def root_of(lines, stubs=()):
    """Over the sorted hashes of the lines."""
    return "sha256:" + sha256("".join(sorted(sha256(line) for line in lines)))


def record_id(*name):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, name))))


class Device:
    """One laptop: numbers its change-sets and chains them."""

    def __init__(self, number, by):
        self.dev, self.by, self.seq, self.prev = f"{number:016x}", by, 0, None

    def change(self, *ops, at="2026-03-01T08:00:00", cmd="edit"):
        """→ the line. `at`: to the second; the number of the change-set makes the stamp unique."""
        self.seq += 1
        body = {"at": f"{at}.000Z-{self.seq:08x}", "by": self.by, "cmd": cmd, "dev": self.dev, "ops": list(ops),
                "seq": self.seq, "sv": 1, "v": 1}
        if self.prev:
            body["prev"] = "sha256:" + self.prev
        line = jcs(body)
        self.prev = sha256(line)
        return line

    def bundle(self, lines, have=None):
        """→ the file that carries these lines."""
        return bundle(lines, self.by, self.dev, have or {self.dev: [[1, self.seq]]},
                      {self.dev: [self.seq, "sha256:" + self.prev]} if self.prev else {})


def bundle(lines, by, dev, have, heads):
    header = {"format": "zhike-bundle/1", "sv": 1, "v": 1, "by": by, "dev": dev, "have": have, "heads": heads,
              "root": root_of(lines), "count": len(lines)}
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":"))
    return text[:-1] + ',"changes":[\n' + ",\n".join(lines) + "\n]}\n"


def put(record, rec, over=None, **fields):
    """An op that writes fields of one record; `over`: the change-sets whose values were seen."""
    cell = {"over": over} if over else {}
    return {"rec": rec, "set": {field: {**cell, "v": value} for field, value in fields.items()}, "type": record}


def rows(record, cols, *cells):
    return {"cols": cols, "rows": [list(row) for row in cells], "type": record}
