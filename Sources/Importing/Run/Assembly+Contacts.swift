import ScenarioFiles
import Tabular
import Timeline

/// Rows of single contacts: each counts once, whatever files hold it.
extension Assembly {
  mutating func collectContacts(
    _ readers: [RecordReader], _ plan: ReadingPlan, _ found: inout [String: [HistoryRow]], _ report: inout FileReport
  ) {
    let hasTimes = !plan.handle.isEmpty || plan.mapping.grain == .queueLog
    let tellsHandled = plan.isHandled != nil || plan.isAbandoned != nil || plan.mapping.grain == .queueLog
    let tellsAbandoned = plan.isAbandoned != nil || plan.mapping.grain == .queueLog
    func timed(_ bin: Bin) -> Int32 { tellsHandled ? bin.handled : bin.offered }
    func row(_ start: Int, _ offset: Int, _ bin: Bin) -> HistoryRow {
      HistoryRow(
        start: start, offset: offset, offered: Double(bin.offered), handled: tellsHandled ? Double(bin.handled) : .nan,
        abandoned: tellsAbandoned ? Double(bin.abandoned) : .nan,
        handleSeconds: hasTimes ? bin.handleSeconds(of: timed(bin)) : .nan)
    }
    var night: [(row: ContactRow, queue: String)] = []
    for reader in readers {
      var lists = [[HistoryRow]](repeating: [], count: reader.queues.count)
      reader.bins.forEach { queue, start, offset, bin in
        lists[queue].append(row(start, offset, bin))
        if hasTimes { report.untimed += Int(timed(bin) - bin.timed) }
      }
      for (queue, list) in lists.enumerated() where !list.isEmpty {
        let name = reader.queues[queue]
        found[name] = (found[name] ?? []).merged(list.ordered(HistoryRow.sum), HistoryRow.sum)
      }
      for kept in reader.kept {
        if kept.id != 0 {
          legs.append((kept, reader.queues[kept.queue], reports.count))
        } else {
          night.append((kept, reader.queues[kept.queue]))
          let counts = kept.isHandled || !tellsHandled
          if hasTimes, counts, kept.handleMilliseconds == nil { report.untimed += 1 }
        }
      }
    }
    var extra = BinTable(intervalSeconds: options.intervalMinutes * 60)
    var names: [String] = []
    func number(_ name: String) -> Int {
      if let known = names.firstIndex(of: name) { return known }
      names.append(name)
      return names.count - 1
    }
    func add(_ contact: ContactRow, _ queue: String, at second: Int, weight: Int32) {
      extra.update(queue: number(queue), second: second, offset: contact.local - second) { bin in
        bin.add(
          isHandled: contact.isHandled, isAbandoned: contact.isAbandoned, milliseconds: contact.handleMilliseconds,
          weight: weight)
      }
    }
    night.sort { $0.row.offset < $1.row.offset }
    var rest = night[...]
    while let first = rest.first {
      let group = Array(rest.prefix { abs($0.row.local - first.row.local) < 86_400 })
      rest = rest.dropFirst(group.count)
      var passes = RepeatedHour.passes(group.map(\.row.local), jitter: 1200)
      // Times start anew where the next queue's contacts begin, too.
      if case .paired(let turn, _) = passes,
        Set(group[..<turn].map(\.queue)).isDisjoint(with: group[turn...].map(\.queue))
      {
        passes = .shared
      }
      switch passes {
      case .paired(let turn, let firstIsEarlier):
        for (place, contact) in group.enumerated() {
          let isLater = (place >= turn) == firstIsEarlier
          add(contact.row, contact.queue, at: isLater ? contact.row.later : contact.row.start, weight: 2)
        }
        report.notes.append(
          "\(group.count) contacts came in the hour that the clock repeats; their order in the file tells first and second pass."
        )
      case .shared:
        for contact in group {
          add(contact.row, contact.queue, at: contact.row.start, weight: 1)
          add(contact.row, contact.queue, at: contact.row.later, weight: 1)
        }
        report.notes.append(
          "\(group.count) contacts came in the hour that the clock repeats, and the file does not tell in which pass: each pass "
            + "gets half of them.")
      }
    }
    var halves = [[HistoryRow]](repeating: [], count: names.count)
    extra.forEach { queue, start, offset, bin in
      var half = row(start, offset, bin)
      half.halve()
      halves[queue].append(half)
    }
    for (name, list) in zip(names, halves) {
      found[name] = (found[name] ?? []).merged(list.ordered(HistoryRow.sum), HistoryRow.sum)
    }
  }
}
