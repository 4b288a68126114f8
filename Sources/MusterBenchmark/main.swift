import Libc
import Tabular

// muster-benchmark SUBJECT [OPTIONS]: figures for the pages under docs/explanation, measured on this machine.
let subject = CommandLine.arguments.dropFirst().first ?? ""
let options = Array(CommandLine.arguments.dropFirst(2))
do {
  switch subject {
  case "forecast": exit(try ForecastBenchmark.run(options))
  case "replan": exit(ReplanBenchmark.run(options))
  case "roster": exit(RosterBenchmark.run(options))
  case "headcount": exit(HeadcountBenchmark.run(options))
  case "publish": exit(PublishBenchmark.run(options))
  case "scale": exit(ScaleBenchmark.run(options))
  case "service": exit(ServiceBenchmark.run(options))
  case "what": exit(WhatBenchmark.run(options))
  case "staffing": exit(try StaffingBenchmark.run())
  case let path where path.hasSuffix(".json"): exit(CallCentreBenchmark.run(path, options))
  case let path where path.hasSuffix(".txt"): DayShiftBenchmark.main(Array(CommandLine.arguments.dropFirst()))
  default:
    print(
      "usage: muster-benchmark forecast [--short] [--data FOLDER | --history FILE | --cases [NAME] [--seeds N] | --speed]"
    )
    print("       muster-benchmark roster [--short] [--seed N] [--shared FOLDER]")
    print("       muster-benchmark headcount [--gap 0.01] [--size MONTHSxSITES] [--mps FOLDER] [--other PYTHON]")
    print("       muster-benchmark publish [--people 1000]")
    print("       muster-benchmark scale [--people N,N] [--base MUSTER] [--effort quick]")
    print("       muster-benchmark service [--rounds 1...9] [--quick] [SCENARIO ...]")
    print("       muster-benchmark what [--count 1...1000] [--seed N] [--quick] [SCENARIO ...]")
    print("       muster-benchmark staffing")
    print("       muster-benchmark INSTANCE.json --seconds S --out ROSTER.csv [--seed N] [--threads N] [--verbose]")
    print("       muster-benchmark replan INSTANCE.json --roster ROSTER.csv --sick AGENT --day D [...]")
    print("       muster-benchmark INSTANCE.txt --seconds S --out ROSTER.csv [...]; --help says more")
    exit(2)
  }
} catch {
  print(error)
  exit(2)
}
