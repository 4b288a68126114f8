import Timeline

/// A public holiday of a region, as `holidays.csv` lists it.
struct PublicHoliday: Hashable, Sendable {
  /// The date.
  let date: CivilDate
  /// Country code, for example `FR`; only holidays of the whole country are listed.
  let region: String
  /// Name in English, the same each year.
  let name: String

  /// Holidays of regions in 2025 and 2026, by date, then region.
  static func all(of regions: [String]) -> [PublicHoliday] {
    let found = regions.flatMap { region in
      (calendars[region] ?? []).flatMap { holiday in
        holiday.dates.compactMap { text in
          CivilDate(iso: text).map { PublicHoliday(date: $0, region: region, name: holiday.name) }
        }
      }
    }
    return found.sorted { ($0.date, $0.region, $0.name) < ($1.date, $1.region, $1.name) }
  }

  /// A holiday and its dates in 2025 and 2026.
  private typealias Named = (name: String, dates: [String])

  /// Holidays per country. Feasts that are proclaimed year by year are listed where they had been proclaimed.
  private static let calendars: [String: [Named]] = [
    "DE": germany, "ES": spain, "FR": france, "GB": england, "IT": italy, "MX": mexico, "PH": philippines,
    "PT": portugal, "US": unitedStates,
  ]

  private static let newYear: Named = ("New Year's Day", ["2025-01-01", "2026-01-01"])
  private static let epiphany: Named = ("Epiphany", ["2025-01-06", "2026-01-06"])
  private static let goodFriday: Named = ("Good Friday", ["2025-04-18", "2026-04-03"])
  private static let easterSunday: Named = ("Easter Sunday", ["2025-04-20", "2026-04-05"])
  private static let easterMonday: Named = ("Easter Monday", ["2025-04-21", "2026-04-06"])
  private static let labourDay: Named = ("Labour Day", ["2025-05-01", "2026-05-01"])
  private static let ascension: Named = ("Ascension Day", ["2025-05-29", "2026-05-14"])
  private static let whitMonday: Named = ("Whit Monday", ["2025-06-09", "2026-05-25"])
  private static let corpusChristi: Named = ("Corpus Christi", ["2025-06-19", "2026-06-04"])
  private static let assumption: Named = ("Assumption", ["2025-08-15", "2026-08-15"])
  private static let allSaints: Named = ("All Saints' Day", ["2025-11-01", "2026-11-01"])
  private static let immaculate: Named = ("Immaculate Conception", ["2025-12-08", "2026-12-08"])
  private static let christmas: Named = ("Christmas Day", ["2025-12-25", "2026-12-25"])
  private static let secondChristmas: Named = ("Second Day of Christmas", ["2025-12-26", "2026-12-26"])

  private static let germany: [Named] = [
    newYear, goodFriday, easterMonday, labourDay, ascension, whitMonday,
    ("Day of German Unity", ["2025-10-03", "2026-10-03"]), christmas, secondChristmas,
  ]

  private static let spain: [Named] = [
    newYear, epiphany, goodFriday, labourDay, assumption, ("Hispanic Day", ["2025-10-12", "2026-10-12"]), allSaints,
    ("Constitution Day", ["2025-12-06", "2026-12-06"]), immaculate, christmas,
  ]

  private static let france: [Named] = [
    newYear, easterMonday, labourDay, ("Victory Day", ["2025-05-08", "2026-05-08"]), ascension, whitMonday,
    ("Bastille Day", ["2025-07-14", "2026-07-14"]), assumption, allSaints,
    ("Armistice Day", ["2025-11-11", "2026-11-11"]), christmas,
  ]

  private static let england: [Named] = [
    newYear, goodFriday, easterMonday, ("Early May Bank Holiday", ["2025-05-05", "2026-05-04"]),
    ("Spring Bank Holiday", ["2025-05-26", "2026-05-25"]), ("Summer Bank Holiday", ["2025-08-25", "2026-08-31"]),
    christmas, ("Boxing Day", ["2025-12-26", "2026-12-28"]),
  ]

  private static let italy: [Named] = [
    newYear, epiphany, easterSunday, easterMonday, ("Liberation Day", ["2025-04-25", "2026-04-25"]), labourDay,
    ("Republic Day", ["2025-06-02", "2026-06-02"]), assumption, allSaints, immaculate, christmas,
    ("Saint Stephen's Day", ["2025-12-26", "2026-12-26"]),
  ]

  private static let portugal: [Named] = [
    newYear, goodFriday, easterSunday, ("Freedom Day", ["2025-04-25", "2026-04-25"]), labourDay,
    ("Portugal Day", ["2025-06-10", "2026-06-10"]), corpusChristi, assumption,
    ("Republic Day", ["2025-10-05", "2026-10-05"]), allSaints,
    ("Restoration of Independence", ["2025-12-01", "2026-12-01"]), immaculate, christmas,
  ]

  private static let mexico: [Named] = [
    newYear, ("Constitution Day", ["2025-02-03", "2026-02-02"]),
    ("Birthday of Benito Juárez", ["2025-03-17", "2026-03-16"]), labourDay,
    ("Independence Day", ["2025-09-16", "2026-09-16"]), ("Revolution Day", ["2025-11-17", "2026-11-16"]), christmas,
  ]

  private static let philippines: [Named] = [
    newYear, ("Eid'l Fitr", ["2025-04-01"]), ("Araw ng Kagitingan", ["2025-04-09", "2026-04-09"]),
    ("Maundy Thursday", ["2025-04-17", "2026-04-02"]), goodFriday, labourDay, ("Eid'l Adha", ["2025-06-06"]),
    ("Independence Day", ["2025-06-12", "2026-06-12"]), ("National Heroes Day", ["2025-08-25", "2026-08-31"]),
    ("Bonifacio Day", ["2025-11-30", "2026-11-30"]), christmas, ("Rizal Day", ["2025-12-30", "2026-12-30"]),
  ]

  private static let unitedStates: [Named] = [
    newYear, ("Martin Luther King Jr. Day", ["2025-01-20", "2026-01-19"]),
    ("Washington's Birthday", ["2025-02-17", "2026-02-16"]), ("Memorial Day", ["2025-05-26", "2026-05-25"]),
    ("Juneteenth", ["2025-06-19", "2026-06-19"]), ("Independence Day", ["2025-07-04", "2026-07-03"]),
    ("Labor Day", ["2025-09-01", "2026-09-07"]), ("Columbus Day", ["2025-10-13", "2026-10-12"]),
    ("Veterans Day", ["2025-11-11", "2026-11-11"]), ("Thanksgiving", ["2025-11-27", "2026-11-26"]), christmas,
  ]
}
