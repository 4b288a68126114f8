package import Timeline

extension Shift {
  /// Start and end on a clock, for example `09:00-17:30`.
  package func clockText(in zone: Zone) -> String { Workforce.clockText(start, end, zone) }

  /// The same as readers of a language write it, for example `9:00 AM-5:30 PM`.
  package func clockText(in zone: Zone, _ cycle: HourCycle) -> String {
    "\(cycle.text(zone.local(at: start).secondsOfDay))-\(cycle.text(zone.local(at: end).secondsOfDay))"
  }
}

extension OnCallDuty {
  /// Start and end on a clock, for example `18:00-08:00`.
  package func clockText(in zone: Zone) -> String { Workforce.clockText(start, end, zone) }
}

extension [Shift] {
  /// The shifts of one date on a clock, for example `09:00-13:00 + 16:00-20:00`; `off` where there is none.
  package func clockText(in zone: Zone) -> String { clockText { _ in zone } }

  /// The same on the clocks of their sites by id.
  package func clockText(in zones: [String: Zone]) -> String { clockText { zones[$0.site] ?? .utc } }

  private func clockText(_ zone: (Shift) -> Zone) -> String {
    isEmpty ? "off" : map { $0.clockText(in: zone($0)) }.joined(separator: " + ")
  }
}

private func clockText(_ start: Instant, _ end: Instant, _ zone: Zone) -> String {
  "\(zone.local(at: start).clockText)-\(zone.local(at: end).clockText)"
}
