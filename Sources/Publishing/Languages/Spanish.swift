extension Phrases {
  /// Spanish.
  static let spanish = Phrases(
    language: "es",
    hours: .twelve(
      in: "419 BO CO CR CU DO EC GT HN MX NI PA PE PH PR SV US VE", morning: "{0}\u{A0}a.\u{A0}m.",
      afternoon: "{0}\u{A0}p.\u{A0}m."),
    personCalendar: "Turnos: {0}",
    teamCalendar: "Turnos del equipo: {0}",
    about: "Turnos planificados. Las horas del texto son las del centro.",
    shift: "Turno",
    nightShift: "Turno de noche",
    paidTime: "Tiempo retribuido: {0}",
    breaks: "Descansos:",
    mealBreak: "Descanso para comer",
    shortBreak: "Descanso",
    paid: "retribuido",
    unpaid: "no retribuido",
    queues: "Colas:",
    clockChange: "El reloj cambia durante este turno: dura {0}.",
    onCall: "Guardia localizable",
    onCallCalendar: "Guardia localizable: {0}",
    dayOff: "Día libre",
    leave: "Ausencia",
    daysOffCalendar: "Días libres: {0}",
    cancelled: "Anulado: {0}",
    tradeQuestion: "{0}, ¿acepta cambiar de turno?",
    tradeTakes: "Trabajaría: {0}",
    tradeGives: "Quedaría libre: {0}")
}
