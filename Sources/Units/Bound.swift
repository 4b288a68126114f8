/// The numbers that make sense of a quantity: what files and options may say, and nothing beyond.
///
/// Every number that comes in is held against one of these where it is read, so that nothing behind the readers can
/// overflow. docs/reference/limits.md is made from `Bound.all`.
public struct Bound: Hashable, Sendable {
  /// How the numbers of a bound are written.
  public enum Unit: Hashable, Sendable {
    /// A plain number, of something or of nothing.
    case number(of: String)
    /// A whole number of something.
    case whole(of: String)
    /// Seconds, written as the longest unit that has no rest.
    case length
    /// A share, written in percent.
    case share
    /// Bytes, written in MiB or KiB.
    case bytes
    /// A year; as a bound of dates its first and its last day.
    case dates
  }

  /// What is counted or measured.
  public let what: String
  /// The least and the most, in the unit of the readers: seconds, shares of 1, years, bytes, plain numbers.
  public let range: ClosedRange<Double>
  /// How they are written.
  public let unit: Unit
  /// The keys, columns and options it holds for.
  public let holdsFor: String

  private init(_ what: String, _ range: ClosedRange<Double>, _ unit: Unit, _ holdsFor: String) {
    self.what = what
    self.range = range
    self.unit = unit
    self.holdsFor = holdsFor
  }

  /// Whether a number lies within; NaN never does.
  public func contains(_ value: Double) -> Bool { range.contains(value) }

  /// The range for whole numbers.
  public var wholeRange: ClosedRange<Int> { Int(range.lowerBound)...Int(range.upperBound) }

  /// The most, as a whole number.
  public var most: Int { Int(range.upperBound) }

  /// The least as people write it.
  public var leastText: String { text(range.lowerBound, isEnd: false) }

  /// The most as people write it.
  public var mostText: String { text(range.upperBound, isEnd: true) }

  /// What a number of this quantity must be, to go behind "Write": `a number from 0 to 100`.
  public var advice: String {
    switch unit {
    case .number: "a number from \(leastText) to \(mostText)"
    case .whole: "a whole number from \(leastText) to \(mostText)"
    case .length, .share, .bytes: "from \(leastText) to \(mostText)"
    case .dates: "a date from \(leastText) to \(mostText)"
    }
  }

  private func text(_ value: Double, isEnd: Bool) -> String {
    switch unit {
    case .number, .whole: plainText(value)
    case .share: Share(value).plainText
    case .dates: plainText(value) + (isEnd ? "-12-31" : "-01-01")
    case .bytes: value >= 0x1p20 ? "\(plainText(value / 0x1p20)) MiB" : "\(plainText(value / 1024)) KiB"
    case .length:
      if value > 0, value.truncatingRemainder(dividingBy: 86_400) == 0 {
        "\(plainText(value / 86_400)) d"
      } else if value > 0, value.truncatingRemainder(dividingBy: 3600) == 0 {
        "\(plainText(value / 3600)) h"
      } else if value > 0, value.truncatingRemainder(dividingBy: 60) == 0 {
        "\(plainText(value / 60)) min"
      } else {
        "\(plainText(value)) s"
      }
    }
  }
}

extension Bound {
  // MARK: Files

  /// Size of a table.
  public static let tableBytes = Bound("size of a table", 0...0x1p30, .bytes, "every CSV file")
  /// Size of scenario.yaml.
  public static let scenarioBytes = Bound("size of scenario.yaml", 0...0x1p21, .bytes, "scenario.yaml")
  /// Length of a line.
  public static let line = Bound("length of a row", 0...0x1p20, .bytes, "every CSV file")
  /// Columns of a table.
  public static let columns = Bound("columns of a table", 1...1_000, .whole(of: "columns"), "every CSV file")
  /// Rows of a table.
  public static let rows = Bound("rows of a table", 0...20_000_000, .whole(of: "rows"), "every CSV file")
  /// Groups within groups of scenario.yaml.
  public static let depth = Bound(
    "groups and lists within each other", 0...50, .whole(of: "levels"), "scenario.yaml")
  /// Aliases of scenario.yaml.
  public static let aliases = Bound("references to anchors", 0...1_000, .whole(of: "references"), "scenario.yaml")

