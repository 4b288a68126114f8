import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// The bytes of a vendor's file, as its rules want them.
enum VendorFile {
  /// - Returns: the file, and sentences about what it could not take.
  static func write(_ series: [VendorSeries], for vendor: Vendor) throws(InputError) -> (
    bytes: [UInt8], notes: [String]
  ) {
    switch vendor {
    case .amazonConnect: amazonConnect(series)
    case .genesysCloud: genesysCloud(series)
    case .calabrio: try calabrio(series)
    case .verint: verint(series)
    case .genesysForecast: genesysForecast(series)
    case .amazonShrinkage: ([], [])
    }
  }

  /// Offered contacts and their mean handle time by quarter of an hour in UTC; planning groups stand for queues.
  private static func genesysForecast(_ series: [VendorSeries]) -> ([UInt8], [String]) {
    var writer = TableWriter(header: ["Interval Start UTC Date", "Planning Group", "Offered", "Average Handle Time"])
    for one in series {
      for row in one.rows {
        writer.time(row.start.description)
        writer.text(one.name)
        writer.decimal(row.offered, decimals: 4)
        writer.decimal(row.average, decimals: 2)
        writer.endRow()
      }
    }
    return (
      writer.bytes,
      [
        "The columns were seen in files of others, and not in Genesys Cloud's own help: compare the template of its forecasts"
      ]
    )
  }

  /// Whole contacts and seconds by queue and channel, in UTC.
  private static func amazonConnect(_ series: [VendorSeries]) -> ([UInt8], [String]) {
    var writer = TableWriter(header: [
      "QueueName", "QueueId", "ChannelType", "TimeStamp", "IntervalDuration", "IncomingContactVolume",
      "AverageHandleTime",
    ])
    var left: [String] = []
    for one in series {
      let channel: String? =
        switch one.queue.channel {
        case .phone, .callback: "VOICE"
        case .chat: "CHAT"
        case .email, .backOffice: nil
        }
      guard let channel else {
        left.append(one.queue.id)
        continue
      }
      for (row, offered) in zip(one.rows, one.wholeOffered) {
        writer.text(one.name)
        writer.text(one.id)
        writer.text(channel)
        writer.time(row.start.description)
        writer.text("\(one.minutes)mins")
        writer.integer(offered)
        writer.decimal(offered > 0 ? row.average.rounded() : 0, decimals: 0)
        writer.endRow()
      }
    }
    let note = "Amazon Connect takes voice and chat alone; left out: \(left.joined(separator: ", "))"
    return (writer.bytes, left.isEmpty ? [] : [note])
  }

  /// Sums of quarters of an hour in UTC; only intervals in which somebody came, since numbers are above 0.
  private static func genesysCloud(_ series: [VendorSeries]) -> ([UInt8], [String]) {
    var writer = TableWriter(header: [
      "Interval Start UTC Date", "Queue", "Media Type", "Skill Set", "Language", "Offered", "Interactions Handled",
      "Total Handle Time (Seconds)",
    ])
    var left: [String] = []
    var (all, lost) = (0.0, 0.0)
    for one in series {
      let media: String? =
        switch one.queue.channel {
        case .phone: "Voice"
        case .chat: "Chat"
        case .email: "Email"
        case .callback: "Callback"
        case .backOffice: nil
        }
      guard let media, one.rows.contains(where: { $0.handleSeconds > 0 }) else {
        left.append(one.queue.id)
        continue
      }
      for row in one.rows where row.offered > 0 {
        all += row.offered
        guard row.handled > 0, row.handleSeconds > 0 else {
          lost += row.offered
          continue
        }
        writer.time(row.start.description)
        writer.text(one.name)
        writer.text(media)
        writer.blank()
        writer.blank()
        for number in [row.offered, row.handled, row.handleSeconds] { writer.decimal(number, decimals: 4) }
        writer.endRow()
      }
    }
    let note =
      "Genesys Cloud takes queues of its media with handle times; left out: \(left.joined(separator: ", "))"
    // Each of its numbers is to be above 0.
    let losses =
      "Genesys Cloud takes no interval in which nobody was handled: \(FixedDecimal.text(lost, decimals: 0)) of "
      + "\(FixedDecimal.text(all, decimals: 0)) contacts offered are left out"
    return (writer.bytes, (left.isEmpty ? [] : [note]) + (lost >= 0.5 ? [losses] : []))
  }

