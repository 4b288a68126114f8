import Foundation
import Muster
import ScenarioFiles
import Testing

/// Every table of both examples, read by other people's libraries with no hint.
@Suite(.serialized) struct TableReadersTests {
  /// An out folder in which every command has left its tables.
  static func everyTable(of name: String) throws -> URL {
    let folder = try PlannedExample.copy(name)
    let shift = try #require(try ForecastReviewTests.rows(folder.appending(path: "out/roster.csv")).first)
    let (agent, date) = (try #require(shift["agent_id"]), try #require(shift["date"]))
    let need = try #require(try ForecastReviewTests.rows(folder.appending(path: "out/requirement.csv")).first)
    let (queue, day) = (try #require(need["queue"]), try #require(need["start_local"]?.prefix(10)))
    try ForecastReviewTests.write(
      "queue,start,end,offered,author,note\n\(queue),\(day),\(day),500,Mia,\"=1+1, as she says\"\n",
      folder.appending(path: "overrides.csv"))
    for arguments in [
      ["forecast", folder.path, "--quantiles", "--paths", "2"], ["outlook", folder.path, "--months", "3"],
      ["headcount", folder.path, "--paths", "20"], ["publish", folder.path],
      ["replan", folder.path, "--sick", agent, "--on", date, "--price", "1"],
      ["simulate", folder.path, "--replications", "2"], ["value", folder.path, "--write"],
      ["leave-quotes", folder.path, "--write", "--at", "\(date)T00:00+00:00"], ["stress", folder.path],
      ["kpis", folder.path],
    ] {
      let run = try Command.run(Command.products.appending(path: "muster").path, arguments)
      #expect(run.status <= 1, "\(arguments[0]): \(run.errors)")
    }
    return folder
  }

  /// Runs a Python program on a folder; `nil` where one of its modules is not here, which the same start says.
  static func python(
    _ program: String, needs modules: String, _ folder: URL, _ tables: String...
  ) throws -> Command.Result? {
    let script = folder.appending(path: "program.py")
    let absent: Int32 = 77
    try "import sys\ntry: import \(modules)\nexcept ImportError: sys.exit(\(absent))\n\(program)"
      .write(to: script, atomically: true, encoding: .utf8)
    let run = try Command.run("/usr/bin/env", ["python3", script.path, folder.appending(path: "out").path] + tables)
    guard run.status == absent else { return run }
    print("skipped: python3 does not have all of \(modules)")
    return nil
  }

  @Test(
    "pandas, polars, DuckDB, Arrow and R see the same hours, moments, types and totals in every table; frictionless finds it as described",
    arguments: PlanTests.examples)
  func readers(name: String) throws {
    let folder = try Self.everyTable(of: name)
    defer { ForecastReviewTests.remove(folder) }
    let files = try Command.contents(of: folder.appending(path: "out")).filter { name, _ in
      name.hasSuffix(".csv") && !name.contains("/")
    }
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      let table = try #require(TableCatalogue.table(name), "\(name) is in no catalogue")
      let faults = TableCatalogueTests.faults([UInt8](bytes), by: table)
      #expect(faults.isEmpty, "\(name): \(faults.prefix(3))")
    }
    let unwritten = TableCatalogue.all.map(\.fileName).filter { files[$0] == nil }
    #expect(
      Set(unwritten).isSubset(of: [
        // Of people wanted by shift, which neither example asks for.
        "shift_coverage.csv", "service_cuts.csv", "oncall.csv", "requirement_pools.csv", "request_answers.csv",
        "flows.csv",
        // Of people with a cost centre, whom neither example has.
        "hours_by_cost_centre.csv",
        // In the record of a publication, or where the planner wants it, not among the results.
        "identities.csv", "compare.csv",
        // Answers to requests somebody made, and the record of whole plans made after an estimate.
        "leave_answers.csv", "what.csv",
      ]), "\(unwritten)")

    let modules = "pandas, polars, duckdb, pyarrow, pyarrow.csv, zoneinfo, pytz, tzdata"
    if let run = try Self.python(readEveryTable, needs: modules, folder) {
      print(run.output)
      #expect(run.status == 0 && run.output.contains("pandas"), "\(run.output)\(run.errors)")
    }
    let program = """
      import sys
      from frictionless import Package
      package = Package(sys.argv[1] + "/datapackage.json")
      least = 25
      for name in sys.argv[2:]:
          least = 1
          for other in [r.name for r in package.resources if r.path != name]: package.remove_resource(other)
      report = package.validate()
      for error in report.errors: print(error.type, error.message)
      for task in report.tasks:
          for error in task.errors[:3]: print(task.name, error.type, error.message)
      tables = {task.name: task.stats.get("rows", 0) for task in report.tasks}
      print(len(tables), "tables", sum(tables.values()), "rows")
      sys.exit(0 if report.valid and len(tables) >= least else 1)
      """
    guard let run = try Self.python(program, needs: "frictionless", folder) else { return }
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    // And it does look: a table that breaks its description is found.
    let roster = folder.appending(path: "out/roster.csv")
    let text = try String(contentsOf: roster, encoding: .utf8)
    let row = try #require(text.components(separatedBy: "\r\n").dropFirst().first)
    for wrong in [row, row.replacing("Z,", with: ","), row.replacing(",0,", with: ",-1,")] {
      try ForecastReviewTests.write(text + wrong + "\r\n", roster)
      #expect(try Self.python(program, needs: "frictionless", folder, "roster.csv")?.status == 1, "\(wrong)")
    }
  }
}

