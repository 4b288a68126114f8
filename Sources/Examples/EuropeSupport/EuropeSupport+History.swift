import Timeline

extension EuropeSupport {
  /// 53 weeks that end a week before the plan begins, which is when a planner would sit down.
  static let history = HistoryModel(
    seed: 20_260_323,
    first: date(2025, 3, 10),
    last: date(2026, 3, 15),
    queues: [
      englishPhone, englishChat, englishEmail, frenchPhone, frenchEmail, germanPhone, germanEmail, spanishPhone,
      spanishChat, italianPhone, englishSecondLevel, germanSecondLevel,
    ],
    holidays: PublicHoliday.all(of: ["DE", "ES", "FR", "GB", "IT", "PT"]),
    events: [
      EventModel(
        from: date(2025, 5, 12), to: date(2025, 5, 18), queue: "*", effect: 1.12, stated: "1.12",
        note: "Loyalty campaign"),
      EventModel(
        from: date(2025, 9, 8), to: date(2025, 9, 14), queue: "fr-phone", effect: 1.3, stated: "1.3",
        note: "Price change in France"),
      EventModel(
        from: date(2025, 11, 18), to: date(2025, 11, 18), queue: "*", effect: 1, stated: "",
        note: "Outage of the login service"),
      EventModel(
        from: date(2026, 4, 13), to: date(2026, 4, 16), queue: "en-chat", effect: 1, stated: "1.15",
        note: "Loyalty campaign"),
      EventModel(
        from: date(2026, 4, 13), to: date(2026, 4, 16), queue: "en-phone", effect: 1, stated: "1.1",
        note: "Loyalty campaign"),
    ],
    disturbances: [
      Disturbance(date: date(2025, 11, 18), minutes: 600..<840, offered: 2.8, abandoned: 0.22),
      Disturbance(date: date(2025, 11, 18), minutes: 840..<1080, offered: 1.5, abandoned: 0.06),
    ],
    gaps: [
      Gap(queue: nil, date: date(2025, 7, 3), minutes: 0..<1440),
      Gap(queue: nil, date: date(2025, 7, 4), minutes: 0..<720),
      Gap(queue: "de-phone", date: date(2025, 10, 22), minutes: 0..<1440),
      Gap(queue: "es-chat", date: date(2026, 1, 14), minutes: 780..<1440),
    ],
    untimed: [
      Gap(queue: "en-chat", date: date(2025, 8, 12), minutes: 0..<1440)
    ])

