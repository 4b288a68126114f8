extension Phrases {
  /// Simplified Chinese.
  static let simplifiedChinese = Phrases(
    language: "zh-Hans",
    hours: .twelve(in: "HK MO MY SG", morning: "上午{0}", afternoon: "下午{0}"),
    personCalendar: "班次：{0}",
    teamCalendar: "团队班次：{0}",
    about: "计划班次。文中时间为工作地点的当地时间。",
    shift: "班次",
    nightShift: "夜班",
    paidTime: "带薪时间：{0}",
    breaks: "休息：",
    mealBreak: "用餐休息",
    shortBreak: "短休",
    paid: "带薪",
    unpaid: "无薪",
    queues: "队列：",
    clockChange: "此班次期间时钟有调整：时长为 {0}。",
    onCall: "待命",
    onCallCalendar: "待命：{0}",
    dayOff: "休息日",
    leave: "休假",
    daysOffCalendar: "休息日：{0}",
    cancelled: "已取消：{0}",
    tradeQuestion: "{0},您愿意换班吗?",
    tradeTakes: "您将上班: {0}",
    tradeGives: "您将休息: {0}")
}
