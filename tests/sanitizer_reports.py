"""What the sanitizers had to say of the programs that the tests started, each finding once. Prints `N passed, N failed`.

    sanitizer_reports.py FOLDER   of the files that log_path= of ASAN_OPTIONS, TSAN_OPTIONS and UBSAN_OPTIONS names
"""

import pathlib
import re
import sys

# AddressSanitizer (and its leaks) and ThreadSanitizer; UBSan has a form of its own.
BEGINNING = re.compile(r"^(?:==\d+==)?(?:ERROR|WARNING): \w+Sanitizer: |: runtime error: ", re.MULTILINE)
SUMMARY = re.compile(r"^SUMMARY: (.*)$", re.MULTILINE)


def reports_in(text):
    """The text from each beginning to the next; all of it when a sanitizer says something else."""
    starts = [text.rfind("\n", 0, found.start()) + 1 for found in BEGINNING.finditer(text)] or [0]
    return [text[start:end].strip() for start, end in zip(starts, starts[1:] + [len(text)])]


def name_of(report):
    summary = SUMMARY.search(report)
    return summary[1] if summary else report.splitlines()[0]


def findings(folder):
    """By name: how often, and the first report."""
    found = {}
    for file in sorted(folder.glob("report.*")):
        for report in filter(None, reports_in(file.read_text(errors="replace"))):
            times, first = found.get(name_of(report), (0, report))
            found[name_of(report)] = times + 1, first
    return found


def main(folder):
    found = findings(folder)
    for times, report in found.values():
        print(f"--- {times} times:\n{report}\n")
    for name, (times, _) in found.items():
        print(f"{times} times: {name}")
    print(f"{0 if found else 1} passed, {len(found)} failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
