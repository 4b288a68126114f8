import Lanes
import Libc
import Rostering
import Workforce

/// Since when a run is under way, and how fast the machine lets it go.
struct RunClock: Sendable {
  private let wall = Stopwatch()
  private let processor = RunClock.processorSeconds

  /// Wall seconds since the run began.
  var seconds: Double { wall.seconds }

  /// Wall seconds for each second of work done so far: 1 on a machine that does nothing else, more where others want it too.
  ///
  /// Until something was done it is 1; so far the run had one thread.
  var pace: Double {
    let worked = Self.processorSeconds - processor
    return worked > 0.01 ? min(Self.mostPace, max(1, wall.seconds / worked)) : 1
  }

  /// A run that waited for a slow disk or another run does not take the machine for so much slower.
  private static let mostPace = 4.0

  /// Seconds of work of this process on all processors.
  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// How long a search may go on, so that its roster is written down when the time limit is over.
///
/// What comes after a search cannot be cut short: people are divided over queues, coverage is counted, tables and calendars are
/// written. How much work that is follows from how many people are planned on how many dates.
package struct RosterTime: Sendable {
  private let limit: Double?
  /// Seconds of work after a search.
  private let work: Double
  /// Seconds of work on one set of everybody's calendars.
  private let calendarSeconds: Double
  private let elapsed: @Sendable () -> Double
  private let pace: @Sendable () -> Double

  /// Seconds of work for each person and date after the search, measured with 10,000 people.
  private static let secondsToWrite = (roster: 13e-6, calendars: 9e-6)
  /// A search has at least this share of the time that is left, however large the roster.
  private static let leastShare = 0.25

  /// The time of a run.
  ///
  /// - Parameters:
  ///   - limit: seconds from the beginning of the run to its end; `nil` for none.
  ///   - peopleDates: people times dates.
  ///   - calendars: how many calendars of everybody are written: none, one, or a second one with what changed.
  ///   - elapsed: seconds since the run began.
  ///   - pace: as `RunClock` has it.
  package init(
    limit: Double?, peopleDates: Int, calendars: Int, elapsed: @escaping @Sendable () -> Double,
    pace: @escaping @Sendable () -> Double
  ) {
    self.limit = limit
    self.elapsed = elapsed
    self.pace = pace
    calendarSeconds = Self.secondsToWrite.calendars * Double(peopleDates)
    let seconds = Self.secondsToWrite.roster + Self.secondsToWrite.calendars * Double(calendars)
    work = seconds * Double(peopleDates)
  }

  init(_ settings: SearchSettings, _ clock: RunClock, in scenario: Scenario, calendars: Int) {
    self.init(
      limit: settings.seconds, peopleDates: scenario.agents.count * scenario.horizon.dayCount,
      calendars: calendars, elapsed: { clock.seconds }, pace: { clock.pace })
  }

  /// Seconds that a search which begins now may take; nil without a limit.
  package var left: Double? {
    limit.map { limit in
      let rest = max(0, limit - elapsed())
      return max(rest * Self.leastShare, rest - work * pace())
    }
  }

  /// Whether what is left is needed to write the results, so that what can be left out has to be.
  package var isLate: Bool {
    limit.map { $0 - elapsed() <= Self.shareToWrite * work * pace() } ?? false
  }

  /// The part of the work after a search that is nothing but writing; the rest is coverage and answers to requests.
  private static let shareToWrite = 0.5

  /// Whether one set of everybody's calendars takes so long to write that somebody who pressed Ctrl-C would wait for it.
  package var isSlowToTell: Bool { calendarSeconds > Self.patience }

  /// Seconds of work on calendars for which somebody who pressed Ctrl-C waits.
  private static let patience = 0.5

  /// Whether no time is left for another search.
  package var isOver: Bool { limit.map { $0 - elapsed() <= work * pace() } ?? false }
}