  // MARK: Sizes of an operation

  /// People.
  public static let people = Bound("people", 1...50_000, .whole(of: "people"), "rows of agents")
  /// Entries of a list of scenario.yaml.
  public static let entries = Bound(
    "entries of a list", 1...1_000, .whole(of: "entries"), "queues, sites, contracts, presence, on-call")
  /// Values of a short list of scenario.yaml.
  public static let values = Bound(
    "values of a list", 0...48, .whole(of: "values"), "shifts.lengths, shifts.starts, needs, handle-times, blend.with")
  /// Weeks of a plan.
  public static let weeks = Bound("weeks planned at a time", 1...53, .whole(of: "weeks"), "horizon.weeks")
  /// Queues times intervals of a plan.
  public static let cells = Bound(
    "intervals of all queues together", 0...5_000_000, .whole(of: "intervals"),
    "horizon and queues")
  /// Dates.
  public static let dates = Bound(
    "dates", 1970...2200, .dates,
    "horizon.first and its last day, every date and time of a table, `--on`, `--from`, `--until`")

  // MARK: Demand

  /// Contacts of an interval that has been.
  public static let contacts = Bound(
    "contacts of an interval of the past", 0...1_000_000, .number(of: "contacts"),
    "history: offered, handled, abandoned; erlang `--volume`")
  /// Contacts expected in an interval.
  public static let expectedContacts = Bound(
    "contacts expected in an interval", 0...10_000_000, .number(of: "contacts"),
    "forecast.csv and requirement.csv: offered, p10, p90, eight_week_mean; backlog: contacts")
  /// Contacts of days and longer stretches.
  public static let totalContacts = Bound(
    "contacts of a day or a stretch", 0...10_000_000_000, .number(of: "contacts"),
    "forecast_days.csv; overrides: offered; donors: contacts_per_day; flags: before, after")
  /// Handle time of all contacts of an interval.
  public static let handleSeconds = Bound(
    "handle time of all contacts of an interval", 0...10_000_000_000, .number(of: "s"),
    "history: handle_seconds_total")
  /// Mean handle time.
  public static let handleTime = Bound(
    "handle time of a contact", 0.01...604_800, .length,
    "queues: handle-time, handle-times")
  /// Mean handle time of an interval, which has none where nothing is offered.
  public static let handleTimeOrNone = Bound(
    "handle time of the contacts of an interval", 0...604_800, .length,
    "requirement.csv and forecast.csv: average_handle_seconds, where forecast.csv needs more than 0")
  /// Load.
  public static let load = Bound(
    "load of an interval", 0...100_000, .number(of: "erlangs"),
    "requirement.csv: load_erlangs; contacts x handle time / interval of forecast.csv and of erlang")
  /// A factor on contacts.
  public static let factor = Bound(
    "factor on contacts", 0...1_000, .number(of: ""), "events: factor; overrides: factor; forecast_parts.csv: factor")
  /// What contacts grow with.
  public static let driver = Bound(
    "what contacts grow with", 0...1_000_000_000_000, .number(of: ""), "the table of outlook `--driver`")
  /// Patience.
  public static let patience = Bound("patience", 0.01...604_800, .length, "queues: patience")
  /// Threshold of a goal.
  public static let threshold = Bound(
    "time to an answer", 0.01...31_622_400, .length,
    "goal.within; every length of erlang, where 0 s has an answer of its own")
  /// Contacts held at once.
  public static let concurrency = Bound(
    "contacts held at once", 1...50, .whole(of: "contacts"), "queues: concurrency; erlang `--concurrency`")
  /// A share of contacts or of time.
  public static let share = Bound(
    "share", 0...1, .share,
    "goal: answered, abandoned, occupancy; options of erlang; simulate `--disagree`; coverage.csv")
  /// Paid time off the queues.
  public static let shrinkage = Bound(
    "paid time off the queues, all causes together", 0...0.99, .share, "sites: shrinkage; erlang `--shrinkage`")

