"""Adds up what bin/test recorded and prints the failures and the closing line `N passed, N failed`.

    report.py RESULTS          everything; exit status 1 on a failure or when nothing ran
    report.py --one RESULTS NAME   one line on one part, as soon as it is done

RESULTS holds for each part NAME.log and NAME.status (the exit status), and the counts as NAME.gtest.json,
NAME.vitest.json, or in the log: a line `N passed, N failed`, or the summary of node:test. A part without counts is one
test: its exit status. A part whose status is bad though no test failed (a crash, a time limit) is one failure.
"""

import json
import pathlib
import re
import sys

ALLOWED_SKIPS = pathlib.Path(__file__).parent / "allowed_skips.txt"
SHOWN_LINES = 60  # of a log whose failures are not known by name
SHOWN_OF_A_FAILURE = 40
OUR_LINE = re.compile(r"^(\d+) passed, (\d+) failed$", re.MULTILINE)
NODE_LINE = re.compile(r"^(?:#|ℹ) (pass|fail|cancelled|skipped|todo) (\d+)$", re.MULTILINE)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Outcome:
    def __init__(self, name):
        self.name, self.passed, self.failures = name, 0, []
        self.messages = []  # (test, what it said), for those failures of which it is known


def allowed_skips():
    if not ALLOWED_SKIPS.exists():
        return set()
    lines = (line.split("#")[0].strip() for line in ALLOWED_SKIPS.read_text().splitlines())
    return {line for line in lines if line}


def read_gtest(path, outcome):
    for suite in json.loads(path.read_text())["testsuites"]:
        for test in suite["testsuite"]:
            name = f"{suite['name']}.{test['name']}"
            if test.get("failures"):
                outcome.failures.append(name)
                outcome.messages.append((name, "\n".join(each["failure"] for each in test["failures"])))
            elif test["result"] == "COMPLETED":
                outcome.passed += 1
            elif name not in allowed_skips() and (test["status"] == "RUN" or "DISABLED" in name):
                outcome.failures.append(f"{name} (skipped)")


def read_vitest(path, outcome):
    for file in json.loads(path.read_text())["testResults"]:
        if file["status"] == "failed" and not file["assertionResults"]:
            outcome.failures.append(f"{file['name']} (did not load)")
        for test in file["assertionResults"]:
            name = test["fullName"]
            if test["status"] == "passed":
                outcome.passed += 1
            elif test["status"] == "failed":
                outcome.failures.append(name)
                outcome.messages.append((name, "\n".join(test.get("failureMessages", []))))
            elif name not in allowed_skips():
                outcome.failures.append(f"{name} (skipped)")


def read_log(text, outcome):
    """True when the log holds counts. Only their sum is known; the names stand in the log."""
    if lines := OUR_LINE.findall(text):
        passed, failed = map(int, lines[-1])
    elif counts := dict(NODE_LINE.findall(text)):
        passed = int(counts.pop("pass", 0))
        failed = sum(map(int, counts.values()))
    else:
        return False
    outcome.passed += passed
    outcome.failures += [f"{outcome.name} {number} of {failed}" for number in range(1, failed + 1)]
    return True


def read(results, name):
    outcome = Outcome(name)
    status = int((results / f"{name}.status").read_text())
    log = COLOUR.sub("", (results / f"{name}.log").read_text(errors="replace"))
    gtest, vitest = results / f"{name}.gtest.json", results / f"{name}.vitest.json"
    counted = True
    if gtest.exists():
        read_gtest(gtest, outcome)
    elif vitest.exists():
        read_vitest(vitest, outcome)
    else:
        counted = read_log(log, outcome)
    if status != 0 and not outcome.failures:
        why = "ran into the time limit" if status in (124, 137) else f"ended with status {status}"
        outcome.failures.append(f"{name} {why}")
    elif not counted:
        outcome.passed += 1
    return outcome


def line_of(outcome):
    return f"{outcome.name}: {outcome.passed} passed, {len(outcome.failures)} failed"


def show_failures(outcome, log_path):
    print(f"\n=== {line_of(outcome)}; all of it in {log_path}")
    for test, message in outcome.messages:
        print(f"--- {test}")
        print("\n".join(message.splitlines()[:SHOWN_OF_A_FAILURE]))
    if len(outcome.messages) < len(outcome.failures):
        print("--- the end of the log")
        print("\n".join(log_path.read_text(errors="replace").splitlines()[-SHOWN_LINES:]))


def report(results):
    outcomes = [read(results, path.stem) for path in sorted(results.glob("*.status"))]
    for outcome in outcomes:
        if outcome.failures:
            show_failures(outcome, results / f"{outcome.name}.log")
    failures = [f"{outcome.name}: {failure}" for outcome in outcomes for failure in outcome.failures]
    if failures:
        print("\nFailed:", *failures, sep="\n  ")
    passed = sum(outcome.passed for outcome in outcomes)
    if passed == 0 and not failures:
        print("\nThere was nothing to run.")
    print(f"\n{passed} passed, {len(failures)} failed")
    return 1 if failures or passed == 0 else 0


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        print(line_of(read(pathlib.Path(sys.argv[2]), sys.argv[3])), flush=True)
    else:
        sys.exit(report(pathlib.Path(sys.argv[1])))
