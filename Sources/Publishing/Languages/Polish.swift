extension Phrases {
  /// Polish.
  static let polish = Phrases(
    language: "pl",
    hours: .twentyFour,
    personCalendar: "Grafik: {0}",
    teamCalendar: "Grafik zespołu: {0}",
    about: "Zaplanowane zmiany. Godziny w tekście są czasem lokalnym miejsca pracy.",
    shift: "Zmiana",
    nightShift: "Zmiana nocna",
    paidTime: "Czas płatny: {0}",
    breaks: "Przerwy:",
    mealBreak: "Przerwa na posiłek",
    shortBreak: "Przerwa",
    paid: "płatna",
    unpaid: "niepłatna",
    queues: "Kolejki:",
    clockChange: "W czasie tej zmiany przestawia się zegar; zmiana trwa {0}.",
    onCall: "Dyżur pod telefonem",
    onCallCalendar: "Dyżur pod telefonem: {0}",
    dayOff: "Dzień wolny",
    leave: "Nieobecność",
    daysOffCalendar: "Dni wolne: {0}",
    cancelled: "Odwołano: {0}",
    tradeQuestion: "{0}, czy zgadza się Pan/Pani na zamianę zmian?",
    tradeTakes: "Praca: {0}",
    tradeGives: "Wolne: {0}")
}
