"""scripts/tally.sh must count every kind of test program, and must never lose a failure."""
import pathlib
import subprocess
import tempfile
import unittest

TALLY = pathlib.Path(__file__).resolve().parents[2] / "scripts/tally.sh"
CATCH = """for last in "$@"; do :; done
echo '<OverallResult success="true"/>' >"${last#xml::out=}"
"""
CASES = """echo '  <OverallResultsCases successes="7" failures="%d" expectedFailures="0" skips="2"/>' >>"${last#xml::out=}"
exit %d
"""


class TallyTest(unittest.TestCase):
    def run_with(self, kind, script):
        """→ (last line, exit code) of one program run by run_KIND."""
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder) / "program.sh"
            program.write_text(script, encoding="utf-8")
            done = subprocess.run(
                ["bash", "-c", f'set -euo pipefail; . "{TALLY}" "$1"; run_{kind} "a name/x" bash "$1/program.sh"; tally', "-", folder],
                capture_output=True, text=True, check=False)
        return done.stdout.splitlines()[-1], done.returncode

    def expect(self, kind, script, line, code):
        self.assertEqual(self.run_with(kind, script), (line, code))

    def test_two_at_a_time(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "a.sh").write_text("sleep 0.2; echo '3 passed, 0 failed'", encoding="utf-8")
            (pathlib.Path(folder) / "b.sh").write_text("echo '1 passed, 2 failed'; exit 1", encoding="utf-8")
            (pathlib.Path(folder) / "c.sh").write_text("exit 1", encoding="utf-8")
            for name in "def":
                (pathlib.Path(folder) / f"{name}.sh").write_text("echo '1 passed, 0 failed'", encoding="utf-8")
            done = subprocess.run(
                ["bash", "-c", f'set -euo pipefail; . "{TALLY}" "$1"; run_two bash -- "$1/a.sh" "$1/b.sh" "$1/d.sh" "$1/e.sh" "$1/f.sh"; '
                 'run_two bash -- "$1/c.sh"; tally', "-", folder], capture_output=True, text=True, check=False)
            self.assertEqual((done.stdout.splitlines()[-1], done.returncode), ("7 passed, 3 failed, 0 skipped", 1))

    def test_what_fails_beside_another_is_run_again_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "a.sh").write_text(
                f"if [ -e {folder}/mark ]; then echo '2 passed, 0 failed'; else touch {folder}/mark; exit 1; fi", encoding="utf-8")
            done = subprocess.run(["bash", "-c", f'set -euo pipefail; . "{TALLY}" "$1"; run_two bash -- "$1/a.sh"; tally', "-", folder],
                                  capture_output=True, text=True, check=False)
            self.assertEqual((done.stdout.splitlines()[-1], done.returncode), ("2 passed, 0 failed, 0 skipped", 0))
            self.assertIn("again, alone", done.stdout)

    def test_plain(self):
        self.expect("plain", "exit 0", "1 passed, 0 failed, 0 skipped", 0)
        self.expect("plain", "exit 3", "0 passed, 1 failed, 0 skipped", 1)

    def test_catch(self):
        self.expect("catch", CATCH + CASES % (0, 0), "7 passed, 0 failed, 2 skipped", 0)
        self.expect("catch", CATCH + CASES % (3, 3), "7 passed, 3 failed, 2 skipped", 1)

    def test_catch_that_dies(self):
        self.expect("catch", CATCH + "exit 0", "1 passed, 1 failed, 0 skipped", 1)
        self.expect("catch", "kill -SEGV $$", "0 passed, 1 failed, 0 skipped", 1)

    def test_catch_that_fails_after_its_report(self):
        self.expect("catch", CATCH + CASES % (0, 66), "7 passed, 1 failed, 2 skipped", 1)

    def test_told(self):
        self.expect("told", "echo 5 passed, 0 failed", "5 passed, 0 failed, 0 skipped", 0)
        self.expect("told", "echo 5 passed, 2 failed, 1 skipped; exit 1", "5 passed, 2 failed, 1 skipped", 1)

    def test_told_without_a_result(self):
        self.expect("told", "echo all is well", "0 passed, 1 failed, 0 skipped", 1)
        self.expect("told", "echo 5 passed, 0 failed; exit 1", "5 passed, 1 failed, 0 skipped", 1)

    def test_unittest(self):
        self.expect("told", "echo Ran 4 tests in 0.1s; echo; echo OK", "4 passed, 0 failed, 0 skipped", 0)
        self.expect("told", "echo Ran 1 test in 0.1s; echo; echo 'OK (skipped=1)'", "0 passed, 0 failed, 1 skipped", 0)
        self.expect("told", "echo Ran 9 tests in 0.1s; echo 'FAILED (failures=2, errors=1, skipped=3)'; exit 1",
                    "3 passed, 3 failed, 3 skipped", 1)

    def test_program_that_is_missing(self):
        self.expect("catch", "exec ./not-there", "0 passed, 1 failed, 0 skipped", 1)

    def test_nothing_run_is_not_success(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(["bash", "-c", f'. "{TALLY}" "$1"; tally', "-", folder], capture_output=True, text=True, check=False)
        self.assertEqual((done.stdout, done.returncode), ("0 passed, 0 failed, 0 skipped\n", 1))


if __name__ == "__main__":
    unittest.main()
