extension Phrases {
  /// Arabic.
  static let arabic = Phrases(
    language: "ar",
    hours: .twelve(exceptIn: "IL KM MA", morning: "{0}\u{A0}ص", afternoon: "{0}\u{A0}م"),
    personCalendar: "المناوبات: {0}",
    teamCalendar: "مناوبات الفريق: {0}",
    about: "مناوبات مخططة. الأوقات في النص بتوقيت موقع العمل.",
    shift: "مناوبة",
    nightShift: "مناوبة ليلية",
    paidTime: "الوقت المدفوع: {0}",
    breaks: "الاستراحات:",
    mealBreak: "استراحة الوجبة",
    shortBreak: "استراحة",
    paid: "مدفوعة",
    unpaid: "غير مدفوعة",
    queues: "قوائم الانتظار:",
    clockChange: "يتغير التوقيت خلال هذه المناوبة: مدتها {0}.",
    onCall: "تحت الطلب",
    onCallCalendar: "تحت الطلب: {0}",
    dayOff: "يوم عطلة",
    leave: "إجازة",
    daysOffCalendar: "أيام العطلة: {0}",
    cancelled: "ملغاة: {0}",
    tradeQuestion: "{0}، هل توافق على تبادل المناوبات؟",
    tradeTakes: "ستعمل: {0}",
    tradeGives: "ستكون حرًا: {0}")
}
