"""Each rule of tidy.py finds what breaks it, and nothing else. Prints `N passed, N failed` like any part."""

import pathlib
import sys
import tempfile
import unittest
from unittest import mock

import tidy

CASES = [
    # rule, file, text, broken
    ("no_include_points_up", "platform/db/a.cpp", '#include "features/crm/crm.hpp"', True),
    ("no_include_points_up", "features/accounts/a.cpp", '#include "features/crm/crm.hpp"', True),
    ("no_include_points_up", "features/calendar/a.cpp", '#include "features/pipelines/pipelines.hpp"', True),
    ("no_include_points_up", "features/crm/a.cpp", '#include "features/accounts/accounts.hpp"', False),
    ("no_include_points_up", "features/unheard_of/a.cpp", "", True),
    ("no_include_points_up", "main.cpp", '#include "features/crm/crm.hpp"', False),
    ("features_meet_through_their_faces", "features/crm/a.cpp", '#include "features/accounts/users.hpp"', True),
    ("features_meet_through_their_faces", "features/crm/a.cpp", '#include "features/accounts/accounts.hpp"', False),
    ("features_meet_through_their_faces", "features/crm/a.cpp", '#include "features/crm/tags.hpp"', False),
    ("libraries_stay_in_their_folders", "platform/http/a.cpp", "#include <boost/beast.hpp>", True),
    ("libraries_stay_in_their_folders", "platform/net/a.cpp", "#include <boost/asio/ip/tcp.hpp>", False),
    ("libraries_stay_in_their_folders", "features/crm/a.cpp", "#include <libpq-fe.h>", True),
    ("libraries_stay_in_their_folders", "features/crm/a.cpp", '#include "testing/test_app.hpp"', True),
    ("libraries_stay_in_their_folders", "features/crm/a_test.cpp", '#include "testing/test_app.hpp"', False),
    ("includes_are_relative_to_server", "platform/a.cpp", '#include "a.hpp"', True),
    ("includes_are_relative_to_server", "platform/a.cpp", '#include "platform/a.hpp"', False),
    ("forbidden_calls_are_absent", "platform/a.cpp", 'std::system("ls");', True),
    ("forbidden_calls_are_absent", "platform/a.cpp", "file_system(); // never system(\"ls\")", False),
    ("forbidden_calls_are_absent", "platform/a.cpp", 'auto text = "rand()";', False),
    ("forbidden_calls_are_absent", "platform/a.cpp", "std::this_thread::sleep_for(1s);", True),
    ("forbidden_calls_are_absent", "testing/a.hpp", "std::this_thread::sleep_for(1s);", False),
    ("forbidden_calls_are_absent", "platform/http/a.cpp", "co_await x;", True),
    ("forbidden_calls_are_absent", "platform/net/a.cpp", "co_await x;", False),
    ("headers_are_included_once", "platform/a.hpp", "int x;", True),
    ("headers_are_included_once", "platform/a.hpp", "#pragma once", False),
    ("files_have_one_subject", "platform/a.cpp", "\n" * 451, True),
    ("files_have_one_subject", "platform/a.cpp", "\n" * 450, False),
    ("lines_fit", "platform/a.cpp", "x" * 101, True),
    ("lines_fit", "platform/a.cpp", "x" * 100, False),
    ("test_files_test", "platform/a_test.cpp", "int x;", True),
    ("test_files_test", "platform/a_test.cpp", "TEST_F(A, b) {}", False),
    ("nothing_is_left_for_later", "platform/a.cpp", "// TO" + "DO", True),
    ("nothing_is_left_for_later", "platform/a.cpp", "// to do list", False),
]


class Rules(unittest.TestCase):
    def test_each_finds_what_breaks_it_and_nothing_else(self):
        for rule, name, text, broken in CASES:
            with self.subTest(f"{rule}: {name}: {text[:60]}"), tempfile.TemporaryDirectory() as folder:
                root = pathlib.Path(folder)
                file = root / "server" / name
                file.parent.mkdir(parents=True)
                file.write_text(text)
                with mock.patch.multiple(tidy, ROOT=root, SERVER=root / "server"):
                    self.assertEqual(bool(list(getattr(tidy, rule)())), broken)

    def test_two_types_of_one_name_are_found_where_both_can_be_seen(self):
        ours = "namespace crm {\nstruct Row {\n};\n} // namespace crm\n"
        hidden = "namespace crm {\nnamespace {\nstruct Row {\n};\n} // namespace\n} // namespace crm\n"
        other = ours.replace("crm", "accounts")
        for second, broken in [(ours, True), (hidden, False), (other, False), ("", False)]:
            with self.subTest(second), tempfile.TemporaryDirectory() as folder:
                root = pathlib.Path(folder)
                (root / "server").mkdir()
                (root / "server" / "a.cpp").write_text(ours)
                (root / "server" / "b.cpp").write_text(second)
                with mock.patch.multiple(tidy, ROOT=root, SERVER=root / "server"):
                    self.assertEqual(bool(list(tidy.types_have_names_of_their_own())), broken)

    def test_all_have_a_case(self):
        of_two_files = {"types_have_names_of_their_own"}
        self.assertEqual(
            {case[0] for case in CASES if case[3]} | of_two_files, {rule.__name__ for rule in tidy.RULES}
        )


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - min(failed, result.testsRun)} passed, {failed} failed")
    sys.exit(1 if failed else 0)
