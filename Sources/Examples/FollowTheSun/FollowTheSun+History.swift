import Timeline

extension FollowTheSun {
  /// 56 weeks that end a week before the plan begins; both clock changes of 2025 of each zone are inside.
  static let history = HistoryModel(
    seed: 20_260_302,
    first: date(2025, 1, 27),
    last: date(2026, 2, 22),
    queues: [englishPhone, englishChat, englishEmail, spanishPhone, spanishChat, englishSecondLevel],
    holidays: PublicHoliday.all(of: ["MX", "PH", "PT", "US"]),
    events: [
      EventModel(
        from: date(2025, 6, 10), to: date(2025, 6, 12), queue: "*", effect: 1.25, stated: "1.25",
        note: "Release of a new version"),
      EventModel(
        from: date(2025, 8, 21), to: date(2025, 8, 21), queue: "*", effect: 1, stated: "",
        note: "Outage of a data centre"),
      EventModel(
        from: date(2025, 10, 14), to: date(2025, 10, 16), queue: "*", effect: 1.2, stated: "1.2",
        note: "Release of a new version"),
      EventModel(
        from: date(2026, 3, 17), to: date(2026, 3, 19), queue: "en-chat", effect: 1, stated: "1.15",
        note: "Release of a new version"),
      EventModel(
        from: date(2026, 3, 17), to: date(2026, 3, 19), queue: "en-phone", effect: 1, stated: "1.15",
        note: "Release of a new version"),
    ],
    disturbances: [
      Disturbance(date: date(2025, 8, 21), minutes: 540..<750, offered: 3.2, abandoned: 0.25),
      Disturbance(date: date(2025, 8, 21), minutes: 750..<1080, offered: 1.4, abandoned: 0.05),
    ],
    gaps: [
      Gap(queue: nil, date: date(2025, 5, 20), minutes: 0..<1440),
      Gap(queue: "es-phone", date: date(2025, 9, 30), minutes: 720..<1440),
      Gap(queue: "en-chat", date: date(2025, 12, 9), minutes: 0..<1440),
      Gap(queue: "en-chat", date: date(2025, 12, 10), minutes: 0..<1440),
    ],
    untimed: [
      Gap(queue: "es-chat", date: date(2025, 8, 12), minutes: 0..<1440)
    ])

  private static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    let date = CivilDate(year: year, month: month, day: day)
    precondition(date != nil, "\(year)-\(month)-\(day) is not a date")
    return date ?? CivilDate(daysSinceEpoch: 0)
  }

  /// Contacts per weekday over Wednesday's, Monday first.
  private static let softwareWeek = [1.08, 1.04, 1.0, 1.0, 0.95, 0.72, 0.7]
  private static let emailWeek = [1.12, 1.05, 1.0, 0.98, 0.95, 0.6, 0.58]
  private static let spanishWeek = [1.12, 1.05, 1.0, 0.99, 0.97, 0.7, 0.55]

  private static func daily(_ from: Double, _ to: Double) -> [Range<Int>?] {
    Array(repeating: QueueModel.hours(from, to), count: 7)
  }

  private static let englishPhone = QueueModel(
    id: "en-phone", zone: "America/New_York", region: "US", week: QueueModel.always, perDay: 560,
    weekdays: softwareWeek,
    shape: .aroundTheClock, yearlyGrowth: 0.07, months: QueueModel.retailYear, monthTurn: 0.6, holidayFactor: 0.7,
    surge: 0.1, handleTime: 340, abandoned: 0.04)

  private static let englishChat = QueueModel(
    id: "en-chat", zone: "America/New_York", region: "US", week: QueueModel.always, perDay: 430, weekdays: softwareWeek,
    shape: .aroundTheClock, yearlyGrowth: 0.18, months: QueueModel.retailYear, monthTurn: 0.3, holidayFactor: 0.8,
    surge: 0.05, handleTime: 600, handleTimeGrowth: -0.05, abandoned: 0.05)

  private static let englishEmail = QueueModel(
    id: "en-email", zone: "America/New_York", region: "US", week: QueueModel.always, perDay: 150, weekdays: emailWeek,
    shape: .aroundTheClock, yearlyGrowth: -0.04, months: QueueModel.retailYear, monthTurn: 0.4, holidayFactor: 0.7,
    surge: 0.1, handleTime: 540)

  private static let spanishPhone = QueueModel(
    id: "es-phone", zone: "America/Mexico_City", region: "MX", week: daily(7, 23), perDay: 240,
    weekdays: spanishWeek, shape: .southernPhone, yearlyGrowth: 0.09, months: QueueModel.evenYear, monthTurn: 1,
    holidayFactor: 0.6, surge: 0.15, handleTime: 320, abandoned: 0.05)

  private static let spanishChat = QueueModel(
    id: "es-chat", zone: "America/Mexico_City", region: "MX", week: daily(8, 22), perDay: 140,
    weekdays: spanishWeek, shape: .chat, yearlyGrowth: 0.22, months: QueueModel.evenYear, monthTurn: 0.4,
    holidayFactor: 0.7, surge: 0.1, handleTime: 560, abandoned: 0.05)

  private static let englishSecondLevel = QueueModel(
    id: "en-l2", zone: "America/New_York", region: "US", week: QueueModel.always, perDay: 40,
    weekdays: [1.15, 1.05, 1.0, 0.98, 0.92, 0.4, 0.35], shape: .mail, yearlyGrowth: 0.05,
    months: QueueModel.evenYear, holidayFactor: 0.5, surge: 0.1, handleTime: 960)
}
