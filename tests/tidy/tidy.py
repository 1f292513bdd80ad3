"""The house rules that no compiler knows. Prints what breaks them and `N passed, N failed`, one test a rule.

Run from anywhere; reads the checkout this file stands in.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVER = ROOT / "server"

# A feature may use the platform and the faces (<feature>.hpp) of the features on lower floors.
FLOORS = {
    "accounts": 0,
    "crm": 1,
    "content": 2,
    "calendar": 2,
    "pipelines": 2,
    "funnels": 2,
    "campaigns": 3,
    "automation": 4,
    "integrations": 5,
}
LONGEST_FILE_LINES = 450
LONGEST_TEST_FILE_LINES = 600 # tables of cases are long
LONGEST_LINE_COLUMNS = 100

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
# Comments and literals, so that a rule about code does not read prose.
NOT_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL
)

# Places are folders or files of server/, or the end of a name after "*".
TESTS = ["testing/", "*_test.cpp", "platform/db/test_schema.hpp"]

# Pattern, why, and the places where it is right.
FORBIDDEN = [
    (r"\b(system|popen|execlp?|execvp)\s*\(", "a shell or PATH look-up: db::ChildProcess takes absolute paths", []),
    (r"\b(strcpy|strcat|v?sprintf|gets|alloca|tmpnam|mktemp)\s*\(", "no bound", []),
    (r"\b(s?rand|random_shuffle)\s*\(|\bmt19937", "randomness is passed in", TESTS),
    (r"\bstd::regex\b", "unbounded recursion on input: RE2", TESTS),
    (r"\b(sleep_for|sleep_until|usleep|nanosleep)\s*\(", "wait for the event, with a deadline", ["testing/", "platform/net/server.cpp", "platform/db/pool.cpp"]),
    (r"\bco_(await|return|yield)\b", "g++ 12 miscompiles coroutines", ["platform/net/"]),
    (r"\busing\s+namespace\s+std\s*;", "names of the standard library stay marked", []),
    (r"\b(system_clock|Timestamp)::clock::now\s*\(|\bsystem_clock::now\s*\(", "the clock is passed in",
     # folder_store: the age of a file, which the file system counts by the machine's clock
     ["main.cpp", "platform/base/", "platform/time/", "platform/log/", "platform/files/folder_store.cpp"] + TESTS),
]
# Include, and the only places that may have it.
PRIVATE_INCLUDES = [
    (re.compile(r"^boost/(beast|asio)"), ["platform/net/"]),
    (re.compile(r"^(libpq-fe\.h|libpq/)"), ["platform/db/"]),
    (re.compile(r"^(gtest|gmock)/"), TESTS),
    (re.compile(r"^testing/"), TESTS),
]


def relative(path):
    return path.relative_to(ROOT).as_posix()


def in_places(path, places):
    name = path.relative_to(SERVER).as_posix()
    return any(name.endswith(place[1:]) if place[0] == "*" else name.startswith(place) for place in places)


def cpp_files():
    folders = [SERVER, ROOT / "bench", ROOT / "fuzz"]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in (".cpp", ".hpp", ".cc"))


def server_files():
    return [path for path in cpp_files() if path.is_relative_to(SERVER)]


def text_of(path):
    return path.read_text(encoding="utf-8")


def code_of(path):
    """The code with comments and literals blanked out, line numbers kept."""
    return NOT_CODE.sub(lambda match: "\n" * match[0].count("\n"), text_of(path))


def feature_of(name):
    parts = name.split("/")
    return parts[1] if parts[0] == "features" and len(parts) > 2 else None


def no_include_points_up():
    for path in server_files():
        name = path.relative_to(SERVER).as_posix()
        mine = feature_of(name)
        if mine and mine not in FLOORS:
            yield f"{relative(path)}: feature {mine} has no floor in tests/tidy/tidy.py"
            continue
        for include in INCLUDE.findall(text_of(path)):
            other = feature_of(include)
            if not other or other == mine:
                continue
            if name.startswith("platform/"):
                yield f"{relative(path)}: the platform knows no feature, includes {include}"
            elif mine and FLOORS.get(other, 99) >= FLOORS[mine]:
                yield f"{relative(path)}: {mine} stands below or beside {other}, includes {include}"


def features_meet_through_their_faces():
    for path in server_files():
        name = path.relative_to(SERVER).as_posix()
        mine = feature_of(name)
        for include in INCLUDE.findall(text_of(path)):
            other = feature_of(include)
            if mine and other and other != mine and include != f"features/{other}/{other}.hpp":
                yield f"{relative(path)}: {other} has a face, features/{other}/{other}.hpp; includes {include}"


def libraries_stay_in_their_folders():
    for path in server_files():
        for include in INCLUDE.findall(text_of(path)):
            for pattern, places in PRIVATE_INCLUDES:
                if pattern.match(include) and not in_places(path, places):
                    yield f"{relative(path)}: includes {include}, which belongs to {', '.join(places)}"


def includes_are_relative_to_server():
    for path in server_files():
        for number, line in enumerate(text_of(path).splitlines(), 1):
            if match := re.match(r'\s*#\s*include\s*"([^"]+)"', line):
                if "/" not in match[1] or match[1].startswith("."):
                    yield f"{relative(path)}:{number}: {match[1]}"


def forbidden_calls_are_absent():
    for path in server_files():
        code = code_of(path)
        for pattern, why, places in FORBIDDEN:
            if in_places(path, places):
                continue
            for match in re.finditer(pattern, code):
                number = code.count("\n", 0, match.start()) + 1
                yield f"{relative(path)}:{number}: {match[0].strip()} ({why})"


def headers_are_included_once():
    for path in cpp_files():
        if path.suffix == ".hpp" and "#pragma once" not in text_of(path):
            yield f"{relative(path)}: no #pragma once"


def files_have_one_subject():
    for path in cpp_files():
        lines = text_of(path).count("\n")
        longest = LONGEST_TEST_FILE_LINES if path.name.endswith("_test.cpp") else LONGEST_FILE_LINES
        if lines > longest:
            yield f"{relative(path)}: {lines} lines, at most {longest}"


RAW_LITERAL = re.compile(r'R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"', re.DOTALL)


def lines_fit():
    """A raw literal is data that no formatter may break (JSON of a test, HTML of a mail): the code around it counts."""
    for path in cpp_files():
        code = RAW_LITERAL.sub(lambda match: 'R""' + "\n" * match[0].count("\n"), text_of(path))
        for number, line in enumerate(code.splitlines(), 1):
            if len(line) > LONGEST_LINE_COLUMNS and "://" not in line:
                yield f"{relative(path)}:{number}: {len(line)} columns, at most {LONGEST_LINE_COLUMNS}"


NAMESPACE_EDGE = re.compile(r"^(?:namespace(?P<opened>[ \w:]*)\{|\} // namespace.*)$")
NAMED_TYPE = re.compile(r"^(?:struct|class|enum class) (?P<name>\w+)(?: final)?(?: :[^;]*)? ?\{")


def named_types(path):
    """(namespace, type) of each type that other files could name; those without a namespace's name are the file's own."""
    inside = []
    for line in text_of(path).splitlines():
        if edge := NAMESPACE_EDGE.match(line):
            if edge["opened"] is None:
                inside = inside[:-1]
            else:
                inside.append(edge["opened"].strip())
        elif (found := NAMED_TYPE.match(line)) and "" not in inside:
            yield "::".join(inside), found["name"]


def types_have_names_of_their_own():
    """Two of one name in one namespace are one type to the linker, which keeps the operations of either."""
    seen = {}
    for path in server_files():
        for kind in named_types(path):
            if kind in seen and seen[kind] != path:
                yield f"{relative(path)}: {'::'.join(kind)} is a type of {relative(seen[kind])} too"
            seen.setdefault(kind, path)


def test_files_test():
    for path in cpp_files():
        if path.name.endswith("_test.cpp") and not re.search(r"\bTEST(_[FP])?\s*\(|TYPED_TEST", text_of(path)):
            yield f"{relative(path)}: no test in it"


def nothing_is_left_for_later():
    words = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "HA" + "CK"]) + r")\b")
    kinds = {".cpp", ".hpp", ".sql", ".py", ".ts", ".tsx", ".mjs", ".css", ".cmake", ".sh", ""}
    folders = ["server", "bench", "fuzz", "db", "bin", "cmake", "tests", "web/src", ".ci"]
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if not path.is_file() or path.suffix not in kinds or "node_modules" in path.parts:
                continue
            for number, line in enumerate(text_of(path).splitlines(), 1):
                if match := words.search(line):
                    yield f"{relative(path)}:{number}: {match[0]}"


RULES = [
    no_include_points_up,
    features_meet_through_their_faces,
    libraries_stay_in_their_folders,
    includes_are_relative_to_server,
    forbidden_calls_are_absent,
    headers_are_included_once,
    files_have_one_subject,
    lines_fit,
    types_have_names_of_their_own,
    test_files_test,
    nothing_is_left_for_later,
]


def main():
    failed = 0
    for rule in RULES:
        if broken := list(rule()):
            failed += 1
            print(f"{rule.__name__.replace('_', ' ')}: no", *broken, sep="\n  ")
    print(f"{len(RULES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
