extension Phrases {
  /// Czech.
  static let czech = Phrases(
    language: "cs",
    hours: .twentyFour,
    personCalendar: "Směny: {0}",
    teamCalendar: "Směny týmu: {0}",
    about: "Plánované směny. Časy v textu jsou místním časem pracoviště.",
    shift: "Směna",
    nightShift: "Noční směna",
    paidTime: "Placená doba: {0}",
    breaks: "Přestávky:",
    mealBreak: "Přestávka na jídlo",
    shortBreak: "Přestávka",
    paid: "placená",
    unpaid: "neplacená",
    queues: "Fronty:",
    clockChange: "Během této směny se mění čas; směna trvá {0}.",
    onCall: "Pracovní pohotovost",
    onCallCalendar: "Pracovní pohotovost: {0}",
    dayOff: "Volný den",
    leave: "Nepřítomnost",
    daysOffCalendar: "Volné dny: {0}",
    cancelled: "Zrušeno: {0}",
    tradeQuestion: "{0}, souhlasíte s výměnou směn?",
    tradeTakes: "Pracovali byste: {0}",
    tradeGives: "Měli byste volno: {0}")
}
