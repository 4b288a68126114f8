extension Phrases {
  /// German.
  static let german = Phrases(
    language: "de",
    hours: .twentyFour,
    personCalendar: "Dienstplan: {0}",
    teamCalendar: "Team-Dienstplan: {0}",
    about: "Geplante Schichten. Uhrzeiten im Text sind Ortszeit des Standorts.",
    shift: "Schicht",
    nightShift: "Nachtschicht",
    paidTime: "Bezahlte Zeit: {0}",
    breaks: "Pausen:",
    mealBreak: "Essenspause",
    shortBreak: "Pause",
    paid: "bezahlt",
    unpaid: "unbezahlt",
    queues: "Warteschlangen:",
    clockChange: "Während dieser Schicht wird die Uhr umgestellt; sie dauert {0}.",
    onCall: "Rufbereitschaft",
    onCallCalendar: "Rufbereitschaft: {0}",
    dayOff: "Freier Tag",
    leave: "Abwesend",
    daysOffCalendar: "Freie Tage: {0}",
    cancelled: "Entfällt: {0}",
    tradeQuestion: "{0}, tauschen Sie Schichten?",
    tradeTakes: "Sie würden arbeiten: {0}",
    tradeGives: "Sie hätten frei: {0}")
}
