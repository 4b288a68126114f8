import Tabular
import Workforce

/// People and a contract that roughly fit what a history shows.
struct StaffSketch {
  /// People who speak one language on one tier and take all its channels.
  struct Group {
    var language: String
    var tier: String
    var channels: [String]
    var heads: Int
  }

  let groups: [Group]
  /// Paid minutes of a shift.
  let shiftMinutes: Int
  /// Worked days a week.
  let days: Int
  /// Earliest and latest start in minutes of the day.
  let starts: ClosedRange<Int>

  /// Share of paid time that reaches the queue, after shrinkage and breaks.
  private static let productiveShare = 0.85
  /// No more people than this are invented for one group.
  private static let mostHeads = 9_999.0
  /// Chats one person holds at once.
  static let chatConcurrency = 3

  init(for queues: [QueueSketch]) {
    let open = queues.flatMap(\.hours).flatMap { $0 }
    let first = open.map(\.lowerBound).min() ?? 0
    let last = open.map(\.upperBound).max() ?? 1440
    let openDays = (0..<7).filter { day in queues.contains { !$0.hours[day].isEmpty } }.count
    let isRoundTheClock = last - first >= 1440 - 60
    // Half an hour of lunch goes on top of the paid time; shifts are whole half hours.
    let shift = max(240, min(480, (last - first - 30) / 30 * 30))
    let days = max(1, min(5, openDays))
    shiftMinutes = shift
    self.days = days
    let lastStart = isRoundTheClock ? 1410 : max(first, last - shift - 30)
    starts = first...max(first, (lastStart - first) / 30 * 30 + first)

    let paidHours = Double(days * shift) / 60
    var groups: [Group] = []
    for queue in queues {
      let channel = queue.channel.rawValue
      if let index = groups.firstIndex(where: { $0.language == queue.language && $0.tier == queue.tier }) {
        if !groups[index].channels.contains(channel) { groups[index].channels.append(channel) }
      } else {
        groups.append(Group(language: queue.language, tier: queue.tier, channels: [channel], heads: 0))
      }
    }
    for index in groups.indices {
      let members = queues.filter { $0.language == groups[index].language && $0.tier == groups[index].tier }
      let netHours = members.reduce(0) { $0 + StaffSketch.netHours(of: $1) }
      let heads = (netHours / (paidHours * StaffSketch.productiveShare)).rounded(.up)
      groups[index].heads = Int(max(2, min(StaffSketch.mostHeads, heads)))
    }
    self.groups = groups
  }

  /// Net hours of agents that a queue asks for in a week.
  ///
  /// - Source: square-root staffing for phone and chat, load plus its square root; email is worked off at its load.
  private static func netHours(of queue: QueueSketch) -> Double {
    let isOpen = queue.load.enumerated().map { day, loads in
      loads.indices.map { queue.isOpen(day, minute: $0 * queue.intervalMinutes) }
    }
    var hours = 0.0
    for (load, isOpen) in zip(queue.load.joined(), isOpen.joined()) where isOpen || queue.channel.isDeferred {
      let shared = queue.channel.isConcurrent ? load / Double(chatConcurrency) : load
      let net = queue.channel.isDeferred ? load : max(1, shared + shared.squareRoot())
      hours += net * Double(queue.intervalMinutes) / 60
    }
    return hours
  }

  /// agents.csv: numbered people, a team for each language and tier.
  func agentsTable() -> [UInt8] {
    var writer = TableWriter(
      header: ["id", "name", "site", "contract", "languages", "skills", "team", "calendar_language", "from", "to"])
    var number = 0
    for group in groups {
      for _ in 0..<group.heads {
        number += 1
        let digits = String(number)
        writer.text("A" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits)
        writer.text("Agent \(number)")
        writer.text("main")
        writer.text("full-time")
        writer.text(group.language)
        writer.text((group.channels + [group.tier]).joined(separator: " "))
        writer.text("\(group.language)-\(group.tier)")
        writer.text(group.language)
        writer.blank()
        writer.blank()
        writer.endRow()
      }
    }
    return writer.bytes
  }
}
