extension Phrases {
  /// Hebrew.
  static let hebrew = Phrases(
    language: "he",
    hours: .twentyFour,
    personCalendar: "משמרות: {0}",
    teamCalendar: "משמרות הצוות: {0}",
    about: "משמרות מתוכננות. השעות בטקסט הן לפי שעון אתר העבודה.",
    shift: "משמרת",
    nightShift: "משמרת לילה",
    paidTime: "זמן בתשלום: {0}",
    breaks: "הפסקות:",
    mealBreak: "הפסקת אוכל",
    shortBreak: "הפסקה",
    paid: "בתשלום",
    unpaid: "ללא תשלום",
    queues: "תורים:",
    clockChange: "השעון משתנה במהלך משמרת זו: היא נמשכת {0}.",
    onCall: "כוננות",
    onCallCalendar: "כוננות: {0}",
    dayOff: "יום חופש",
    leave: "היעדרות",
    daysOffCalendar: "ימי חופש: {0}",
    cancelled: "בוטלה: {0}",
    tradeQuestion: "{0}, האם מתאים להחליף משמרות?",
    tradeTakes: "משמרת שתקבל/י: {0}",
    tradeGives: "משמרת שתתפנה: {0}")
}
