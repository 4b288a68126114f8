import Headcount
import LinearProgram
import ScenarioFiles
import Tabular
import Timeline

/// What makes a hire worth its money, or what it would cost more than the plan.
public struct HeadcountWhyReport: Encodable, Sendable {
  /// What a queue lacks, or gets otherwise, in a month without the people; with them, where the plan has none.
  public struct Change: Encodable, Sendable {
    /// Year and month.
    public var month: String
    /// Id of the queue.
    public var queue: String
    /// Net hours more left short.
    public var shortHours: Double
    /// Net hours more of vendors.
    public var vendorHours: Double
    /// What the hours more left short are taken to cost, in units of the currency.
    public var shortage: Double
  }

  /// Name of the class.
  public var staffClass: String
  /// Year and month of the start.
  public var month: String
  /// People whom the plan hires then.
  public var people: Int
  /// Latest date to sign them.
  public var signBy: String
  /// Currency.
  public var currency: String
  /// What the next best plan costs more, short hours at their price: without the people, or with them where the plan has none.
  public var more: Double
  /// Money more of that plan.
  public var money: Double
  /// What its short hours more are taken to cost.
  public var shortage: Double
  /// People whom that plan hires instead: class, month, how many more.
  public var instead: [String]
  /// The twelve queues and months that change most, by half an hour or more, in the order of the plan.
  public var changes: [Change]
  /// Share by which either plan may be dearer than the best.
  public var gap: Double
  /// A sentence where the table of hires in the output folder is of another plan.
  public var note: String?

