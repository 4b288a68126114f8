extension Phrases {
  /// Finnish.
  static let finnish = Phrases(
    language: "fi",
    hours: .twentyFour,
    personCalendar: "Työvuorot: {0}",
    teamCalendar: "Tiimin työvuorot: {0}",
    about: "Suunnitellut työvuorot. Tekstin kellonajat ovat toimipaikan paikallista aikaa.",
    shift: "Työvuoro",
    nightShift: "Yövuoro",
    paidTime: "Palkallinen aika: {0}",
    breaks: "Tauot:",
    mealBreak: "Ruokatauko",
    shortBreak: "Tauko",
    paid: "palkallinen",
    unpaid: "palkaton",
    queues: "Jonot:",
    clockChange: "Kelloa siirretään tämän vuoron aikana: vuoron kesto on {0}.",
    onCall: "Päivystys",
    onCallCalendar: "Päivystys: {0}",
    dayOff: "Vapaapäivä",
    leave: "Poissa",
    daysOffCalendar: "Vapaapäivät: {0}",
    cancelled: "Peruttu: {0}",
    tradeQuestion: "{0}, sopiiko vuoronvaihto?",
    tradeTakes: "Työvuorosi olisi: {0}",
    tradeGives: "Vapaata olisi: {0}")
}
