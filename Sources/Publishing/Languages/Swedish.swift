extension Phrases {
  /// Swedish.
  static let swedish = Phrases(
    language: "sv",
    hours: .twentyFour,
    personCalendar: "Arbetspass: {0}",
    teamCalendar: "Teamets arbetspass: {0}",
    about: "Planerade arbetspass. Tider i texten är lokal tid på arbetsplatsen.",
    shift: "Arbetspass",
    nightShift: "Nattpass",
    paidTime: "Betald tid: {0}",
    breaks: "Raster och pauser:",
    mealBreak: "Måltidsrast",
    shortBreak: "Paus",
    paid: "betald",
    unpaid: "obetald",
    queues: "Köer:",
    clockChange: "Klockan ställs om under passet: det varar {0}.",
    onCall: "Beredskap",
    onCallCalendar: "Beredskap: {0}",
    dayOff: "Ledig dag",
    leave: "Frånvaro",
    daysOffCalendar: "Lediga dagar: {0}",
    cancelled: "Inställt: {0}",
    tradeQuestion: "{0}, vill du byta pass?",
    tradeTakes: "Du skulle arbeta: {0}",
    tradeGives: "Du skulle vara ledig: {0}")
}