  // MARK: People and work

  /// Agents on a queue.
  public static let agents = Bound(
    "agents on a queue", 0...200_000, .number(of: "agents"),
    "requirement.csv: net_agents; coverage.csv; erlang `--agents`; blend.reserve; people of presence up to 1000")
  /// Agents scheduled for a queue.
  public static let grossAgents = Bound(
    "agents scheduled for a queue", 0...20_000_000, .number(of: "agents"), "requirement.csv: gross_agents")
  /// Paid length of a shift.
  public static let shift = Bound("paid length of a shift", 1_800...86_400, .length, "shifts.lengths")
  /// A length within a day.
  public static let withinDay = Bound(
    "lengths within a shift", 0...86_400, .length,
    "shifts: lunch-from, lunch-window, breaks-window, split; starts: every; stable-starts, least-stretch")
  /// A length within a week.
  public static let withinWeek = Bound(
    "lengths within a week", 0...604_800, .length,
    "week.hours, rest, overtime.hours; one shift, stretch or duty of roster.csv, assignments.csv, oncall.csv")
  /// Hours of a reference period.
  public static let reference = Bound("hours of a reference period", 0...31_449_600, .length, "reference.hours")
  /// Hours of an activity.
  public static let activity = Bound(
    "hours of an activity, a day or a week", 60...34_560_000, .length, "activities: hours")
  /// Minutes paid.
  public static let paidMinutes = Bound(
    "minutes paid for a shift", 0...10_080, .whole(of: "minutes"), "roster.csv: paid_minutes")
  /// Minutes of an interval.
  public static let intervalMinutes = Bound(
    "minutes of an interval", 1...1_440, .whole(of: "minutes"), "forecast.csv, requirement.csv: minutes")
  /// Shifts a person has on a date.
  public static let ordinal = Bound("number of a shift on its date", 0...99, .whole(of: ""), "roster.csv: ordinal")
  /// Revisions of a shift.
  public static let sequence = Bound(
    "revisions of a shift or duty", 0...9_999, .whole(of: ""), "roster.csv, oncall.csv: sequence")
  /// Unpopular work done.
  public static let ledger = Bound(
    "unpopular work done", 0...1_000_000, .whole(of: ""), "ledger.csv: nights, weekends, late_ends, duties")
  /// Weight of a wish.
  public static let weight = Bound("weight of a wish", 0...1_000_000, .number(of: ""), "requests: weight")
  /// A price in points.
  public static let points = Bound("prices in points", 0...1_000_000, .number(of: "points"), "prices; replan `--price`")
  /// Pay of an hour.
  public static let pay = Bound(
    "pay of an hour", 0...10_000_000, .number(of: "of the currency"), "contracts: cost")

  // MARK: Headcount plans

  /// An amount of money.
  public static let amount = Bound(
    "amount of money", 0...1_000_000_000_000, .number(of: "of the currency"),
    "headcount.yaml: hiring, training, intake, ceilings, prices of partners; headcount `--budget`")
  /// Units of one currency for one of another.
  public static let rate = Bound(
    "rate of a currency", 0.000001...1_000_000, .number(of: ""), "headcount.yaml: rates")
  /// People who start together, and how many such intakes a month has.
  public static let intake = Bound(
    "people of an intake, intakes of a month", 1...1_000, .whole(of: ""),
    "headcount.yaml: intake, transfers.a-month")
  /// Share of pay on top of pay.
  public static let supplement = Bound(
    "supplement on pay", 0...5, .share, "headcount.yaml: supplements, charges, raises, overtime.price above 100 %")
  /// Hours of a partner in a month.
  public static let partnerHours = Bound(
    "hours of a partner in a month", 0...10_000_000, .number(of: "h"), "headcount.yaml: vendors")
  /// Minutes or contacts that a partner bills in a month.
  public static let partnerBilled = Bound(
    "minutes or contacts of a partner in a month", 0...1_000_000_000, .number(of: ""), "headcount.yaml: vendors.tiers")
  /// Heads of a site.
  public static let seats = Bound("seats of a site", 0...50_000, .whole(of: "people"), "headcount.yaml: seats")
  /// Time from signing to the start, training.
  public static let lead = Bound(
    "time from signing to the start, and of training", 0...157_680_000, .length,
    "headcount.yaml: lead, training, notice")

