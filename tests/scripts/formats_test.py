"""The written formats: every case of tests/cases/formats against the published schema, as two independent validators read
it, and against our own reader; the files of all earlier versions, which must open for ever; and files made to harm."""
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from format_cases import CASES, file_of, load  # noqa: E402

try:
    import jsonschema
except ImportError:
    jsonschema = None

ROOT = Path(__file__).resolve().parents[2]
ZHIKE = os.environ.get("ZHIKE_BIN", str(ROOT / "build/native/zhike"))
NODE = os.environ.get("NODE", "node")
GOLDEN = CASES / "golden"
ENV = {**os.environ, "ZHIKE_LANG": "en"}


WATCH = """import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""


def run(*words):
    """→ (exit code, what was printed)."""
    done = subprocess.run([ZHIKE, *map(str, words)], capture_output=True, check=False, text=True, env=ENV)
    return done.returncode, done.stdout


def answer(*words):
    code, out = run(*words, "--json")
    return code, json.loads(out)


def strict(data):
    """JSON as the standard has it; None when it is none."""
    def refuse(word):
        raise ValueError(word)
    if data.startswith(b"\xef\xbb\xbf"):  # no validator gets to see it
        return None, False
    try:
        return json.loads(data.decode(), parse_constant=refuse), True
    except (ValueError, RecursionError):
        return None, False


class InFolder(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.book = self.new_book("book")

    def new_book(self, name):
        shutil.rmtree(self.folder / name, ignore_errors=True)
        self.assertEqual(run("init", self.folder / name)[0], 0)
        return self.folder / name

    def write(self, name, data):
        (self.folder / name).write_bytes(data)
        return self.folder / name


class Cases(InFolder):
    @classmethod
    def setUpClass(cls):
        cls.cases = []  # (kind, group, case, file)
        for kind in ("bundle", "plain"):
            cases = load(f"{kind}_cases.json")
            base = (CASES / cases["base"]).read_text(encoding="utf-8")
            cls.cases += [(kind, group, case, file_of(base, case)) for group in ("valid", "invalid")
                          for case in cases[group]]

    def expected_of_schema(self, group, case):
        return "accepts" if group == "valid" else case["schema"]

    def test_there_are_enough_and_each_has_its_name(self):
        names = [(kind, case["name"]) for kind, _, case, _ in self.cases]
        self.assertEqual(len(names), len(set(names)))
        self.assertGreaterEqual(sum(group == "valid" for _, group, _, _ in self.cases), 50)
        self.assertGreaterEqual(sum(group == "invalid" for _, group, _, _ in self.cases), 200)
        types = {d["name"] for d in answer("list", "records")[1]}
        for kind in ("bundle", "plain"):
            missing = types - {case["name"].split(".")[0].split(":")[0] for k, _, case, _ in self.cases if k == kind}
            self.assertEqual(missing, set(), kind)

    @unittest.skipUnless(jsonschema, "python3-jsonschema is not installed")
    def test_the_schema_as_python_reads_it(self):
        schema = answer("schema")[1]
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for kind, group, case, data in self.cases:
            document, is_json = strict(data)
            found = "no JSON" if not is_json else "accepts" if validator.is_valid(document) else "refuses"
            self.assertEqual(found, self.expected_of_schema(group, case), f"{kind}: {case['name']}")

    def test_the_schema_as_ajv_reads_it(self):
        schema = self.write("schema.json", json.dumps(answer("schema")[1]).encode())
        wanted = [(kind, group, case, json.dumps(strict(data)[0])) for kind, group, case, data in self.cases
                  if strict(data)[1]]
        done = subprocess.run([NODE, str(ROOT / "tests/scripts/validate_npm.mjs"), str(schema)], check=True, text=True,
                              capture_output=True, input="".join(line + "\n" for *_, line in wanted), env=ENV)
        found = done.stdout.split("\n")[:-1]
        self.assertEqual(len(found), len(wanted))
        for (kind, group, case, _), where in zip(wanted, found):
            self.assertEqual("refuses" if where else "accepts", self.expected_of_schema(group, case),
                             f"{kind}: {case['name']}: {where}")

    def test_what_our_reader_says(self):
        for kind, group, case, data in self.cases:
            file = self.write("case.json", data)
            name = f"{kind}: {case['name']}"
            code, said = answer("verify", file)
            error = said.get("error")
            self.assertEqual([error[k] for k in ("code", "where", "detail")] if error else [], case.get("verify", []), name)
            self.assertEqual(code == 0, not error, name)
            if kind == "plain":
                continue
            before = (self.book / "meta").stat().st_mtime_ns
            code, said = answer("merge", self.book, file, "--dry-run")
            error = said.get("error") or next(iter(said["rejected"]), None)
            self.assertEqual([error[k] for k in ("code", "where", "detail")] if error else [], case.get("merge", []), name)
            self.assertEqual(code, 0 if not error else 2 if "error" in said else 1, name)
            self.assertEqual((self.book / "meta").stat().st_mtime_ns, before, name)


class Golden(InFolder):
    """Files of every format that was ever written. They are added to, never renewed."""

    def keys_for(self, file):
        return ("--passphrase-file", GOLDEN / "passphrase.txt") if file.endswith(".age") else ()

    def test_every_one_opens_as_it_did(self):
        for case in load("golden/golden.json"):
            with self.subTest(case["file"]):
                getattr(self, "opens_as_" + case["opens"])(case)

    def opens_as_book(self, case):
        shutil.copytree(GOLDEN / case["file"], self.folder / "old")
        self.assertEqual(run("state-hash", self.folder / "old")[1].strip(), case["state"])

    def opens_as_merge(self, case):
        book = self.new_book("merged")
        for file in filter(None, (case.get("after"), case["file"])):
            self.assertIn(run("merge", book, GOLDEN / file, *self.keys_for(file))[0], (0, 1))  # 1: it tells of a fork
        self.assertEqual(run("state-hash", book)[1].strip(), case["state"])

    def opens_as_verify(self, case):
        self.assertEqual(answer("verify", GOLDEN / case["file"]), (0, {"sound": True, "records": case["records"]}))

    def opens_as_import(self, case):
        code, said = answer("import", self.book, GOLDEN / case["file"], "--as", case["type"])
        self.assertEqual((code, said["created"], said["rejected"]), (0, case["created"], []))

    @unittest.skipUnless(jsonschema, "python3-jsonschema is not installed")
    def test_what_is_written_is_valid(self):
        """Every form that the book of the cases leaves in, part or whole."""
        shutil.copytree(GOLDEN / "book", self.folder / "old")
        validator = jsonschema.Draft202012Validator(answer("schema")[1])
        since, key = GOLDEN / "bundle_before.zhike.json", GOLDEN / "pseudonyms.key"
        for form in ((), ("--since", since), ("--owner", "anna"), ("--redact",), ("--pseudonyms", key), ("--plain",),
                     ("--plain", "--redact"), ("--plain", "--owner", "bo")):
            out = self.folder / "out.json"
            self.assertEqual(run("export", self.folder / "old", "-o", out, *form)[0], 0)
            self.assertTrue(validator.is_valid(json.loads(out.read_text(encoding="utf-8"))), form)
            self.assertEqual(run("verify", out)[0], 0, form)

    def test_gzip_both_ways(self):
        shutil.copytree(GOLDEN / "book", self.folder / "old")
        ours, plain = self.folder / "ours.zhike.json.gz", self.folder / "plain.json"
        run("export", self.folder / "old", "-o", ours)
        run("export", self.folder / "old", "-o", plain)
        self.assertEqual(gzip.decompress(ours.read_bytes()), plain.read_bytes())
        theirs = self.write("theirs", gzip.compress(plain.read_bytes(), 1))
        self.assertEqual(run("verify", theirs)[0], 0)
        for broken in (ours.read_bytes()[:-5], ours.read_bytes() + b"x", ours.read_bytes()[:-8] + b"\0" * 8):
            self.assertEqual(answer("verify", self.write("broken", broken))[1]["error"]["code"], "gzip.damaged")


class Hostile(InFolder):
    """Refused before memory is taken: the peak of the process is watched."""

    def peak_of(self, *words):
        """→ (exit code, megabytes at the peak)."""
        # Started from a small process: a child's peak begins with what its parent had at the fork.
        done = subprocess.run([sys.executable, "-S", "-c", WATCH, ZHIKE, *map(str, words)], check=True, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENV)
        code, peak = done.stdout.split()
        return int(code), int(peak) / 1024

    def refused(self, name, data, most_mb):
        file = self.write(name, data)
        for words in (("verify", file), ("merge", self.book, file)):
            code, peak = self.peak_of(*words)
            self.assertIn(code, (1, 2), name)
            self.assertLess(peak, most_mb, f"{name}: {words[0]}")

    def bundle(self, changes, count=1, have="{}"):
        return (f'{{"format":"zhike-bundle/1","sv":1,"v":1,"by":"x","dev":"00000000000000ff","have":{have},"heads":{{}},'
                f'"root":"sha256:{"0" * 64}","count":{count},"changes":[' + changes).encode()

    def test_bombs(self):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(300)) + packer.flush()
        self.assertLess(len(bomb), 1 << 20)
        self.refused("300 MB of blanks", bomb, 150)
        claim = bytearray(gzip.compress(b"{}"))
        claim[-4:] = (1 << 30).to_bytes(4, "little")
        self.refused("says that it holds 1 GB", bytes(claim), 60)

    def test_lengths_that_are_only_claimed(self):
        self.refused("a thousand million change-sets", self.bundle("\n{}\n]}\n", count=10**9), 60)
        self.refused("an age file of 2^63 rounds",
                     b"age-encryption.org/v1\n-> scrypt 1QjP9f1UQIBHWUqjFmTA4w 63\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n",
                     60)

    def test_depth_and_number_of_values(self):
        self.refused("a million brackets", self.bundle("[" * 1_000_000), 80)
        self.refused("a million objects", b'{"a":' * 1_000_000, 80)
        self.refused("a line of brackets", self.bundle("\n" + "[" * 1_000_000 + "\n]}\n"), 80)
        self.refused("short lines without end", self.bundle("\n" + "a\n" * 10_000_000 + "]}\n", count=10_000_000), 100)
        self.refused("zeros without end", self.bundle("0," * 12_000_000 + "0]}"), 700)
        self.refused("one long text", self.bundle('"' + "x" * 50_000_000 + '"]}'), 250)

    def test_a_harmless_bundle_beside_them_is_merged(self):
        good = GOLDEN / "bundle_two.zhike.json"
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = self.write("bomb.gz", b"".join(packer.compress(b" " * (1 << 20)) for _ in range(30)) + packer.flush())
        sealed = self.write("sealed.age", (GOLDEN / "bundle.zhike.json.age").read_bytes())
        code, said = answer("merge", self.book, bomb, good, sealed)
        self.assertEqual((code, said["files"]), (1, 1))
        self.assertEqual([(e["code"], e["where"]) for e in said["rejected"]],
                         [("gzip.too_large", "bomb.gz"), ("bundle.encrypted", "sealed.age")])
        self.assertGreater(said["new"], 30)


if __name__ == "__main__":
    unittest.main()
