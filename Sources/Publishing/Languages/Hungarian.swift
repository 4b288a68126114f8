extension Phrases {
  /// Hungarian.
  static let hungarian = Phrases(
    language: "hu",
    hours: .twentyFour,
    personCalendar: "Műszakok: {0}",
    teamCalendar: "A csapat műszakjai: {0}",
    about: "Tervezett műszakok. A szövegben szereplő időpontok a telephely helyi ideje szerint értendők.",
    shift: "Műszak",
    nightShift: "Éjszakai műszak",
    paidTime: "Fizetett idő: {0}",
    breaks: "Szünetek:",
    mealBreak: "Étkezési szünet",
    shortBreak: "Szünet",
    paid: "fizetett",
    unpaid: "nem fizetett",
    queues: "Várakozási sorok:",
    clockChange: "A műszak alatt óraátállítás van: a műszak hossza {0}.",
    onCall: "Készenlét",
    onCallCalendar: "Készenlét: {0}",
    dayOff: "Szabadnap",
    leave: "Távollét",
    daysOffCalendar: "Szabadnapok: {0}",
    cancelled: "Törölve: {0}",
    tradeQuestion: "{0}, elcserélné a műszakját?",
    tradeTakes: "Dolgozna: {0}",
    tradeGives: "Szabad lenne: {0}")
}
