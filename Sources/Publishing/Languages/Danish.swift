extension Phrases {
  /// Danish.
  static let danish = Phrases(
    language: "da",
    hours: .twentyFour,
    personCalendar: "Vagter: {0}",
    teamCalendar: "Teamets vagter: {0}",
    about: "Planlagte vagter. Tider i teksten er lokal tid på arbejdsstedet.",
    shift: "Vagt",
    nightShift: "Nattevagt",
    paidTime: "Betalt tid: {0}",
    breaks: "Pauser:",
    mealBreak: "Spisepause",
    shortBreak: "Pause",
    paid: "betalt",
    unpaid: "ubetalt",
    queues: "Køer:",
    clockChange: "Uret stilles under denne vagt: den varer {0}.",
    onCall: "Tilkaldevagt",
    onCallCalendar: "Tilkaldevagt: {0}",
    dayOff: "Fridag",
    leave: "Fravær",
    daysOffCalendar: "Fridage: {0}",
    cancelled: "Aflyst: {0}",
    tradeQuestion: "{0}, vil du bytte vagt?",
    tradeTakes: "Du ville arbejde: {0}",
    tradeGives: "Du ville have fri: {0}")
}
