import Timeline
public import Workforce

extension WallClockHistory {
  /// A scenario's history on the clock of each queue, with its region's holidays, for a back-test.
  ///
  /// Rows outside the opening hours are left out; rows of one local time (the hour that the clocks repeat) are added up.
  /// Rows finer than the plan's intervals are added up to them. Flags, overrides and donors are left aside: they came
  /// after the fact.
  public init(_ history: ContactHistory, scenario: Scenario) {
    let slotMinutes = scenario.horizon.intervalMinutes
    self.init(
      series: scenario.queues.compactMap { queue in
        guard let rows = history.series.first(where: { $0.queue == queue.id }), !rows.starts.isEmpty else { return nil }
        let zone = queue.open.zone
        let holidays = scenario.holidays(in: queue.region)
        var series = Series(
          queue: queue.id, starts: [], offered: [], zone: zone, holidays: holidays, events: scenario.events)
        var indexOf: [LocalDateTime: Int] = [:]
        for index in rows.starts.indices where rows.offered[index].isFinite && rows.offered[index] >= 0 {
          let local = zone.local(at: rows.starts[index])
          let isOpen = queue.channel == .email || queue.open.isOpen(at: rows.starts[index])
          let isClosedHoliday =
            queue.channel != .email && queue.open.closesOnHolidays && holidays[local.date] != nil
          guard isOpen, !isClosedHoliday else { continue }
          let minute = local.minutesOfDay / slotMinutes * slotMinutes
          let start = LocalDateTime(date: local.date, secondsOfDay: minute * 60)
          if let earlier = indexOf[start] {
            series.offered[earlier] += rows.offered[index]
          } else {
            indexOf[start] = series.starts.count
            series.starts.append(start)
            series.offered.append(rows.offered[index])
          }
        }
        return series.starts.isEmpty ? nil : series
      })
  }
}
