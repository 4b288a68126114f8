extension Phrases {
  /// Bulgarian.
  static let bulgarian = Phrases(
    language: "bg",
    hours: .twentyFour,
    personCalendar: "Смени: {0}",
    teamCalendar: "Смени на екипа: {0}",
    about: "Планирани смени. Часовете в текста са по местното време на обекта.",
    shift: "Смяна",
    nightShift: "Нощна смяна",
    paidTime: "Платено време: {0}",
    breaks: "Почивки:",
    mealBreak: "Почивка за хранене",
    shortBreak: "Почивка",
    paid: "платена",
    unpaid: "неплатена",
    queues: "Опашки:",
    clockChange: "По време на тази смяна часовникът се премества: тя продължава {0}.",
    onCall: "На повикване",
    onCallCalendar: "На повикване: {0}",
    dayOff: "Почивен ден",
    leave: "Отсъствие",
    daysOffCalendar: "Почивни дни: {0}",
    cancelled: "Отменена: {0}",
    tradeQuestion: "{0}, съгласни ли сте да размените смени?",
    tradeTakes: "Ще работите: {0}",
    tradeGives: "Ще сте свободни: {0}")
}