  /// The answer as lines for a terminal.
  public var text: String {
    let amount = FixedDecimal.text(abs(more), decimals: 0)
    let comparison = more < 0 ? "less" : "more"
    let parts =
      "money \(signed(money)), short hours \(signed(shortage)) \(currency)"
    var lines: [String]
    if people > 0 {
      lines = [
        "\(staffClass): \(people) \(people == 1 ? "person starts" : "people start") in \(month), signed by \(signBy)",
        "",
        "The next best plan without them costs \(amount) \(currency) \(comparison): \(parts).",
      ]
    } else {
      lines = [
        "\(staffClass): the plan has nobody start in \(month), to be signed by \(signBy)", "",
        "The best plan in which somebody does costs \(amount) \(currency) \(comparison): \(parts).",
      ]
    }
    if !instead.isEmpty { lines.append("It hires otherwise: \(instead.joined(separator: ", ")).") }
    if !changes.isEmpty {
      lines += [""]
      lines += TextTable.lines(
        [["month", "queue", "short h more", "vendors h more", "short hours cost \(currency)"]]
          + changes.map { change in
            [
              change.month, change.queue, FixedDecimal.text(change.shortHours, decimals: 1),
              FixedDecimal.text(change.vendorHours, decimals: 1), FixedDecimal.text(change.shortage, decimals: 0),
            ]
          }, leftAligned: [0, 1])
    }
    lines += ["", "Both plans are proven to \(Share(gap).text(decimals: 3)) of the best."]
    if let note { lines.append("Note: \(note)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func signed(_ value: Double) -> String {
    (value > 0 ? "+" : "") + FixedDecimal.text(value, decimals: 0)
  }
}

extension Planner {
  /// Why a class is hired in a month, or is not: the plan beside the best one with that changed.
  ///
  /// - Parameters:
  ///   - name: the class, as headcount.yaml or headcount_heads.csv calls it.
  ///   - month: the month of the start, `2026-09`.
  ///   - request: what the plan was asked; of its budget, goals, freeze, driver, growth, announced hires and weeks the answer speaks.
  /// - Throws: `InputError` for faults of the files or the question.
  public func whyHire(
    _ name: String, month written: String, of request: HeadcountRequest = HeadcountRequest()
  ) throws -> HeadcountWhyReport {
    let (input, file, _) = try readHeadcount(request)
    let start: CivilDate
    do throws(Misreading) {
      start = try readMonth(written)
    } catch {
      throw InputError(Place(file: "--month"), error.what, next: error.next)
    }
    var asked = request
    asked.losses = request.losses ?? plannedLosses(input.files + [file.file])
    let model = try headcountModel(input, file, asked).model
    let hired = model.problem.classes.filter { $0.hiring != nil }.map(\.id)
    guard let index = model.problem.classes.firstIndex(where: { $0.id == name }),
      let hiring = model.problem.classes[index].hiring
    else {
      if let freeze = request.freeze, file.classes.contains(where: { $0.id == name }) {
        throw InputError(
          Place(file: "--freeze"),
          "whoever is signed for class \(name) from \(freeze) on starts after the last month of the plan",
          next: "Write an earlier month, or plan more months.")
      }
      throw InputError(
        Place(file: "--hire"), "no class \(name) may be hired",
        next: nearestAdvice(name, in: hired, kind: "classes that may be"))
    }
    guard let place = MonthIndex(file.monthStarts).month(of: start), place >= hiring.earliest else {
      throw InputError(
        Place(file: "--month"), "nobody of class \(name) can start in \(written)",
        next: "The first start is in \(monthText(file.monthStarts[hiring.earliest])), the last month is "
          + "\(monthText(file.monthStarts[file.monthCount - 1])).")
    }
    guard !hiring.closed.contains(place) else {
      throw InputError(
        Place(file: "--month"), "people of class \(name) do not start in \(written)",
        next: "intake.months of headcount.yaml says in which months they do.")
    }
    let effort = Headcount.Effort.comparable(isCancelled: isCancelled)
    let plan = try request.plan(for: model.problem, effort: effort)
    var other = model.problem
    let people = plan?.starts[index][place] ?? 0
    if people > 0 {
      other.classes[index].hiring?.closed.insert(place)
    } else {
      other.classes[index].hiring?.wanted[place] = hiring.size.lowerBound
    }
    let instead = try request.plan(for: other, effort: effort)
    try stopIfCancelled()
    guard let plan, let instead else {
      throw InputError(file.place, "no plan keeps all ceilings", next: "Raise one of them.")
    }
    var made = HeadcountWhyReport(
      plan, instead, model, index: index, month: place, signBy: model.details[index].lead.before(start))
    if request.budget != nil, made.more < 0 {
      made.note = "within a budget service comes first and money second: the plan may cost more than one that is worse."
    }
    let table = HeadcountTables.hires.fileName
    if FileAccess.exists("\(output)/\(table)"),
      let told = try? HeadcountTables.readHires("\(output)/\(table)", for: model)
    {
      let count = told.reduce(0) { $1.staffClass == index && $1.month == place ? $0 + $1.people : $0 }
      if count != people {
        made.note =
          "\(table) of the out folder has \(count) of them in \(written): it is of another plan, by other files, goals, weeks or money."
      }
    }
    return made
  }

  /// The weeks by which the plan of the output folder was made, where it is of the same files; nil to roster new ones.
  private func plannedLosses(_ files: [InputFile]) -> String? {
    let name = HeadcountTables.loss.fileName
    guard let manifest = Manifest.read(from: output).manifest, manifest.outputs[name] != nil,
      FileAccess.exists("\(output)/\(name)"),
      files.allSatisfy({ manifest.inputs[$0.name] == ContentHash.sha256Hex($0.bytes) })
    else { return nil }
    return "\(output)/\(name)"
  }
}

extension HeadcountWhyReport {
  init(
    _ plan: HeadcountPlan, _ other: HeadcountPlan, _ model: HeadcountModel, index: Int, month: Int, signBy: CivilDate
  ) {
    let unit = Money.minorUnits(ofOne: model.file.currency)
    let starts = model.demand.starts
    staffClass = model.problem.classes[index].id
    self.month = monthText(starts[month])
    people = plan.starts[index][month]
    self.signBy = signBy.isoText
    currency = model.file.currency
    more = (other.cost - plan.cost) / unit
    shortage = (other.shortagePrice - plan.shortagePrice) / unit
    money = more - shortage
    gap = max(plan.gap, other.gap)
    instead = []
    for (kind, own) in model.problem.classes.enumerated() {
      for later in 0..<model.problem.monthCount where kind != index || later != month {
        let more = other.starts[kind][later] - plan.starts[kind][later]
        if more != 0 { instead.append("\(more > 0 ? "+" : "")\(more) \(own.id) \(monthText(starts[later]))") }
      }
    }
    func vendor(_ plan: HeadcountPlan, _ queue: Int, _ month: Int) -> Double {
      model.problem.partners.enumerated().reduce(0) { sum, entry in
        entry.element.queues.firstIndex(of: queue).map { sum + plan.bought[entry.offset][$0][month] } ?? sum
      }
    }
    var all: [Change] = []
    for later in 0..<model.problem.monthCount {
      for (queue, demand) in model.problem.demands.enumerated() {
        let short = other.short[queue][later] - plan.short[queue][later]
        let bought = vendor(other, queue, later) - vendor(plan, queue, later)
        guard abs(short) >= 0.5 || abs(bought) >= 0.5 else { continue }
        all.append(
          Change(
            month: monthText(starts[later]), queue: demand.queue, shortHours: short, vendorHours: bought,
            shortage: short * demand.shortPrice / unit))
      }
    }
    // The heaviest changes, in the order of the months.
    let heaviest = all.indices.sorted { one, other in
      let (left, right) = (
        abs(all[one].shortHours) + abs(all[one].vendorHours), abs(all[other].shortHours) + abs(all[other].vendorHours)
      )
      return (right, one) < (left, other)
    }
    changes = heaviest.prefix(12).sorted().map { all[$0] }
  }
}
