extension Phrases {
  /// Dutch.
  static let dutch = Phrases(
    language: "nl",
    hours: .twentyFour,
    personCalendar: "Rooster: {0}",
    teamCalendar: "Teamrooster: {0}",
    about: "Geplande diensten. Tijden in de tekst zijn plaatselijke tijd van de locatie.",
    shift: "Dienst",
    nightShift: "Nachtdienst",
    paidTime: "Betaalde tijd: {0}",
    breaks: "Pauzes:",
    mealBreak: "Maaltijdpauze",
    shortBreak: "Pauze",
    paid: "betaald",
    unpaid: "onbetaald",
    queues: "Wachtrijen:",
    clockChange: "De klok wordt tijdens deze dienst verzet: de dienst duurt {0}.",
    onCall: "Bereikbaarheidsdienst",
    onCallCalendar: "Bereikbaarheidsdienst: {0}",
    dayOff: "Vrije dag",
    leave: "Afwezig",
    daysOffCalendar: "Vrije dagen: {0}",
    cancelled: "Vervallen: {0}",
    tradeQuestion: "{0}, wil je van dienst ruilen?",
    tradeTakes: "Je zou werken: {0}",
    tradeGives: "Je zou vrij zijn: {0}")
}
