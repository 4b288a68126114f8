/// Command lines: stages with the files they read, and options with odd values.
extension Mutator {
  /// A stage on a folder, and the files of the out folder it reads.
  mutating func stage() -> (arguments: [String], reads: Set<String>) {
    let stages: [(arguments: [String], reads: Set<String>)] = [
      (["staff", "FOLDER"], ["forecast.csv", "forecast_days.csv"]),
      (["roster", "FOLDER", "--effort", "quick"], ["requirement.csv", "requirement_pools.csv"]),
      (["publish", "FOLDER"], ["roster.csv", "breaks.csv", "assignments.csv", "oncall.csv"]),
      (["audit", "FOLDER"], ["roster.csv", "breaks.csv", "assignments.csv", "oncall.csv"]),
      (["audit", "FOLDER", "--roster", "TODAY"], ["roster.csv"]),
      (
        ["simulate", "FOLDER", "--replications", "2"],
        ["forecast.csv", "requirement.csv", "roster.csv", "assignments.csv"]
      ),
      (["forecast", "FOLDER", "--today", "TODAY"], ["flags.csv"]),
      (
        ["report", "FOLDER", "--language", "ar"],
        [
          "forecast.csv", "forecast_days.csv", "forecast_parts.csv", "requirement.csv", "coverage.csv", "roster.csv",
          "breaks.csv", "assignments.csv", "oncall.csv", "ledger.csv", "absences.csv",
        ]
      ), (["show", "FOLDER", "--coverage"], ["requirement.csv", "coverage.csv", "roster.csv"]),
      (["show", "FOLDER", "--agent", "ada"], ["roster.csv", "breaks.csv", "assignments.csv", "oncall.csv"]),
      (["value", "FOLDER"], ["requirement.csv", "requirement_pools.csv"]),
      (
        ["replan", "FOLDER", "--sick", "ada", "--on", "2025-10-21"],
        ["roster.csv", "breaks.csv", "requirement.csv", "coverage.csv", "assignments.csv", "oncall.csv", "ledger.csv"]
      ),
      (
        ["replan", "FOLDER", "--sick", "k1", "--on", "2025-04-01"],
        ["roster.csv", "requirement.csv", "coverage.csv", "assignments.csv"]
      ),
      (
        ["why", "FOLDER", "--agent", "ada", "--on", "2025-10-21"], ["roster.csv", "requirement.csv", "assignments.csv"]
      ),
      (["why", "FOLDER", "--agent", "k1", "--on", "2025-04-01"], ["roster.csv", "requirement.csv", "coverage.csv"]),
    ]
    return stages[index(stages.count)]
  }

  /// A command with odd values of its options.
  mutating func commandLine(_ folder: String) -> [String] {
    let commands: [(String, hasFolder: Bool, options: [String])] = [
      ("plan", true, ["--time-limit", "--rounds", "--effort", "--wait"]),
      ("roster", true, ["--time-limit", "--rounds", "--effort"]),
      ("forecast", true, ["--paths", "--today", "--as-of", "--quantiles"]),
      ("simulate", true, ["--replications", "--seed", "--disagree"]),
      (
        "replan", true,
        ["--sick", "--on", "--until", "--from", "--at", "--demand", "--at-most", "--price", "--time-limit", "--wait"]
      ),
      ("why", true, ["--agent", "--on", "--instead"]),
      ("backtest", true, ["--count", "--step", "--horizons", "--zone", "--region"]),
      ("outlook", true, ["--months", "--driver"]),
      ("audit", true, ["--roster"]), ("report", true, ["--language", "--wait"]),
      ("show", true, ["--queue", "--date", "--agent", "--team", "--coverage"]),
      (
        "erlang", false,
        [
          "--volume", "--handle-time", "--agents", "--interval", "--answered", "--within", "--concurrency",
          "--handle-times", "--patience", "--abandoned", "--occupancy", "--average-wait", "--redials", "--shrinkage",
          "--find",
        ]
      ),
    ]
    let command = commands[index(commands.count)]
    var arguments = [command.0] + (command.hasFolder ? [folder] : [])
    if command.0 == "plan" || command.0 == "roster" { arguments += ["--effort", "quick"] }
    if command.0 == "erlang", !chance(4) { arguments += ["--volume", "40", "--handle-time", "3 min"] }
    for _ in 0...index(4) {
      guard let option = pick(command.options) else { break }
      arguments.append(option)
      if option != "--quantiles" {
        arguments.append(value(like: pick(["12", "3 min", "80 %", "2025-10-21", "ada", "8-20"]) ?? ""))
      }
    }
    return arguments
  }
}