/// Reads every table of an out folder with each library, and compares hours, moments, texts and sums with those of the
/// bare cells and of Python's own zones.
private let readEveryTable = #"""
  import csv, json, os, shutil, subprocess, sys, tempfile, zoneinfo
  from datetime import datetime, timezone
  import pandas as pd, polars as pl, duckdb, pyarrow as pa, pyarrow.csv as pc
  import pyarrow.types as t
  out = sys.argv[1]
  tables = json.load(open(out + "/datapackage.json"))["resources"]
  bad = []
  def claim(holds, *what):
      if not holds: bad.append(" ".join(map(str, what)))
  def epoch(text): return datetime.fromisoformat(text)
  truth, kinds = {}, {}
  for table in tables:
      path = table["path"]
      rows = list(csv.DictReader(open(f"{out}/{path}", encoding="utf-8", newline="")))
      truth[path] = rows
      kinds[path] = {f["name"]: "instant" if f.get("format", "").endswith("Z") else "wall" if f["type"] == "datetime"
                     else f["type"] for f in table["schema"]["fields"]}
      for row in rows:
          for end in ("start", "end"):
              if end + "_local" in row:
                  claim(len(row[end + "_utc"]) == 20 and row[end + "_utc"].endswith("Z"), path, row)
                  local = epoch(row[end + "_utc"]).astimezone(zoneinfo.ZoneInfo(row["zone"]))
                  claim(str(local)[:19] == row[end + "_local"], path, row)
                  if end == "start":
                      shown = local.strftime("%z")
                      claim(row["utc_offset"] == shown[:3] + ":" + shown[3:], path, row)
  def read_pandas(path):
      frame = pd.read_csv(path)
      def kind(column):
          d = frame[column].dtype
          return "boolean" if d == bool else "integer" if d.kind in "iu" else "number" if d.kind == "f" else "text"
      def times(column):
          series = pd.to_datetime(frame[column])
          return [None if pd.isna(x) else x.to_pydatetime() for x in series]
      return {c: kind(c) for c in frame}, times, lambda c: list(frame[c]), lambda c: float(frame[c].sum())
  def read_polars(path):
      frame = pl.read_csv(path, try_parse_dates=True)
      def kind(column):
          d = frame[column].dtype
          if isinstance(d, pl.Datetime): return "instant" if d.time_zone else "wall"
          return {pl.Boolean: "boolean", pl.Int64: "integer", pl.Float64: "number", pl.Date: "date"}.get(d, "text")
      return {c: kind(c) for c in frame.columns}, lambda c: frame[c].to_list(), lambda c: frame[c].to_list(), \
          lambda c: float(frame[c].sum())
  con = duckdb.connect()
  con.execute("set timezone='Asia/Tokyo'")
  def read_duckdb(path):
      con.execute(f"create or replace temp table read as select * from read_csv('{path}')")
      relation = con.sql("select * from read")
      types = dict(zip(relation.columns, map(str, relation.types)))
      named = {"BOOLEAN": "boolean", "BIGINT": "integer", "DOUBLE": "number", "DATE": "date", "TIMESTAMP": "wall",
               "TIMESTAMP WITH TIME ZONE": "instant"}
      values = lambda c: [row[0] for row in con.sql(f'select "{c}" from read').fetchall()]
      total = lambda c: con.sql(f'select sum("{c}") from read').fetchall()[0][0]
      return {c: named.get(types[c], "text") for c in types}, values, values, total
  def read_arrow(path):
      table = pc.read_csv(path)
      def kind(field):
          d = field.type
          if t.is_timestamp(d): return "instant" if d.tz else "wall"
          return "boolean" if t.is_boolean(d) else "integer" if t.is_integer(d) else "number" if t.is_floating(d) \
              else "date" if t.is_date(d) else "text"
      values = lambda c: table[c].to_pylist()
      return {f.name: kind(f) for f in table.schema}, values, values, \
          lambda c: sum(x for x in table[c].to_pylist() if x is not None)
  readers = {"pandas": read_pandas, "polars": read_polars, "duckdb": read_duckdb, "pyarrow": read_arrow}
  untyped = {"pandas": {"instant": "text", "wall": "text", "date": "text"}}
  eight = {}
  for library, read in readers.items():
      cells = 0
      for path, rows in truth.items():
          if not rows: continue
          found, times, values, total = read(f"{out}/{path}")
          for column, kind in kinds[path].items():
              filled = [row[column] != "" for row in rows]
              if not any(filled): continue
              cells += len(rows)
              expected = "text" if kind == "string" else untyped.get(library, {}).get(kind, kind)
              # A whole number with unknown cells is a float to pandas, and one without decimals a whole one to all.
              same = found[column] == expected or {found[column], expected} == {"integer", "number"}
              claim(same, library, path, column, "is", found[column], "and not", expected)
              if not same: continue
              if kind in ("instant", "wall"):
                  for row, value in zip(rows, times(column)):
                      if kind == "instant":
                          claim(value.astimezone(timezone.utc) == epoch(row[column]), library, path, column, row, value)
                      else:
                          claim(str(value)[:19] == row[column], library, path, column, row, value)
                          if path == "roster.csv" and column == "start_local" and value.hour == 8:
                              eight.setdefault(library, set()).add((row["agent_id"], row["date"]))
              elif kind == "string":
                  for row, value in zip(rows, values(column)):
                      claim((row[column] or None) == (None if value != value or value == "" else value), library, path, column, value)
              elif kind in ("integer", "number"):
                  want = sum(float(row[column]) for row in rows if row[column])
                  claim(abs(total(column) - want) < 1e-6 * max(1, abs(want)), library, path, column, total(column), want)
      print(library, len(truth), "tables", cells, "cells")
  hours = {(row["agent_id"], row["date"]) for row in truth["roster.csv"] if row["start_local"][11:13] == "08"}
  for library in readers: claim(eight.get(library, set()) == hours, library, "finds other shifts at 8")
  madrid = {row["utc_offset"] for row in truth["roster.csv"] if row["zone"] == "Europe/Madrid" and row["start_local"][11:13] == "08"}
  # Shifts at 8 on both sides of the change of the clocks.
  claim(madrid in ({"+01:00", "+02:00"}, {"+01:00"}, set()), madrid)
  print("shifts at 8:", len(hours), "of", len(truth["roster.csv"]), "offsets in Madrid", sorted(madrid))
  offered = {path: sum(float(row["offered"]) for row in rows) for path, rows in truth.items()
             if path.startswith(("forecast_totals", "forecast_days"))}
  claim(len(offered) == 4 and max(offered.values()) - min(offered.values()) < 0.005 * 2000, offered)
  # Header alone, with the types of the description: they stay.
  arrow = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
           "instant": pa.timestamp("s", "UTC"), "wall": pa.timestamp("s")}
  with tempfile.TemporaryDirectory() as folder:
      for path in truth:
          head = open(f"{out}/{path}", "rb").readline()
          open(f"{folder}/{path}", "wb").write(head)
          types = {name: arrow[kind] for name, kind in kinds[path].items()}
          options = pc.ConvertOptions(column_types=types)
          empty = pc.read_csv(f"{folder}/{path}", convert_options=options).schema
          full = pc.read_csv(f"{out}/{path}", convert_options=options).schema
          claim(empty.equals(full) and empty.types == list(types.values()), path, "loses its types without rows")
  if shutil.which("Rscript"):
      program = '''
      folder <- commandArgs(TRUE)[1]
      for (file in list.files(folder, "[.]csv$")) {
        d <- read.csv(file.path(folder, file))
        for (column in names(d)) if (nrow(d) > 0 && !all(is.na(d[[column]]))) {
          x <- d[[column]]; w <- seq_along(x) %% 97 + 1
          if (grepl("_local$", column)) cat(file, column, sprintf("%.0f", sum(w * as.POSIXlt(x)$hour)), "\\n")
          if (grepl("_utc$", column)) cat(file, column, sprintf("%.0f", sum(w * as.numeric(as.POSIXct(x, tz = "UTC")))), "\\n")
          if (is.numeric(x)) cat(file, column, sprintf("%.4f", sum(x, na.rm = TRUE)), "\\n")
        }
      }'''
      said = subprocess.run(["Rscript", "-e", program, out], capture_output=True, text=True)
      claim(said.returncode == 0, said.stderr)
      found = dict(((a, b), c) for a, b, c in (line.split() for line in said.stdout.splitlines()))
      checked = 0
      for path, rows in truth.items():
          weights = [(i + 1) % 97 + 1 for i in range(len(rows))]
          for column, kind in kinds[path].items():
              if not rows or not any(row[column] for row in rows): continue
              if kind == "wall": want = sum(w * int(row[column][11:13]) for w, row in zip(weights, rows))
              elif kind == "instant": want = sum(w * int(epoch(row[column]).timestamp()) for w, row in zip(weights, rows))
              elif kind in ("integer", "number"): want = sum(float(row[column]) for row in rows if row[column])
              else: continue
              checked += 1
              value = float(found.get((path, column), "nan"))
              claim(abs(value - want) <= 1e-9 * max(1, abs(want)) + 1e-3, "R", path, column, value, want)
      print("R", checked, "columns")
  else:
      print("skipped: no R here")
  for line in bad[:20]: print("wrong:", line)
  print(len(bad), "wrong")
  sys.exit(1 if bad else 0)
  """#
