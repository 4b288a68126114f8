extension Phrases {
  /// Romanian.
  static let romanian = Phrases(
    language: "ro",
    hours: .twentyFour,
    personCalendar: "Ture: {0}",
    teamCalendar: "Turele echipei: {0}",
    about: "Ture planificate. Orele din text sunt ora locală a locului de muncă.",
    shift: "Tură",
    nightShift: "Tură de noapte",
    paidTime: "Timp plătit: {0}",
    breaks: "Pauze:",
    mealBreak: "Pauză de masă",
    shortBreak: "Pauză",
    paid: "plătită",
    unpaid: "neplătită",
    queues: "Cozi:",
    clockChange: "Ora se schimbă în timpul acestei ture: ea durează {0}.",
    onCall: "De gardă la domiciliu",
    onCallCalendar: "De gardă la domiciliu: {0}",
    dayOff: "Zi liberă",
    leave: "Concediu",
    daysOffCalendar: "Zile libere: {0}",
    cancelled: "Anulată: {0}",
    tradeQuestion: "{0}, acceptați un schimb de ture?",
    tradeTakes: "Ați lucra: {0}",
    tradeGives: "Ați fi liber: {0}")
}
