package import ScenarioFiles

/// Every table that Muster writes into an out folder, from the definitions by which it writes them.
package enum TableCatalogue {
  /// The tables in the order of the chain.
  package static let all: [TableDefinition] =
    [
      ForecastTable.definition, ForecastDaysTable.definition, ForecastDaysTable.partsDefinition,
    ] + ForecastTotalsTable.Level.allCases.map(ForecastTotalsTable.definition) + [
      ForecastRangesTable.quantilesDefinition, ForecastRangesTable.pathsDefinition, AppliedOverridesTable.definition,
      FlagsTable.definition, FlowsTable.definition, RequirementTable.definition, RequirementTable.poolsDefinition,
      RosterTable.definition, BreaksTable.definition, AssignmentsTable.definition, CoverageTable.definition,
      CostTable.definition, SharesTable.definition, LedgerTable.definition, HoursTable.definition,
      CostCentreTable.definition,
      RequestAnswersTable.definition,
      OnCallTable.definition, ServiceRounds.definition, SimulationTables.intervals, SimulationTables.days,
      SimulationTables.queues, SimulationTables.people, KpiLedger.definition, ReplanReport.definition,
      ShiftCoverageTable.definition, AbsencesTable.definition,
      RosterTable.cancelledDefinition, BreaksTable.cancelledDefinition, ReasonsTable.definition,
      IdentitiesTable.definition, ValueTable.kinds, ValueTable.shifts, LeaveTables.quotes, LeaveTables.answers,
    ] + ["month", "week", "day"].map(OutlookTable.definition) + [OutlookTable.queuesDefinition] + HeadcountTables.all
    + [ComparisonTable.definition, WhatRecord.definition, StressReport.definition]

  /// The table of a file; `nil` where Muster writes none of that name.
  package static func table(_ fileName: String) -> TableDefinition? { all.first { $0.fileName == fileName } }
}

extension TableCatalogue {
  /// The page docs/reference/tables.md.
  package static var page: String {
    """
    # Tables of results

    Every table in an out folder, with its columns. This page and `datapackage.json`, which lies beside the tables for programs
    that read [Frictionless Data Packages](https://datapackage.org), are both made from the definitions by which the tables are
    written. Which of them Muster reads back, and how they may be edited, is told with the [scenario](scenario.md#files-between-stages).

    Text is UTF-8, cells are separated by commas, lines end with CRLF, a cell in quotes doubles a quote inside. Numbers have a point
    and no grouping. An empty cell means unknown. Text that a spreadsheet would take for a formula has a `'` before it. A moment is
    written `2026-03-28 07:00:00Z`, wall time `2026-03-28 08:00:00`, a date `2026-03-28`.

    """ + all.map(\.section).joined() + FileCatalogue.section
  }
}

extension TableDefinition {
  /// The table's part of the page.
  fileprivate var section: String {
    let rows = columns.map { column in
      "| `\(column.name)` | \(column.typeText) | \(column.rangeText) | \(column.about) |"
    }
    let identity = key.isEmpty ? [] : ["", "A row is identified by \(key.map { "`\($0)`" }.joined(separator: ", "))."]
    let links = references.map {
      "\($0.columns.map { "`\($0)`" }.joined(separator: ", ")) are those of a row of `\($0.table)`."
    }
    return
      (["", "## \(fileName)", "", "Written by `muster \(stage)`: \(about).", "", "| column | type | unit | meaning |"]
      + ["| --- | --- | --- | --- |"] + rows + identity + links).joined(separator: "\n") + "\n"
  }
}

extension TableDefinition.Column {
  fileprivate var typeText: String {
    switch kind {
    case .text: words.isEmpty ? "text" : words.map { "`\($0)`" }.joined(separator: ", ")
    case .integer: "whole number"
    case .number: "number"
    case .flag: "`true` or `false`"
    case .date: "date"
    case .instant: "moment in UTC"
    case .wallTime: "wall time"
    }
  }

  /// The unit, with the range where it is not everything from 0 on.
  fileprivate var rangeText: String {
    guard let range else { return "" }
    let bounds =
      range == 0...1 ? "0 to 1" : range.lowerBound == 1 ? "from 1" : range.lowerBound < 0 ? "also below 0" : ""
    return [unit, bounds].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
