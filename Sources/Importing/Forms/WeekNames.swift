import Timeline

/// Weekdays by the names that reports have for them, whole or cut short.
enum WeekNames {
  /// The weekdays of some texts, by what each says, in the first tongue that knows them all; nil where none does, or where two
  /// tongues read them differently, as `di` and `ma` are other days in French and Dutch.
  static func weekdays(_ texts: Set<String>) -> [String: Weekday]? {
    guard !texts.isEmpty else { return nil }
    let found = tongues.compactMap { names -> [String: Weekday]? in
      var result: [String: Weekday] = [:]
      for text in texts {
        guard let day = weekday(text, names) else { return nil }
        result[text] = day
      }
      return result
    }
    guard let first = found.first, found.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// The weekday of a text in one tongue: a name of its own, or the beginning of its first one.
  private static func weekday(_ text: String, _ names: [[String]]) -> Weekday? {
    let words = ColumnName(text).words
    guard let word = words.first, words.count <= 2, words.allSatisfy({ $0.allSatisfy(\.isLetter) }) else { return nil }
    let days = names.indices.filter { day in
      names[day].contains(word) || word.count >= 2 && names[day][0].hasPrefix(word)
    }
    return days.count == 1 ? Weekday(rawValue: days[0]) : nil
  }

  /// Shape [tongues][weekdays][names], in lower case without accents.
  private static let tongues: [[[String]]] = [
    "monday tuesday wednesday/weds thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche", "lunes martes miercoles jueves viernes sabado domingo",
    "lunedi martedi mercoledi giovedi venerdi sabato domenica", "segunda terca quarta quinta sexta sabado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "poniedzialek/pn wtorek sroda czwartek piatek/pt sobota niedziela/nd",
    "mandag tirsdag onsdag torsdag fredag lordag sondag", "mandag tisdag onsdag torsdag fredag lordag sondag",
    "月曜日/月 火曜日/火 水曜日/水 木曜日/木 金曜日/金 土曜日/土 日曜日/日",
  ].map { tongue in tongue.split(separator: " ").map { $0.split(separator: "/").map(String.init) } }

  /// The Monday of a week of ISO 8601, which is the first of its year where it has the year's first Thursday; nil for no week.
  static func monday(year: Int, week: Int) -> CivilDate? {
    guard 2000...2100 ~= year, let fourth = CivilDate(year: year, month: 1, day: 4) else { return nil }
    let monday = fourth.monday.advanced(byDays: 7 * (week - 1))
    return week >= 1 && monday.isoWeek.year == year ? monday : nil
  }

  /// Week and, where it is there, year of `12`, `KW 12`, `KW 12/2026`, `2026-W12` and `202612`; nil for anything else.
  static func week(_ text: String) -> (year: Int?, week: Int)? {
    let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    let letters = text.filter(\.isLetter)
    guard letters.count <= 14, 1...2 ~= numbers.count else { return nil }
    if numbers.count == 1, 200_001...210_053 ~= numbers[0] { return (numbers[0] / 100, numbers[0] % 100) }
    let year = numbers.first { 2000...2100 ~= $0 }
    let weeks = numbers.filter { 1...53 ~= $0 }
    guard weeks.count == 1, numbers.count == 1 || year != nil else { return nil }
    return (year, weeks[0])
  }

  /// Whether a name is that of weeks as ISO 8601 counts them, as all of Europe does.
  static func isISO(_ name: ColumnName) -> Bool {
    name.hasAny([
      "iso", "kw", "kalenderwoche", "woche", "semaine", "settimana", "weeknummer", "weeknr", "tydzien", "uge", "vecka",
      "uke",
    ])
  }

  /// Whether a name is that of weeks.
  static func isWeek(_ name: ColumnName) -> Bool { isISO(name) || name.hasAny(["week", "wk", "semana", "sem", "週"]) }
}
