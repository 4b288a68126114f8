extension Phrases {
  /// Japanese.
  static let japanese = Phrases(
    language: "ja",
    hours: .twentyFour,
    personCalendar: "シフト：{0}",
    teamCalendar: "チームのシフト：{0}",
    about: "予定されたシフトです。本文の時刻は勤務地の現地時間です。",
    shift: "シフト",
    nightShift: "夜勤",
    paidTime: "有給時間：{0}",
    breaks: "休憩：",
    mealBreak: "食事休憩",
    shortBreak: "小休憩",
    paid: "有給",
    unpaid: "無給",
    queues: "キュー：",
    clockChange: "このシフト中に時刻が変更されます。長さは {0} です。",
    onCall: "オンコール待機",
    onCallCalendar: "オンコール待機：{0}",
    dayOff: "休日",
    leave: "休暇",
    daysOffCalendar: "休日：{0}",
    cancelled: "取消：{0}",
    tradeQuestion: "{0}さん、シフトを交換できますか?",
    tradeTakes: "勤務になる日時: {0}",
    tradeGives: "休みになる日時: {0}")
}
