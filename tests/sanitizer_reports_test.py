"""How reports of sanitizers are told apart and counted. Prints `N passed, N failed` like any part."""

import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

import sanitizer_reports

RACE = """==================
WARNING: ThreadSanitizer: data race (pid=7)
  Write of size 8 at 0x7b by thread T1:
    #0 Pool::take() server/pool.cpp:40
SUMMARY: ThreadSanitizer: data race server/pool.cpp:40 in Pool::take()
==================
"""
LEAK = """
=================================================================
==12==ERROR: LeakSanitizer: detected memory leaks

Direct leak of 8 byte(s) in 1 object(s) allocated from:
    #0 malloc
SUMMARY: AddressSanitizer: 8 byte(s) leaked in 1 allocation(s).
"""
OVERFLOW = "server/money.cpp:12:3: runtime error: signed integer overflow: 2147483647 + 1\n    #0 add\n"


class Reports(unittest.TestCase):
    def outcome_of(self, **files):
        with tempfile.TemporaryDirectory() as name:
            for process, text in files.items():
                (pathlib.Path(name) / f"report.{process}").write_text(text)
            with contextlib.redirect_stdout(io.StringIO()) as output:
                code = sanitizer_reports.main(pathlib.Path(name))
        return output.getvalue(), code

    def test_silence_is_a_pass(self):
        self.assertEqual(self.outcome_of(), ("1 passed, 0 failed\n", 0))

    def test_each_finding_counts_once_however_often_it_is_made(self):
        output, code = self.outcome_of(a=RACE + RACE, b=RACE + LEAK, c=OVERFLOW)
        self.assertEqual(code, 1)
        self.assertEqual(output.splitlines()[-4:], [
            "3 times: ThreadSanitizer: data race server/pool.cpp:40 in Pool::take()",
            "1 times: AddressSanitizer: 8 byte(s) leaked in 1 allocation(s).",
            "1 times: server/money.cpp:12:3: runtime error: signed integer overflow: 2147483647 + 1",
            "0 passed, 3 failed",
        ])

    def test_the_first_report_is_shown_whole(self):
        output, _ = self.outcome_of(a=RACE, b=OVERFLOW)
        self.assertIn("    #0 Pool::take() server/pool.cpp:40", output)
        self.assertIn("    #0 add", output)

    def test_what_has_another_form_is_a_finding_too(self):
        output, code = self.outcome_of(a="FATAL: ThreadSanitizer: unexpected memory mapping\n")
        self.assertIn("1 times: FATAL: ThreadSanitizer: unexpected memory mapping\n0 passed, 1 failed", output)
        self.assertEqual(code, 1)


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - min(failed, result.testsRun)} passed, {failed} failed")
    sys.exit(1 if failed else 0)
