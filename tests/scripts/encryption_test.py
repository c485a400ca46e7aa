"""The command line and encryption: files go both ways between zhike, Debian's age and npm's age-encryption; a locked
book opens with its passphrase alone, one locked by the first version included."""
import json
import os
import pty
import re
import shutil
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ZHIKE = os.environ.get("ZHIKE_BIN", str(ROOT / "build/native/zhike"))
NODE = os.environ.get("NODE", "node")
CUSTOMER = "宏图广告"


def run(*words, expect=0, **more):
    done = subprocess.run(words, capture_output=True, check=False, env={**os.environ, "ZHIKE_LANG": "en"}, **more)
    if done.returncode != expect:
        raise AssertionError(f"{words}: {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout.decode() if expect == 0 else done.stderr.decode()


def at_terminal(words, answers):
    """Runs a program that asks on its terminal; answers its questions in turn. → its exit code."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(words[0], words)
    left = list(answers)
    try:
        while True:
            said = os.read(terminal, 1024)
            if b":" in said and left:
                os.write(terminal, left.pop(0).encode() + b"\n")
    except OSError:  # the program has ended
        pass
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Encryption(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.book = self.at("book")
        run(ZHIKE, "init", self.book, "--by", "anna")
        run(ZHIKE, "do", self.book, "create", "type=customer", f"name={CUSTOMER}")
        self.hash = run(ZHIKE, "state-hash", self.book)
        self.key = self.at("key.txt")
        run(ZHIKE, "key", "new", "-o", self.key)
        self.public = run(ZHIKE, "key", "public", "--identity", self.key).strip()
        self.words = run(ZHIKE, "key", "passphrase", "--lang", "zh-Hans").strip()
        self.passphrase = self.write("words.txt", self.words + "\n")

    def at(self, name):
        return str(self.folder / name)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.at(name)

    def plain_export(self):
        run(ZHIKE, "export", self.book, "-o", self.at("plain.zhike.json"))
        return self.at("plain.zhike.json")

    def merges(self, file, *keys):
        other = self.at("other")
        shutil.rmtree(other, ignore_errors=True)
        run(ZHIKE, "init", other)
        run(ZHIKE, "merge", other, file, *keys)
        self.assertEqual(run(ZHIKE, "state-hash", other), self.hash)

    def holds_book(self, file):
        text = Path(file).read_text(encoding="utf-8")
        self.assertEqual(json.loads(text)["format"], "zhike-bundle/1")
        self.assertIn(CUSTOMER, text)

    @unittest.skipUnless(shutil.which("age"), "Debian's age is not installed")
    def test_keys_with_age(self):
        run(ZHIKE, "export", self.book, "-o", self.at("ours.age"), "--to", self.public)
        run("age", "-d", "-i", self.key, "-o", self.at("opened"), self.at("ours.age"))
        self.holds_book(self.at("opened"))
        for form in ([], ["-a"]):
            run("age", *form, "-r", self.public, "-o", self.at("theirs.age"), self.plain_export())
            self.merges(self.at("theirs.age"), "--identity", self.key)
        run("age-keygen", "-o", self.at("theirs.txt"))
        run(ZHIKE, "export", self.book, "-o", self.at("to-theirs.age"), "--to",
            run("age-keygen", "-y", self.at("theirs.txt")).strip())
        run("age", "-d", "-i", self.at("theirs.txt"), "-o", self.at("opened2"), self.at("to-theirs.age"))
        self.holds_book(self.at("opened2"))

    @unittest.skipUnless(shutil.which("age"), "Debian's age is not installed")
    def test_passphrases_with_age(self):
        run(ZHIKE, "export", self.book, "-o", self.at("ours.age"), "--passphrase-file", self.passphrase)
        self.assertEqual(at_terminal(["age", "-d", "-o", self.at("opened"), self.at("ours.age")], [self.words]), 0)
        self.holds_book(self.at("opened"))
        asked = [self.words, self.words]
        self.assertEqual(at_terminal(["age", "-p", "-o", self.at("theirs.age"), self.plain_export()], asked), 0)
        self.merges(self.at("theirs.age"), "--passphrase-file", self.passphrase)

    def npm(self, *words):
        return run(NODE, str(ROOT / "tests/scripts/age_npm.mjs"), *words)

    def test_keys_with_npm(self):
        identity = Path(self.key).read_text(encoding="utf-8").strip().splitlines()[-1]
        run(ZHIKE, "export", self.book, "-o", self.at("ours.age"), "--to", self.public)
        self.npm("open", self.at("ours.age"), self.at("opened"), json.dumps({"identity": identity}))
        self.holds_book(self.at("opened"))
        for armor in (False, True):
            said = json.dumps({"recipient": self.public, "armor": armor})
            self.npm("seal", self.plain_export(), self.at("theirs.age"), said)
            self.merges(self.at("theirs.age"), "--identity", self.key)

    def test_quantum_safe_keys_with_npm(self):
        pair = json.loads(self.npm("hybrid-key"))
        key = self.write("hybrid.txt", pair["identity"] + "\n")
        self.assertEqual(run(ZHIKE, "key", "public", "--identity", key).strip(), pair["recipient"])
        run(ZHIKE, "export", self.book, "-o", self.at("ours.age"), "--to", pair["recipient"])
        self.npm("open", self.at("ours.age"), self.at("opened"), json.dumps({"identity": pair["identity"]}))
        self.holds_book(self.at("opened"))
        self.npm("seal", self.plain_export(), self.at("theirs.age"), json.dumps({"recipient": pair["recipient"]}))
        self.merges(self.at("theirs.age"), "--identity", key)

    def test_passphrases_with_npm(self):
        run(ZHIKE, "export", self.book, "-o", self.at("ours.age"), "--passphrase-file", self.passphrase)
        said = json.dumps({"passphrase": self.words})
        self.npm("open", self.at("ours.age"), self.at("opened"), said)
        self.holds_book(self.at("opened"))
        self.npm("seal", self.plain_export(), self.at("theirs.age"), said)
        self.merges(self.at("theirs.age"), "--passphrase-file", self.passphrase)

    def test_refusals_are_one_sentence_and_change_nothing(self):
        sealed = self.at("ours.age")
        run(ZHIKE, "export", self.book, "-o", sealed, "--passphrase-file", self.passphrase)
        self.assertNotIn(CUSTOMER.encode(), Path(sealed).read_bytes())
        run(ZHIKE, "verify", sealed, "--passphrase-file", self.passphrase)
        other, wrong = self.at("other"), self.write("wrong.txt", "six other words\n")
        run(ZHIKE, "init", other)
        empty = run(ZHIKE, "state-hash", other)
        for keys, words in (((), "passphrase or key"), (("--passphrase-file", wrong), "does not open this file"),
                            (("--identity", self.key), "opens with a passphrase"),
                            (("--identity", wrong), "not a secret key")):
            said = run(ZHIKE, "merge", other, sealed, *keys, expect=2)
            self.assertIn(words, said)
            self.assertEqual(said.count("\n"), 1)
        self.assertEqual(run(ZHIKE, "state-hash", other), empty)
        self.assertIn("not a public key", run(ZHIKE, "export", self.book, "-o", self.at("x"), "--to", "age1x", expect=2))
        self.assertFalse(Path(self.at("x")).exists())

    def test_keys(self):
        self.assertEqual(stat.S_IMODE(os.stat(self.key).st_mode), 0o600)
        before = Path(self.key).read_bytes()
        run(ZHIKE, "key", "new", "-o", self.key, expect=2)
        self.assertEqual(Path(self.key).read_bytes(), before)
        self.assertRegex(self.public, r"^age1[a-z0-9]{58}$")
        self.assertRegex(run(ZHIKE, "key", "passphrase", "--lang", "en"), r"^([a-z]+-){5}[a-z]+\n$")
        self.assertTrue(re.fullmatch(r"[\u4e00-\u9fff]{6}\n", run(ZHIKE, "key", "passphrase", "--lang", "zh-Hant")))
        self.assertEqual(json.loads(run(ZHIKE, "key", "passphrase", "--json"))["bits"], 66)

    def test_lock(self):
        run(ZHIKE, "lock", self.book, "--passphrase-file", self.passphrase)
        for file in Path(self.book).rglob("*"):
            if file.is_file():
                self.assertNotIn(CUSTOMER.encode(), file.read_bytes())
                self.assertNotIn(b"anna", file.read_bytes())
        self.assertIn("locked", run(ZHIKE, "status", self.book, expect=2))
        wrong = self.write("wrong.txt", "six other words\n")
        self.assertIn("passphrase", run(ZHIKE, "status", self.book, "--book-passphrase-file", wrong, expect=2))
        opens = ("--book-passphrase-file", self.passphrase)
        run(ZHIKE, "do", self.book, "create", "type=customer", "name=Second", *opens)
        self.assertFalse(any(b"Second" in f.read_bytes() for f in Path(self.book).rglob("*") if f.is_file()))
        run(ZHIKE, "verify", self.book, *opens)
        hash_now = run(ZHIKE, "state-hash", self.book, *opens)
        self.assertNotEqual(hash_now, self.hash)
        run(ZHIKE, "unlock", self.book, "--passphrase-file", wrong, expect=2)
        run(ZHIKE, "unlock", self.book, "--passphrase-file", self.passphrase)
        self.assertEqual(run(ZHIKE, "state-hash", self.book), hash_now)

    def test_book_locked_by_the_first_version(self):
        case = ROOT / "tests/cases/locked_book"
        shutil.copytree(case, self.at("first"))
        opens = ("--book-passphrase-file", str(case / "passphrase.txt"))
        wanted = (case / "state_hash.txt").read_text(encoding="utf-8")
        self.assertEqual(run(ZHIKE, "state-hash", self.at("first"), *opens), wanted)


if __name__ == "__main__":
    unittest.main()