  /// No header, sorted by skill, on the clock of the queue; what a repeated hour has twice is added up.
  private static func calabrio(_ series: [VendorSeries]) throws(InputError) -> ([UInt8], [String]) {
    var notes: [String] = []
    var bytes: [UInt8] = []
    for one in series.sorted(by: { $0.name < $1.name }) {
      guard one.name.unicodeScalars.count <= 50 else {
        throw InputError(
          Place(file: "--queue-names"),
          "\(quoted(one.name)) is longer than the 50 letters that a skill's name has in Calabrio",
          next: "Give \(one.queue.id) a shorter name.")
      }
      var rows: [(start: LocalDateTime, offered: Double, seconds: Double)] = []
      var repeated = false
      for row in one.rows {
        let local = one.queue.open.zone.local(at: row.start)
        let seconds = row.average * row.offered
        if let index = rows.lastIndex(where: { $0.start == local }) {
          rows[index].offered += row.offered
          rows[index].seconds += seconds
          repeated = true
        } else {
          rows.append((local, row.offered, seconds))
        }
      }
      if repeated {
        notes.append("\(one.queue.id): the hour that its clock repeats is there once, with the contacts of both")
      }
      var writer = TableWriter(header: ["skill", "from", "to", "volume", "task", "after"], isContinued: true)
      for row in rows {
        writer.text(one.name)
        writer.time(stamp(row.start))
        writer.time(stamp(row.start.advanced(byMinutes: one.minutes)))
        writer.decimal(row.offered, decimals: 4)
        writer.decimal(row.offered > 0 ? row.seconds / row.offered : 0, decimals: 2)
        writer.decimal(0, decimals: 0)
        writer.endRow()
      }
      bytes += writer.bytes
    }
    return (bytes, notes)
  }

  /// `20260323 08:00`.
  private static func stamp(_ local: LocalDateTime) -> String {
    local.date.isoText.filter { $0 != "-" } + " " + local.tableText.split(separator: " ")[1].prefix(5)
  }

  /// No header; contacts and mean handle time of each local date.
  private static func verint(_ series: [VendorSeries]) -> ([UInt8], [String]) {
    var writer = TableWriter(header: ["queue", "date", "volume", "aht"], isContinued: true)
    for one in series {
      var days: [(date: CivilDate, row: VendorSeries.Row)] = []
      for row in one.rows {
        let date = one.queue.open.zone.local(at: row.start).date
        if days.last?.date == date {
          days[days.count - 1].row.offered += row.offered
          days[days.count - 1].row.handled += row.handled
          days[days.count - 1].row.handleSeconds += row.handleSeconds
        } else {
          days.append((date, row))
        }
      }
      var daily = one
      daily.rows = days.map(\.row)
      for (day, offered) in zip(days, daily.wholeOffered) {
        let parts = day.date.isoText.split(separator: "-")
        writer.text(one.name)
        writer.time("\(parts[1])-\(parts[2])-\(parts[0])")
        writer.integer(offered)
        writer.decimal(day.row.average.rounded(), decimals: 0)
        writer.endRow()
      }
    }
    return (writer.bytes, [])
  }
}

extension LocalDateTime {
  /// What a clock without changes shows some minutes later.
  fileprivate func advanced(byMinutes minutes: Int) -> LocalDateTime {
    LocalDateTime(secondsSinceEpoch: date.daysSinceEpoch * 86_400 + (minutesOfDay + minutes) * 60)
  }
}
