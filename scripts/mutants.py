#!/usr/bin/env python3
"""mutants.py [--only TEXT] [--from N]: changes the code on purpose, one seeded bug at a time, and sees whether the tests notice.

The bugs are data: tests/mutants.json, {"file", "find", "replace"} each; "find" stands exactly once in its file. They are
put into a copy of the tree under build/mutants, never into this one. A bug that every test survives is printed and makes
the exit code 1.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
tree = root / "build" / "mutants"
made = tree / "build" / "dev"
targets = ["tests_store", "tests_app", "tests_storm"]
# Enough to kill a bug, little enough to run often.
scale = {"ZHIKE_STORM_SCHEDULES": "3000", "ZHIKE_STORM_CRASHES": "300", "ZHIKE_STORM_FLIPS": "1000"}


def run(command, seconds, **more):
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=seconds, **more).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def copy_tree():
    for part in ["core", "tests", "scripts", "assets", "web", "CMakeLists.txt"]:
        source, target = root / part, tree / part
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"),
                            copy_function=copy_changed)
        else:
            copy_changed(source, target)
    if not (tree / ".tools").exists():
        (tree / ".tools").symlink_to((root / ".tools").resolve())


def copy_changed(source, target):
    source, target = pathlib.Path(source), pathlib.Path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.read_bytes() != source.read_bytes():
        shutil.copyfile(source, target)


def build():
    return run(["ninja", "-C", made, "-j", "2", "--quiet", *targets], 1800)


def fate():
    """What becomes of the tree as it is: "killed", "survived", or "no build"."""
    if not build():
        return "no build"
    for target in targets:
        if not run([made / target, "--abort"], 600, env=os.environ | scale):
            return "killed"
    return "survived"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="bugs whose file holds this text")
    parser.add_argument("--from", dest="first", type=int, default=1, help="start with this one")
    options = parser.parse_args()
    mutants = json.loads((root / "tests" / "mutants.json").read_text())
    for mutant in mutants:
        count = (root / mutant["file"]).read_text().count(mutant["find"])
        if count != 1:
            sys.exit(f"{mutant['file']}: {mutant['find']!r} stands {count} times.")
    copy_tree()
    subprocess.run(["cmake", "-S", tree, "-B", made, "-G", "Ninja"], check=True, capture_output=True)
    os.environ["CCACHE_BASEDIR"] = str(tree)
    if fate() != "survived":
        sys.exit("The tests fail without any seeded bug.")
    left, killed = [], 0
    for number, mutant in enumerate(mutants, 1):
        if number < options.first or options.only not in mutant["file"]:
            continue
        path = tree / mutant["file"]
        sound = path.read_text()
        path.write_text(sound.replace(mutant["find"], mutant["replace"]))
        result = fate()
        path.write_text(sound)
        killed += result == "killed"
        if result != "killed":
            left.append(number)
        print(f"{number:3} {result:9} {mutant['file']}: {mutant['find'].strip().splitlines()[0][:70]}", flush=True)
    print(f"{killed} passed, {len(left)} failed" + (f": {left}" if left else ""))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
