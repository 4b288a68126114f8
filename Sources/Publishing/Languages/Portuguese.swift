extension Phrases {
  /// Portuguese.
  static let portuguese = Phrases(
    language: "pt",
    hours: .twelve(in: "MO", morning: "{0}\u{A0}AM", afternoon: "{0}\u{A0}PM"),
    personCalendar: "Turnos: {0}",
    teamCalendar: "Turnos da equipa: {0}",
    about: "Turnos planeados. As horas no texto são as do local de trabalho.",
    shift: "Turno",
    nightShift: "Turno da noite",
    paidTime: "Tempo remunerado: {0}",
    breaks: "Pausas:",
    mealBreak: "Pausa para refeição",
    shortBreak: "Pausa",
    paid: "remunerada",
    unpaid: "não remunerada",
    queues: "Filas:",
    clockChange: "A hora muda durante este turno: dura {0}.",
    onCall: "Prevenção",
    onCallCalendar: "Prevenção: {0}",
    dayOff: "Folga",
    leave: "Ausência",
    daysOffCalendar: "Folgas: {0}",
    cancelled: "Cancelado: {0}",
    tradeQuestion: "{0}, aceita trocar de turno?",
    tradeTakes: "Trabalharia: {0}",
    tradeGives: "Ficaria livre: {0}")
}
