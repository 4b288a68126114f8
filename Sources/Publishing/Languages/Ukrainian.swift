extension Phrases {
  /// Ukrainian.
  static let ukrainian = Phrases(
    language: "uk",
    hours: .twentyFour,
    personCalendar: "Зміни: {0}",
    teamCalendar: "Зміни команди: {0}",
    about: "Заплановані зміни. Час у тексті — місцевий час робочого місця.",
    shift: "Зміна",
    nightShift: "Нічна зміна",
    paidTime: "Оплачуваний час: {0}",
    breaks: "Перерви:",
    mealBreak: "Перерва на прийом їжі",
    shortBreak: "Перерва",
    paid: "оплачувана",
    unpaid: "неоплачувана",
    queues: "Черги:",
    clockChange: "Під час цієї зміни переводять годинник: вона триває {0}.",
    onCall: "Чергування за викликом",
    onCallCalendar: "Чергування за викликом: {0}",
    dayOff: "Вихідний",
    leave: "Відсутність",
    daysOffCalendar: "Вихідні: {0}",
    cancelled: "Скасовано: {0}",
    tradeQuestion: "{0}, чи згодні ви обмінятися змінами?",
    tradeTakes: "Ви працюватимете: {0}",
    tradeGives: "Ви будете вільні: {0}")
}
