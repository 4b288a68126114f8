extension Phrases {
  /// Greek.
  static let greek = Phrases(
    language: "el",
    hours: .twelve(exceptIn: "", morning: "{0}\u{A0}π.μ.", afternoon: "{0}\u{A0}μ.μ."),
    personCalendar: "Βάρδιες: {0}",
    teamCalendar: "Βάρδιες ομάδας: {0}",
    about: "Προγραμματισμένες βάρδιες. Οι ώρες στο κείμενο είναι τοπική ώρα του χώρου εργασίας.",
    shift: "Βάρδια",
    nightShift: "Νυχτερινή βάρδια",
    paidTime: "Αμειβόμενος χρόνος: {0}",
    breaks: "Διαλείμματα:",
    mealBreak: "Διάλειμμα γεύματος",
    shortBreak: "Διάλειμμα",
    paid: "αμειβόμενο",
    unpaid: "μη αμειβόμενο",
    queues: "Ουρές:",
    clockChange: "Η ώρα αλλάζει κατά τη διάρκεια αυτής της βάρδιας: διαρκεί {0}.",
    onCall: "Σε επιφυλακή",
    onCallCalendar: "Σε επιφυλακή: {0}",
    dayOff: "Ρεπό",
    leave: "Άδεια",
    daysOffCalendar: "Ρεπό και άδειες: {0}",
    cancelled: "Ακυρώθηκε: {0}",
    tradeQuestion: "{0}, συμφωνείτε να ανταλλάξετε βάρδιες;",
    tradeTakes: "Θα εργαστείτε: {0}",
    tradeGives: "Θα έχετε ρεπό: {0}")
}
