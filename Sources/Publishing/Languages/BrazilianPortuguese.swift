extension Phrases {
  /// Portuguese of Brazil.
  static let brazilian = Phrases(
    language: "pt-BR",
    hours: .twentyFour,
    personCalendar: "Escala: {0}",
    teamCalendar: "Escala da equipe: {0}",
    about: "Turnos planejados. Os horários no texto são os do local de trabalho.",
    shift: "Turno",
    nightShift: "Turno da noite",
    paidTime: "Tempo remunerado: {0}",
    breaks: "Intervalos:",
    mealBreak: "Intervalo para refeição",
    shortBreak: "Intervalo",
    paid: "remunerado",
    unpaid: "não remunerado",
    queues: "Filas:",
    clockChange: "O relógio muda durante este turno: ele dura {0}.",
    onCall: "Sobreaviso",
    onCallCalendar: "Sobreaviso: {0}",
    dayOff: "Folga",
    leave: "Ausência",
    daysOffCalendar: "Folgas: {0}",
    cancelled: "Cancelado: {0}",
    tradeQuestion: "{0}, aceita trocar de turno?",
    tradeTakes: "Você trabalharia: {0}",
    tradeGives: "Você ficaria livre: {0}")
}
