import Chance
import Forecasting
import ScenarioFiles
import Tabular

extension Planner {
  /// A forecast with the files that hold it.
  struct ForecastFiles {
    /// As read back from its file.
    var forecast: Forecast
    var files: [OutputFile]
    /// What was read beside the scenario.
    var inputs: [InputFile] = []
    /// Hash by name of files of the results whose content went into the new ones, so that no copy of it needs to be kept.
    var carried: [String: String] = [:]
  }

  /// Forecasts from the history; writes forecast.csv, forecast_days.csv, forecast_parts.csv,
  /// the files of totals and flags.csv, and what else is asked for.
  ///
  /// - Throws: `InputError` for faults of the input.
  public func forecastStage(_ request: ForecastRequest = ForecastRequest()) throws -> StageResult {
    let input = try read()
    try input.scenario.checkQueues(to: "forecast")
    return try changing(as: "forecast") { results in
      let made = try forecast(input, request)
      return try finish(
        made.files, to: results, input: input, further: made.inputs, warnings: made.forecast.warnings,
        carried: made.carried, replacing: .forecast)
    }
  }

  /// The forecast of a scenario with planners' decisions obeyed.
  func forecast(_ input: ScenarioInput, _ request: ForecastRequest = ForecastRequest()) throws -> ForecastFiles {
    try stopIfCancelled()
    report(.began(.forecast))
    let scenario = input.scenario
    if scenario.shiftDemand != nil {
      return ForecastFiles(forecast: Forecast(grid: scenario.grid, queues: []), files: [])
    }
    let review = try flagReview(input)
    let decisions = decisions(input, review)
    let known = try request.today.map { try TodayFile($0, asOf: request.asOf, for: input) }
    let study =
      known.map {
        Forecasting.study(
          history: input.history, scenario: scenario, decisions: decisions, seen: $0.history, asOf: $0.asOf)
      } ?? Forecasting.study(history: input.history, scenario: scenario, decisions: decisions)
    let network: NetworkForecast
    var inputs: [InputFile] = []
    if !review.listedDecisions.isEmpty {
      // The decisions alone: a file whose open flags come and go would make two equal runs look different.
      let bytes = FlagsTable.write(review.listedDecisions, for: scenario)
      inputs.append(InputFile(name: "\(FlagsTable.fileName) of the results", bytes: bytes))
    }
    if let known {
      network = study.updated(
        with: known.history, asOf: known.asOf, through: scenario, after: input.history,
        overrides: input.review.overrides)
      inputs.append(known.file)
    } else {
      network = Forecasting.network(
        study.forecast, in: scenario, history: input.history, overrides: input.review.overrides, learned: study.learned)
    }
    let made = network.forecast
    var (forecast, files) = try Planner.written(made, for: scenario)
    try Planner.checkDraws(request.pathCount, of: made, option: "--paths")
    forecast.warnings = input.notes + made.warnings + review.warnings + reviewWarnings(study)
    files.append(OutputFile(name: ForecastDaysTable.partsFileName, bytes: ForecastDaysTable.writeParts(made)))
    files += totalsFiles(made, scenario)
    files.append(
      OutputFile(
        name: FlagsTable.fileName, bytes: FlagsTable.write(review.listing(of: study.flags), for: scenario)))
    if !network.courses.isEmpty {
      files.append(OutputFile(name: FlowsTable.fileName, bytes: FlowsTable.write(network.courses, for: scenario)))
    }
    files +=
      overrideFiles(study.appliedOverrides + network.appliedOverrides, made, input)
      + rangeFiles(study, made, request, scenario)
    return ForecastFiles(
      forecast: forecast, files: files, inputs: inputs,
      carried: review.carriedHash.map { [FlagsTable.fileName: $0] } ?? [:])
  }

