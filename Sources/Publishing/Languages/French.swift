extension Phrases {
  /// French.
  static let french = Phrases(
    language: "fr",
    hours: .twelve(in: "DJ DZ MR SY TD TN VU", morning: "{0}\u{A0}AM", afternoon: "{0}\u{A0}PM"),
    personCalendar: "Planning\u{A0}: {0}",
    teamCalendar: "Planning d’équipe\u{A0}: {0}",
    about: "Postes planifiés. Les heures du texte sont celles du site.",
    shift: "Poste",
    nightShift: "Poste de nuit",
    paidTime: "Temps payé\u{A0}: {0}",
    breaks: "Pauses\u{A0}:",
    mealBreak: "Pause repas",
    shortBreak: "Pause",
    paid: "payée",
    unpaid: "non payée",
    queues: "Files d’attente\u{A0}:",
    clockChange: "L’heure change pendant ce poste\u{A0}: il dure {0}.",
    onCall: "Astreinte",
    onCallCalendar: "Astreinte\u{A0}: {0}",
    dayOff: "Jour de repos",
    leave: "Absence",
    daysOffCalendar: "Jours de repos\u{A0}: {0}",
    cancelled: "Annulé\u{A0}: {0}",
    tradeQuestion: "{0}, acceptez-vous un échange de service ?",
    tradeTakes: "Vous travailleriez : {0}",
    tradeGives: "Vous seriez libre : {0}")
}
