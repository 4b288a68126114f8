"""Runs a build and says what each module cost the processors, and when it was under way.

Usage: python3 build_times.py COMMAND...
Looks at the compiler's processes four times a second, so what takes less than that may be missing. Wants /proc.
"""
import os
import subprocess
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")


def module(process):
    """The module that a process of the compiler is at, or nothing."""
    with open(f"/proc/{process}/cmdline", "rb") as file:
        words = file.read().decode(errors="replace").split("\0")
    if os.path.basename(words[0]) != "swift-frontend" or "-c" not in words or "-module-name" not in words:
        return None
    return words[words.index("-module-name") + 1]


def seconds(process):
    with open(f"/proc/{process}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def descendants(root):
    """Every process that the build started; others may build beside it."""
    parents = {}
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/stat") as file:
                parents[int(process)] = int(file.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            pass
    found = {root}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def main(command):
    start = time.monotonic()
    build = subprocess.Popen(command)
    seen = {}
    while build.poll() is None:
        for process in descendants(build.pid):
            try:
                if name := module(process):
                    began = seen.get(process, (0, time.monotonic() - start))[1]
                    seen[process] = (name, began, time.monotonic() - start, seconds(process))
            except (OSError, ValueError, IndexError):
                pass
        time.sleep(0.25)
    print("module                from   to  processor s")
    for name, began, ended, spent in sorted(seen.values(), key=lambda row: row[1]):
        print(f"{name:20} {began:5.0f} {ended:4.0f}  {spent:11.1f}")
    total = sum(row[3] for row in seen.values())
    print(f"{len(seen)} modules, {total:.0f} processor seconds in {time.monotonic() - start:.0f} s")
    return build.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
