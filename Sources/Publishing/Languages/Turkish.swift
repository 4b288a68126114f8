extension Phrases {
  /// Turkish.
  static let turkish = Phrases(
    language: "tr",
    hours: .twelve(in: "CY", morning: "ÖÖ\u{A0}{0}", afternoon: "ÖS\u{A0}{0}"),
    personCalendar: "Vardiyalar: {0}",
    teamCalendar: "Ekip vardiyaları: {0}",
    about: "Planlanan vardiyalar. Metindeki saatler iş yerinin yerel saatidir.",
    shift: "Vardiya",
    nightShift: "Gece vardiyası",
    paidTime: "Ücretli süre: {0}",
    breaks: "Molalar:",
    mealBreak: "Yemek molası",
    shortBreak: "Mola",
    paid: "ücretli",
    unpaid: "ücretsiz",
    queues: "Kuyruklar:",
    clockChange: "Bu vardiya sırasında saat değişiyor: vardiya {0} sürer.",
    onCall: "İcap nöbeti",
    onCallCalendar: "İcap nöbeti: {0}",
    dayOff: "Tatil günü",
    leave: "İzin",
    daysOffCalendar: "Tatil günleri: {0}",
    cancelled: "İptal edildi: {0}",
    tradeQuestion: "{0}, vardiya değişimini kabul eder misiniz?",
    tradeTakes: "Çalışacağınız vardiya: {0}",
    tradeGives: "Boş kalacağınız vardiya: {0}")
}
