public import Tabular
import Timeline
package import Workforce

/// A roster as a workbook: a sheet for each team and week to look at and print, and one of the shifts to edit and take back.
public struct RosterWorkbook {
  /// A table as the last sheet: the shifts as `roster.csv` has them.
  public struct Shifts: Sendable {
    /// What a column holds.
    public enum Kind: Sendable {
      /// As it is.
      case text
      /// A number.
      case number
      /// A date, `2026-03-28`.
      case date
      /// Wall time, `2026-03-28 08:00:00`.
      case wallTime
    }

    /// Name and kind of each column.
    public var columns: [(name: String, kind: Kind)]
    /// Cells, shape [rows][columns].
    public var rows: [[String]]

    /// A table from its parts.
    public init(columns: [(name: String, kind: Kind)], rows: [[String]]) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// Name of the sheet of shifts.
  public static let shiftsSheet = "roster"

  private let model: ReportModel
  private let shifts: Shifts

  /// A workbook in a language, a BCP 47 tag; English where there is none of it.
  ///
  /// - Parameter hours: how the reader writes times, in the sheets to look at.
  package init(_ content: ReportContent, shifts: Shifts, language: String, hours: HourCycle) {
    let tag = LanguageTag.match(language, among: ReportLanguage.table.map(\.tag)) ?? "en"
    model = ReportModel(content, ReportLanguage.table.first { $0.tag == tag } ?? .english, hours)
    self.shifts = shifts
  }

  /// Writes it into a file that is new.
  ///
  /// - Parameter name: the file as messages call it.
  /// - Throws: `InputError` where it cannot be written.
  public func write(to path: String, name: String) throws(InputError) {
    let first = model.scenario.horizon.first
    let file = WorkbookFile(path, name: name, title: model.scenario.name, created: Zone.utc.startOfDay(first))
    for team in model.teams {
      for week in model.weeks { writeWeek(week, of: team, to: file) }
    }
    writeShifts(to: file)
    try file.close()
  }

  // MARK: - A team's week

  private static let head = WorkbookFile.Look(background: 0xE7E6E6, isBold: true, isCentred: true, hasBorder: true)
  private static let grey: UInt32 = 0xD9D9D9
  /// By kind of shift: day, late, night.
  private static let colours: [String: UInt32] = ["wd": 0xDDEBF7, "wl": 0xFCE4D6, "wn": 0xD9D2E9]

  private func writeWeek(_ week: [CivilDate], of team: ReportModel.Team, to file: WorkbookFile) {
    let (phrases, forms) = (model.phrases, model.forms)
    let (first, last) = (week[0], week[week.count - 1])
    guard let sheet = file.addSheet("\(team.name) \(first.isoText)") else { return }
    if model.language.isRightToLeft { file.turnRightToLeft(sheet) }
    file.write(
      "\(team.name), \(forms.text(first)) – \(forms.fullText(last))", 0, 0, WorkbookFile.Look(isBold: true), on: sheet)
    file.write(phrases.person, 1, 0, Self.head, on: sheet)
    var day = Self.head
    day.format = forms.spreadsheetDate(model.language.tag)
    for (place, date) in week.enumerated() { file.write(date, 1, 1 + place, day, on: sheet) }
    let total = 1 + week.count
    file.write(phrases.hours, 1, total, Self.head, on: sheet)
    // Paid hours of each day stand in hidden columns behind the sum, so that it can be checked.
    let hidden = total + 1
    let hours = WorkbookFile.Look(isCentred: true, hasBorder: true, format: "0.00")
    for (line, person) in team.people.enumerated() {
      let row = 2 + line
      file.write(model.name(of: person), row, 0, WorkbookFile.Look(hasBorder: true), on: sheet)
      var sum = 0.0
      for (place, date) in week.enumerated() {
        let paid = writeDay(date, of: person, row, 1 + place, to: file, on: sheet)
        file.write(paid, row, hidden + place, on: sheet)
        sum += paid
      }
      file.write(
        formula: "=SUM(\(Self.cell(row, hidden)):\(Self.cell(row, hidden + week.count - 1)))", value: sum, row, total,
        hours, on: sheet)
    }
    let end = 2 + team.people.count
    file.setWidth(24, of: 0...0, on: sheet)
    file.setWidth(model.hourCycle == .twentyFour ? 14 : 22, of: 1...week.count, on: sheet)
    file.setWidth(9, of: total...total, on: sheet)
    file.setWidth(6, of: hidden...hidden + week.count - 1, isHidden: true, on: sheet)
    file.freeze(rows: 2, columns: 1, on: sheet)
    file.printOnOnePage(rows: end, columns: total + 1, on: sheet)
    file.closeToEdits(sheet)
  }