  /// A forecast as its files hold it, and the files, so that a plan in memory is the plan of the files.
  static func written(
    _ made: Forecast, for scenario: Scenario
  ) throws(InputError) -> (forecast: Forecast, files: [OutputFile]) {
    try Planner.checkBounds(of: made, in: scenario)
    let bytes = ForecastTable.write(made, for: scenario)
    let dayBytes = ForecastDaysTable.write(made)
    var forecast = try ForecastTable.read(bytes, for: scenario)
    forecast.add(days: try ForecastDaysTable.read(dayBytes, for: scenario))
    forecast.warnings = made.warnings
    return (
      forecast,
      [
        OutputFile(name: ForecastTable.fileName, bytes: bytes),
        OutputFile(name: ForecastDaysTable.fileName, bytes: dayBytes),
      ]
    )
  }

  /// Flags of the scenario folder and of the results of earlier runs.
  func flagReview(_ input: ScenarioInput) throws(InputError) -> FlagReview {
    // A variant without decisions of its own obeys those beside its base.
    let folders = [output] + input.bases.map(Planner.standardOutput)
    let paths = folders.map { "\($0)/\(FlagsTable.fileName)" }
    let path = paths.first(where: FileAccess.exists) ?? paths[0]
    let bytes = FileAccess.exists(path) ? try FileAccess.read(path, file: path) : nil
    return try FlagReview(input.review, results: bytes, file: path, for: input.scenario)
  }

  /// Everything planners decided about a forecast.
  func decisions(_ input: ScenarioInput, _ review: FlagReview) -> ForecastDecisions {
    ForecastDecisions(flags: review.flags, overrides: input.review.overrides, donors: input.review.donors)
  }

  private func reviewWarnings(_ study: ForecastStudy) -> [String] {
    let open = study.flags.count { $0.decision == .open }
    guard open > 0 else { return [] }
    return [
      "\(open) \(open == 1 ? "stretch" : "stretches") of the history look\(open == 1 ? "s" : "") odd; "
        + "accept, reject or discard \(open == 1 ? "it" : "them") in \(output)/\(FlagsTable.fileName)."
    ]
  }

  private func totalsFiles(_ forecast: Forecast, _ scenario: Scenario) -> [OutputFile] {
    let levels: [(ForecastTotalsTable.Level, Forecast.Grouping)] = [
      (.all, .all), (.language, .language), (.channel, .channel),
    ]
    return levels.map { level, grouping in
      let rows = forecast.dayTotals(by: grouping, of: scenario).map {
        ForecastTotalsTable.Row(
          name: $0.name, date: $0.date, offered: $0.offered, handleMinutes: $0.handleSeconds / 60)
      }
      return OutputFile(
        name: ForecastTotalsTable.definition(of: level).fileName, bytes: ForecastTotalsTable.write(rows, by: level))
    }
  }

  private func overrideFiles(
    _ applied: [AppliedOverride], _ forecast: Forecast, _ input: ScenarioInput
  ) -> [OutputFile] {
    guard !applied.isEmpty else { return [] }
    // In the order of the planner's file.
    let standing = input.review.overrides.compactMap { override in
      applied.first { $0.override == override }?.standing(in: forecast)
    }
    let rows = standing.map { ($0.override, $0.modelOffered, $0.offered) }
    return [
      OutputFile(
        name: AppliedOverridesTable.fileName, bytes: AppliedOverridesTable.write(rows, for: input.scenario))
    ]
  }

  private func rangeFiles(
    _ study: ForecastStudy, _ forecast: Forecast, _ request: ForecastRequest, _ scenario: Scenario
  ) -> [OutputFile] {
    var files: [OutputFile] = []
    if request.hasQuantiles {
      let quantiles = forecast.queues.map { study.quantiles(of: $0.queue, in: forecast) ?? [] }
      files.append(
        OutputFile(
          name: ForecastRangesTable.quantilesFileName,
          bytes: ForecastRangesTable.writeQuantiles(quantiles, of: forecast, for: scenario)))
    }
    if request.pathCount > 0 {
      var generator = SplitMix64(seed: scenario.seed)
      let paths =
        request.today == nil
        ? study.paths(request.pathCount, around: forecast, using: &generator)
        : study.paths(request.pathCount, updated: forecast, using: &generator)
      files.append(
        OutputFile(
          name: ForecastRangesTable.pathsFileName,
          bytes: ForecastRangesTable.writePaths(paths, of: forecast, for: scenario)))
    }
    return files
  }
}
