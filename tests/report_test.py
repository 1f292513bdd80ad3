"""What bin/test counts, by cases. Prints `N passed, N failed` like any part."""

import contextlib
import io
import json
import pathlib
import sys
import tempfile
import unittest

import report


def gtest(*tests):
    return json.dumps({"testsuites": [{"name": "Suite", "testsuite": list(tests)}]})


PASSING = {"name": "passes", "status": "RUN", "result": "COMPLETED"}
FAILING = {"name": "fails", "status": "RUN", "result": "COMPLETED", "failures": [{"failure": "no"}]}
SKIPPED = {"name": "skips", "status": "RUN", "result": "SKIPPED"}
DISABLED = {"name": "DISABLED_rests", "status": "NOTRUN", "result": "SUPPRESSED"}
FILTERED = {"name": "filtered", "status": "NOTRUN", "result": "SUPPRESSED"}


def vitest(*statuses, file_status="passed"):
    results = [{"fullName": f"{status} test", "status": status} for status in statuses]
    return json.dumps({"testResults": [{"name": "a.test.ts", "status": file_status, "assertionResults": results}]})


class Counting(unittest.TestCase):
    def closing_line_of(self, **parts):
        output, code = self.report_of(**parts)
        return output.splitlines()[-1], code

    def report_of(self, **parts):
        """Each part: (exit status, log, extension and text of its counts or None)."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for part, (status, log, counts) in parts.items():
                (folder / f"{part}.status").write_text(f"{status}\n")
                (folder / f"{part}.log").write_text(log)
                if counts:
                    (folder / f"{part}.{counts[0]}.json").write_text(counts[1])
            with contextlib.redirect_stdout(io.StringIO()) as output:
                code = report.report(folder)
        return output.getvalue(), code

    def test_every_kind_of_count(self):
        cases = [
            ("googletest", (0, "", ("gtest", gtest(PASSING, PASSING))), "2 passed, 0 failed"),
            ("a failure", (1, "", ("gtest", gtest(PASSING, FAILING))), "1 passed, 1 failed"),
            ("a skipped test", (0, "", ("gtest", gtest(PASSING, SKIPPED))), "1 passed, 1 failed"),
            ("a disabled test", (0, "", ("gtest", gtest(PASSING, DISABLED))), "1 passed, 1 failed"),
            ("a filtered test", (0, "", ("gtest", gtest(PASSING, FILTERED))), "1 passed, 0 failed"),
            ("a crash at the end", (139, "", ("gtest", gtest(PASSING))), "1 passed, 1 failed"),
            ("a crash before counts", (139, "[ RUN ] x", None), "0 passed, 1 failed"),
            ("a time limit", (124, "", None), "0 passed, 1 failed"),
            ("vitest", (0, "", ("vitest", vitest("passed", "passed"))), "2 passed, 0 failed"),
            ("vitest failing", (1, "", ("vitest", vitest("passed", "failed"))), "1 passed, 1 failed"),
            ("vitest skipping", (0, "", ("vitest", vitest("passed", "pending"))), "1 passed, 1 failed"),
            ("vitest not loading", (1, "", ("vitest", vitest(file_status="failed"))), "0 passed, 1 failed"),
            ("our own line", (1, "x\n7 passed, 2 failed\n", None), "7 passed, 2 failed"),
            ("node:test", (1, "# pass 3\n# fail 1\n# cancelled 0\n# skipped 1\n# todo 0\n", None),
             "3 passed, 2 failed"),
            ("node:test in colour", (0, "\x1b[34mℹ pass 3\x1b[39m\nℹ fail 0\n", None), "3 passed, 0 failed"),
            ("a command without counts", (0, "", None), "1 passed, 0 failed"),
        ]
        for name, part, expected in cases:
            with self.subTest(name):
                line, code = self.closing_line_of(part=part)
                self.assertEqual(line, expected)
                self.assertEqual(code, 0 if expected.endswith(" 0 failed") else 1)

    def test_parts_are_added_up(self):
        line, code = self.closing_line_of(
            crm=(0, "", ("gtest", gtest(PASSING))), e2e=(0, "4 passed, 0 failed", None), typecheck=(2, "", None)
        )
        self.assertEqual((line, code), ("5 passed, 1 failed", 1))

    def test_a_failure_is_shown_with_its_own_words(self):
        output, _ = self.report_of(crm=(1, "a hundred other lines", ("gtest", gtest(PASSING, FAILING))))
        self.assertIn("--- Suite.fails\nno\n", output)
        self.assertNotIn("other lines", output)

    def test_a_crash_is_shown_by_the_end_of_its_log(self):
        output, _ = self.report_of(crm=(139, "a hundred lines\nSegmentation fault", ("gtest", gtest(PASSING))))
        self.assertIn("Segmentation fault", output)

    def test_nothing_at_all_is_no_success(self):
        self.assertEqual(self.closing_line_of(), ("0 passed, 0 failed", 1))
        self.assertEqual(self.closing_line_of(empty=(0, "", ("gtest", gtest()))), ("0 passed, 0 failed", 1))


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - min(failed, result.testsRun)} passed, {failed} failed")
    sys.exit(1 if failed else 0)
