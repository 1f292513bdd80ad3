"""Writes each line of a seed file as a file of its own: where a target begins its search.

    write_seeds.py seeds/csv.txt FOLDER

Lines are UTF-8 with the escapes of Python strings: \\n, \\\\, \\xff.
"""

import pathlib
import sys


def seeds_of(path):
    for line in path.read_bytes().splitlines():
        yield line.decode("unicode_escape").encode("latin-1")


if __name__ == "__main__":
    source, folder = map(pathlib.Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds_of(source)):
        (folder / f"seed_{number:03}").write_bytes(seed)