  private static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    let date = CivilDate(year: year, month: month, day: day)
    precondition(date != nil, "\(year)-\(month)-\(day) is not a date")
    return date ?? CivilDate(daysSinceEpoch: 0)
  }

  /// Contacts per weekday over Wednesday's, Monday first; Saturday's hours are shorter.
  private static let phoneWeek = [1.12, 1.04, 1.0, 0.99, 0.96, 0.3, 0.0]
  private static let chatWeek = [1.08, 1.04, 1.0, 1.0, 0.98, 0.42, 0.0]
  private static let emailWeek = [1.12, 1.04, 1.0, 0.97, 0.92, 0.42, 0.36]

  private static let longDay = QueueModel.week(
    weekdays: QueueModel.hours(8, 20), saturday: QueueModel.hours(9, 17))
  private static let weekdaysToEight = QueueModel.week(weekdays: QueueModel.hours(8, 20))
  private static let office = QueueModel.week(weekdays: QueueModel.hours(8, 18))
  private static let nineToSix = QueueModel.week(weekdays: QueueModel.hours(9, 18))

  private static let englishPhone = QueueModel(
    id: "en-phone", zone: "Europe/London", region: "GB", week: longDay, perDay: 370, weekdays: phoneWeek,
    shape: .officePhone, yearlyGrowth: 0.06, months: QueueModel.retailYear, monthTurn: 0.8, holidayFactor: 0.55,
    surge: 0.12, handleTime: 330, abandoned: 0.035)

  private static let englishChat = QueueModel(
    id: "en-chat", zone: "Europe/London", region: "GB", week: longDay, perDay: 300, weekdays: chatWeek, shape: .chat,
    yearlyGrowth: 0.16, months: QueueModel.retailYear, monthTurn: 0.4, holidayFactor: 0.7, surge: 0.06,
    handleTime: 560, handleTimeGrowth: -0.04, abandoned: 0.05)

  private static let englishEmail = QueueModel(
    id: "en-email", zone: "Europe/London", region: "GB", week: QueueModel.always, perDay: 125,
    weekdays: emailWeek, shape: .mail, yearlyGrowth: -0.05, months: QueueModel.retailYear,
    monthTurn: 0.5, holidayFactor: 0.5, surge: 0.1, handleTime: 480)

  private static let frenchPhone = QueueModel(
    id: "fr-phone", zone: "Europe/Paris", region: "FR", week: longDay, closesOnHolidays: true, perDay: 335,
    weekdays: phoneWeek, shape: .southernPhone, yearlyGrowth: 0.05, months: QueueModel.retailYear, monthTurn: 1,
    surge: 0.22, handleTime: 345, abandoned: 0.04)

  private static let frenchEmail = QueueModel(
    id: "fr-email", zone: "Europe/Paris", region: "FR", week: QueueModel.always, perDay: 95,
    weekdays: emailWeek, shape: .mail, months: QueueModel.retailYear, monthTurn: 0.6,
    holidayFactor: 0.5, surge: 0.1, handleTime: 500)

  private static let germanPhone = QueueModel(
    id: "de-phone", zone: "Europe/Berlin", region: "DE",
    week: QueueModel.week(weekdays: QueueModel.hours(8, 19)), closesOnHolidays: true, perDay: 208,
    weekdays: phoneWeek, shape: .officePhone, yearlyGrowth: 0.1, months: QueueModel.retailYear, monthTurn: 1,
    surge: 0.25, handleTime: 360, abandoned: 0.04)

  private static let germanEmail = QueueModel(
    id: "de-email", zone: "Europe/Berlin", region: "DE", week: QueueModel.always, perDay: 80,
    weekdays: emailWeek, shape: .mail, yearlyGrowth: 0.08, months: QueueModel.retailYear,
    monthTurn: 0.6, holidayFactor: 0.5, surge: 0.12, handleTime: 520)

  private static let spanishPhone = QueueModel(
    id: "es-phone", zone: "Europe/Madrid", region: "ES",
    week: QueueModel.week(weekdays: QueueModel.hours(8, 20), saturday: QueueModel.hours(9, 15)),
    closesOnHolidays: true, perDay: 240, weekdays: phoneWeek, shape: .southernPhone, yearlyGrowth: 0.04,
    months: QueueModel.summerYear, monthTurn: 0.9, surge: 0.2, handleTime: 300, abandoned: 0.045)

  private static let spanishChat = QueueModel(
    id: "es-chat", zone: "Europe/Madrid", region: "ES", week: weekdaysToEight, closesOnHolidays: true, perDay: 125,
    weekdays: chatWeek, shape: .chat, yearlyGrowth: 0.25, months: QueueModel.summerYear, monthTurn: 0.4, surge: 0.15,
    handleTime: 540, abandoned: 0.05)

  private static let italianPhone = QueueModel(
    id: "it-phone", zone: "Europe/Rome", region: "IT",
    week: QueueModel.week(weekdays: QueueModel.hours(9, 19)), closesOnHolidays: true, perDay: 160,
    weekdays: phoneWeek, shape: .southernPhone, yearlyGrowth: 0.03, months: QueueModel.summerYear, monthTurn: 0.9,
    surge: 0.22, handleTime: 320, abandoned: 0.045)

  private static let englishSecondLevel = QueueModel(
    id: "en-l2", zone: "Europe/London", region: "GB", week: office, closesOnHolidays: true, perDay: 64,
    weekdays: phoneWeek, shape: .officePhone, yearlyGrowth: 0.05, months: QueueModel.retailYear, monthTurn: 0.4,
    surge: 0.2, handleTime: 660, handleTimeGrowth: 0.03, abandoned: 0.03)

  private static let germanSecondLevel = QueueModel(
    id: "de-l2", zone: "Europe/Berlin", region: "DE", week: nineToSix, closesOnHolidays: true, perDay: 24,
    weekdays: phoneWeek, shape: .officePhone, yearlyGrowth: 0.05, months: QueueModel.retailYear,
    monthTurn: 0.4, surge: 0.2, handleTime: 1020, abandoned: 0.03)
}
