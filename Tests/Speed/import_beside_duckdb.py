"""Reads one generated file of single calls with muster import and with DuckDB's CSV reader, side by side.

Usage: python3 import_beside_duckdb.py MUSTER [ROWS] [--shuffled-ids]
With --shuffled-ids the ids of the calls have no order, so that none is known to be new by its place.
Prints wall and processor seconds and peak memory of both, and their ratio; both must find the same contacts.
"""
import os
import resource
import subprocess
import sys
import tempfile
import time

import duckdb

SQL = """
SELECT time_bucket(INTERVAL '30 minutes', "Started At") AS start, "Queue" AS queue, count(*) AS offered,
  count(*) FILTER ("Status" = 'Answered') AS handled, sum("Talk Time" + "Wrap Time") FILTER ("Status" = 'Answered') AS seconds
FROM read_csv('{file}', header = true) WHERE "Direction" = 'Inbound' GROUP BY ALL ORDER BY ALL
"""


def make(file, rows, shuffled):
    """Two years of calls, about 100 bytes each."""
    number = "lpad(hash(i)::VARCHAR, 20, '0')" if shuffled else "printf('%012d', i)"
    duckdb.connect().execute(f"""
      COPY (
        SELECT 'c-' || {number} AS "Call ID",
          strftime(TIMESTAMP '2024-01-01' + to_seconds(i * 63072000 // {rows} + hash(i) % 7), '%Y-%m-%d %H:%M:%S') AS "Started At",
          'queue-' || (hash(i * 3) % 40) AS "Queue",
          CASE WHEN hash(i * 5) % 10 = 0 THEN 'Outbound' ELSE 'Inbound' END AS "Direction",
          CASE WHEN hash(i * 7) % 12 = 0 THEN 'Abandoned' ELSE 'Answered' END AS "Status",
          60 + hash(i * 11) % 600 AS "Talk Time", hash(i * 13) % 60 AS "Wrap Time",
          'agent ' || (hash(i * 17) % 900) AS "Agent", '+3466' || printf('%07d', hash(i * 19) % 10000000) AS "Number"
        FROM range({rows}) t(i)
      ) TO '{file}' (HEADER)""")


def run(name, command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{name} failed:\n{output}")
    print(f"{name:8} {wall:7.1f} s wall {usage.ru_utime + usage.ru_stime:7.1f} s processor {usage.ru_maxrss / 1024:7.0f} MB")
    return wall, usage.ru_utime + usage.ru_stime, output


def main():
    muster = sys.argv[1]
    numbers = [argument for argument in sys.argv[2:] if argument.isdigit()]
    rows = int(numbers[0]) if numbers else 20_000_000
    shuffled = "--shuffled-ids" in sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/calls.csv"
        make(file, rows, shuffled)
        print(f"{rows} rows, {os.path.getsize(file) / 1e9:.2f} GB")
        query = f"import duckdb\nprint(*duckdb.connect().execute('''SELECT sum(offered), sum(handled), sum(seconds) FROM ({SQL.format(file=file).replace(chr(10), ' ')})''').fetchall()[0])"
        command = [muster, "import", file, "--zone", "UTC"]
        duck = run("duckdb", [sys.executable, "-c", query])
        ours = run("muster", command + ["--into", f"{folder}/desk"])
        offered, handled, seconds = (float(cell) for cell in duck[2].split()[-3:])
        sums = [0.0, 0.0, 0.0]
        with open(f"{folder}/desk/history.csv") as history:
            next(history)
            for line in history:
                cells = line.rstrip("\r\n").split(",")
                for index, cell in enumerate((cells[2], cells[3], cells[5])):
                    sums[index] += float(cell)
        if [round(value) for value in sums] != [round(offered), round(handled), round(seconds)]:
            sys.exit(f"muster found {sums}, DuckDB {[offered, handled, seconds]}")
        print(f"muster took {ours[0] / duck[0]:.2f} times the wall and {ours[1] / duck[1]:.2f} times the processor time of DuckDB")


if __name__ == "__main__":
    main()
