extension Phrases {
  /// Italian.
  static let italian = Phrases(
    language: "it",
    hours: .twentyFour,
    personCalendar: "Turni: {0}",
    teamCalendar: "Turni del team: {0}",
    about: "Turni pianificati. Gli orari nel testo sono quelli della sede.",
    shift: "Turno",
    nightShift: "Turno di notte",
    paidTime: "Tempo retribuito: {0}",
    breaks: "Pause:",
    mealBreak: "Pausa pasto",
    shortBreak: "Pausa",
    paid: "retribuita",
    unpaid: "non retribuita",
    queues: "Code:",
    clockChange: "L’ora cambia durante questo turno: dura {0}.",
    onCall: "Reperibilità",
    onCallCalendar: "Reperibilità: {0}",
    dayOff: "Giorno libero",
    leave: "Assenza",
    daysOffCalendar: "Giorni liberi: {0}",
    cancelled: "Annullato: {0}",
    tradeQuestion: "{0}, accetta uno scambio di turni?",
    tradeTakes: "Lavorerebbe: {0}",
    tradeGives: "Sarebbe libero: {0}")
}
