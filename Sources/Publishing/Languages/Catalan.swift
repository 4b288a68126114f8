extension Phrases {
  /// Catalan.
  static let catalan = Phrases(
    language: "ca",
    hours: .twentyFour,
    personCalendar: "Torns: {0}",
    teamCalendar: "Torns de l’equip: {0}",
    about: "Torns planificats. Les hores del text són les del centre.",
    shift: "Torn",
    nightShift: "Torn de nit",
    paidTime: "Temps retribuït: {0}",
    breaks: "Descansos:",
    mealBreak: "Descans per menjar",
    shortBreak: "Descans",
    paid: "retribuït",
    unpaid: "no retribuït",
    queues: "Cues:",
    clockChange: "El rellotge canvia durant aquest torn: dura {0}.",
    onCall: "Guàrdia localitzable",
    onCallCalendar: "Guàrdia localitzable: {0}",
    dayOff: "Dia lliure",
    leave: "Absència",
    daysOffCalendar: "Dies lliures: {0}",
    cancelled: "Anul·lat: {0}",
    tradeQuestion: "{0}, acceptes un canvi de torn?",
    tradeTakes: "Treballaries: {0}",
    tradeGives: "Tindries lliure: {0}")
}
