extension Phrases {
  /// Norwegian.
  static let norwegian = Phrases(
    language: "no",
    hours: .twentyFour,
    personCalendar: "Vakter: {0}",
    teamCalendar: "Teamets vakter: {0}",
    about: "Planlagte vakter. Klokkeslett i teksten er lokal tid på arbeidsstedet.",
    shift: "Vakt",
    nightShift: "Nattevakt",
    paidTime: "Betalt tid: {0}",
    breaks: "Pauser:",
    mealBreak: "Spisepause",
    shortBreak: "Pause",
    paid: "betalt",
    unpaid: "ubetalt",
    queues: "Køer:",
    clockChange: "Klokken stilles i løpet av denne vakten: den varer {0}.",
    onCall: "Hjemmevakt",
    onCallCalendar: "Hjemmevakt: {0}",
    dayOff: "Fridag",
    leave: "Fravær",
    daysOffCalendar: "Fridager: {0}",
    cancelled: "Avlyst: {0}",
    tradeQuestion: "{0}, vil du bytte vakt?",
    tradeTakes: "Du ville jobbe: {0}",
    tradeGives: "Du ville ha fri: {0}")
}
