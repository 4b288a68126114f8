extension Phrases {
  /// English.
  static let english = Phrases(
    language: "en",
    hours: .twelve(
      in: "AE AG AS AU BB BM BS CA CY DM ER FJ FM GD GH GM GU GY HK IN JM KI KN KY LC LR LS MH MO MP MW MY NA NZ "
        + "PG PH PK PR PW SB SD SG SL SS SZ TC TO TT UM US VC VG VI VU WS",
      morning: "{0}\u{A0}AM", afternoon: "{0}\u{A0}PM"),
    personCalendar: "Shifts: {0}",
    teamCalendar: "Team shifts: {0}",
    about: "Planned shifts. Times in the text are on the site’s clock.",
    shift: "Shift",
    nightShift: "Night shift",
    paidTime: "Paid time: {0}",
    breaks: "Breaks:",
    mealBreak: "Meal break",
    shortBreak: "Break",
    paid: "paid",
    unpaid: "unpaid",
    queues: "Queues:",
    clockChange: "The clock changes during this shift: it lasts {0}.",
    onCall: "On call",
    onCallCalendar: "On call: {0}",
    dayOff: "Day off",
    leave: "Leave",
    daysOffCalendar: "Days off: {0}",
    cancelled: "Cancelled: {0}",
    tradeQuestion: "{0}, would you trade shifts?",
    tradeTakes: "You would work: {0}",
    tradeGives: "You would be off: {0}")
}