  /// Writes what a person does on a date; returns the paid hours.
  private func writeDay(
    _ date: CivilDate, of person: Int, _ row: Int, _ column: Int, to file: WorkbookFile, on sheet: WorkbookFile.Sheet
  ) -> Double {
    let zone = model.zone(of: person)
    let shifts = model.shifts[person].filter { $0.date == date }
    let duties = model.duties[person].filter { $0.date == date }
    var look = WorkbookFile.Look(isCentred: true, hasBorder: true)
    var lines = shifts.map { model.times($0.start, $0.end, in: zone) }
    if !shifts.isEmpty {
      look.background = Self.colours[RosterSection.kind(of: shifts, in: zone)]
    } else if model.away[person].contains(date) {
      look.background = Self.grey
      lines.append(model.phrases.leave)
    }
    lines += duties.map { "\(model.phrases.onCall) \(model.times($0.start, $0.end, in: zone))" }
    file.write(lines.joined(separator: "\n"), row, column, look, on: sheet)
    return Double(shifts.reduce(0) { $0 + $1.paidMinutes }) / 60
  }

  /// A cell as formulas name it: row 0, column 27 is `AB1`.
  private static func cell(_ row: Int, _ column: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return "\(letters)\(row + 1)"
  }

  // MARK: - Shifts

  private func writeShifts(to file: WorkbookFile) {
    guard let sheet = file.addSheet(Self.shiftsSheet) else { return }
    let head = WorkbookFile.Look(background: 0xE7E6E6, isBold: true)
    for (column, entry) in shifts.columns.enumerated() { file.write(entry.name, 0, column, head, on: sheet) }
    let (date, moment) = (
      WorkbookFile.Look(format: "yyyy-mm-dd"), WorkbookFile.Look(format: "yyyy-mm-dd hh:mm:ss")
    )
    for (line, cells) in shifts.rows.enumerated() {
      for (column, (text, entry)) in zip(cells, shifts.columns).enumerated() where !text.isEmpty {
        let row = 1 + line
        switch entry.kind {
        case .number:
          if let number = Double(text) { file.write(number, row, column, on: sheet) }
        case .date:
          if let day = CivilDate(iso: text) { file.write(day, row, column, date, on: sheet) }
        case .wallTime:
          if let local = LocalDateTime(iso: text) {
            let days = WorkbookFile.days(local.date) + Double(local.secondsOfDay) / 86_400
            file.write(days, row, column, moment, on: sheet)
          }
        case .text: file.write(text, row, column, on: sheet)
        }
      }
    }
    file.setWidth(20, of: 0...max(0, shifts.columns.count - 1), on: sheet)
    file.freeze(rows: 1, columns: 1, on: sheet)
  }
}

extension LocaleForms {
  /// The form of a date without its year for spreadsheets, in the language's own names of days and months.
  ///
  /// - Source: the language identifiers that Windows and OOXML number formats share, in hexadecimal.
  fileprivate func spreadsheetDate(_ tag: String) -> String {
    let languages = [
      "ar": "401", "bg": "402", "ca": "403", "zh-Hans": "804", "cs": "405", "da": "406", "de": "407", "el": "408",
      "en": "809", "es": "C0A", "fi": "40B", "fr": "40C", "he": "40D", "hu": "40E", "it": "410", "ja": "411",
      "nl": "413", "no": "414", "pl": "415", "pt-BR": "416", "pt": "816", "ro": "418", "sv": "41D", "tr": "41F",
      "uk": "422",
    ]
    let pattern = filled(
      date.replacing("{W}", with: "{0}").replacing("{d}", with: "{1}").replacing("{M}", with: "{2}")
        .replacing("{m}", with: "{3}"), "ddd", "d", "mmm", "m")
    // What stands between is no sign of the format.
    let quoted = pattern.map { "dm ".contains($0) ? String($0) : "\"\($0)\"" }.joined()
    return (languages[tag].map { "[$-\($0)]" } ?? "") + quoted
  }
}