  // MARK: Runs

  /// Seed of random numbers.
  public static let seed = Bound(
    "seed", 0...999_999_999_999_999, .whole(of: ""), "seed; simulate `--seed` goes to 18446744073709551615")
  /// Rounds of simulation.
  public static let rounds = Bound("service rounds", 0...9, .whole(of: "rounds"), "service-rounds, `--rounds`")
  /// Time a search may take.
  public static let timeLimit = Bound("time of a run with a search", 0.001...604_800, .length, "`--time-limit`")
  /// Time a run waits for another.
  public static let waiting = Bound("wait for another run", 0...86_400, .length, "`--wait`")
  /// People changed by a mended roster.
  public static let others = Bound("other people to change", 0...50_000, .whole(of: "people"), "replan `--at-most`")
  /// Times a horizon is played.
  public static let replications = Bound(
    "times the horizon is played", 2...100_000, .whole(of: "times"), "simulate `--replications`")
  /// Courses drawn.
  public static let paths = Bound("courses drawn", 0...10_000, .whole(of: "courses"), "forecast `--paths`")
  /// Intervals drawn, of all courses and queues together.
  public static let drawn = Bound(
    "intervals drawn, all courses and queues together", 0...200_000_000, .whole(of: "intervals"),
    "forecast `--paths`, simulate `--replications`")
  /// Contacts played, of all courses and queues together.
  public static let played = Bound(
    "contacts played, all courses and queues together", 0...1_000_000_000, .whole(of: "contacts"),
    "simulate `--replications`, `--rounds`")
  /// Months ahead.
  public static let months = Bound(
    "months ahead", 1...60, .whole(of: "months"), "outlook `--months`; headcount.yaml: months")
  /// Origins of a back-test.
  public static let origins = Bound("origins of a back-test", 1...1_000, .whole(of: "origins"), "backtest `--count`")
  /// Days between origins.
  public static let step = Bound("open dates between origins", 1...3_660, .whole(of: "dates"), "backtest `--step`")
  /// Days ahead that are scored.
  public static let daysAhead = Bound("days ahead", 1...366, .whole(of: "days"), "backtest `--horizons`")

  /// Every bound, in the order of the page that lists them.
  public static let all: [Bound] = [
    tableBytes, scenarioBytes, line, columns, rows, depth, aliases, people, entries, values, weeks, cells, dates,
    contacts, expectedContacts, totalContacts, handleSeconds, handleTime, handleTimeOrNone, load, factor, driver,
    patience, threshold, concurrency, share, shrinkage, agents, grossAgents, shift, withinDay, withinWeek, reference,
    activity, paidMinutes, intervalMinutes, ordinal, sequence, ledger, weight, points, pay, amount, rate, intake,
    supplement,
    partnerHours, partnerBilled, seats, lead, seed, rounds, timeLimit, waiting, others,
    replications, paths, drawn, played, months, origins, step, daysAhead,
  ]

  /// A row of the page that lists them: `| dates | 1970-01-01 | 2200-12-31 | horizon.first, ... |`.
  public var row: String {
    let noun =
      switch unit {
      case .number(let noun), .whole(let noun): noun.isEmpty ? "" : " \(noun)"
      default: ""
      }
    return "| \(what) | \(leastText) | \(mostText)\(noun) | \(holdsFor) |"
  }
}
