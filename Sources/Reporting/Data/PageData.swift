import FoundationEssentials
import Timeline
import Workforce

/// The figures inside the page from which its scripts draw; times in seconds or minutes from the start of the plan's grid.
struct PageData {
  let model: ReportModel

  /// JSON in one line that holds no `<`.
  func bytes() -> [UInt8] {
    let scenario = model.scenario
    var data = DataText()
    data.object { data in
      data.key("first")
      data.integer(scenario.horizon.first.daysSinceEpoch)
      data.key("days")
      data.integer(scenario.horizon.dayCount)
      data.key("daysBefore")
      data.integer(DayHistory.daysBefore)
      data.key("grid")
      let grid = scenario.grid
      data.integers([grid.start.secondsSinceEpoch, grid.intervalSeconds, grid.count])
      writeForms(to: &data)
      model.clocks.write(to: &data)
      data.key("queues")
      data.list { list in
        for index in scenario.queues.indices { writeQueue(index, to: &list) }
      }
      writePeople(to: &data)
    }
    return data.bytes
  }

  /// The phrases as JSON.
  func phrases() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding plain strings cannot fail.
    return [UInt8]((try? encoder.encode(model.phrases)) ?? Data())
  }

  /// The phrases of a desk as JSON.
  func deskPhrases() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding plain strings cannot fail.
    return [UInt8]((try? encoder.encode(model.language.desk)) ?? Data())
  }

  private func writeForms(to data: inout DataText) {
    let forms = model.forms
    data.key("forms")
    data.object { entry in
      for (name, text) in [
        ("decimal", forms.decimal), ("group", forms.group), ("percent", forms.percent), ("date", forms.date),
        ("full", forms.fullDate),
      ] {
        entry.key(name)
        entry.string(text)
      }
      entry.key("weekdays")
      entry.strings(forms.weekdays)
      entry.key("months")
      entry.strings(forms.months)
      if case .twelve(let morning, let afternoon) = model.hourCycle {
        entry.key("halves")
        entry.strings([morning, afternoon])
      }
    }
    data.key("weeks")
    data.list { list in
      for week in model.weeks { list.integers(week.map { $0.days(since: model.scenario.horizon.first) }) }
    }
  }

  // MARK: - Queues

  private func writeQueue(_ index: Int, to data: inout DataText) {
    let queue = model.scenario.queues[index]
    data.object { entry in
      entry.key("id")
      entry.string(queue.id)
      entry.key("z")
      entry.integer(model.clocks.index(queue.open.zone))
      entry.key("goal")
      entry.number(queue.goal.answered, decimals: 4)
      writeIntervals(index, to: &entry)
      writeFactors(index, to: &entry)
    }
  }

  /// The intervals of which any table says something, as runs of first and count, then a list for each column.
  private func writeIntervals(_ index: Int, to entry: inout DataText) {
    let content = model.content
    let (forecast, needed) = (content.forecast?.queues[index], content.requirement?.queues[index])
    let given = content.coverage?.queues[index]
    let used = model.scenario.grid.indices.filter { interval in
      if let forecast, forecast.isOpen[interval] { return true }
      if let needed, needed.netAgents[interval] > 0 || needed.offered[interval] > 0 { return true }
      return given.map { $0.required[interval] > 0 || $0.rostered[interval] > 0 } ?? false
    }
    var runs: [Int] = []
    for interval in used {
      if let count = runs.last, runs[runs.count - 2] + count == interval {
        runs[runs.count - 1] += 1
      } else {
        runs += [interval, 1]
      }
    }
    entry.key("i")
    entry.integers(runs)
    func column(_ name: String, _ values: [Double]?, _ decimals: Int) {
      guard let values else { return }
      entry.key(name)
      entry.numbers(used.lazy.map { values[$0] }, decimals: decimals)
    }
    column("o", forecast?.offered, 4)
    column("lo", forecast?.p10, 2)
    column("hi", forecast?.p90, 2)
    column("h", forecast?.averageHandleTime, 2)
    column("m", forecast?.eightWeekMean, 4)
    column("po", needed?.offered, 4)
    column("l", needed?.load, 4)
    column("g", needed?.grossAgents, 4)
    column("r", given?.required ?? needed?.netAgents, 4)
    column("y", given?.rostered, 4)
    column("s", given?.serviceLevel, 4)
    column("x", content.simulation?.levels[index], 4)
  }

  /// Named factors by date of the horizon.
  private func writeFactors(_ index: Int, to entry: inout DataText) {
    guard let days = model.content.forecast?.queues[index].days, days.contains(where: { !$0.parts.isEmpty }) else {
      return
    }
    entry.key("parts")
    entry.list { list in
      for day in days {
        list.list { date in
          date.integer(day.date.days(since: model.scenario.horizon.first))
          for part in day.parts {
            date.string(part.name)
            date.number(part.factor, decimals: 6)
          }
        }
      }
    }
  }

  // MARK: - People

  private func writePeople(to data: inout DataText) {
    guard model.content.roster != nil else { return }
    let scenario = model.scenario
    let sets = groups()
    data.key("sets")
    data.list { list in for set in sets.lists { list.integers(set) } }
    data.key("teams")
    data.strings(model.teams.map(\.name))
    data.key("sites")
    data.list { list in
      for site in scenario.sites {
        list.list { entry in
          entry.string(site.id)
          entry.integer(model.clocks.index(site.zone))
        }
      }
    }
    let teams = Dictionary(
      model.teams.enumerated().flatMap { index, team in team.people.map { ($0, index) } }
    ) { first, _ in first }
    let sites = Dictionary(scenario.sites.enumerated().map { ($1.id, $0) }) { first, _ in first }
    data.key("people")
    data.list { list in
      for (person, agent) in scenario.agents.enumerated() {
        list.object { entry in
          entry.key("id")
          entry.string(agent.id)
          entry.key("n")
          entry.string(model.name(of: person))
          entry.key("t")
          entry.integer(teams[person] ?? 0)
          entry.key("s")
          entry.integer(sites[agent.site] ?? 0)
          entry.key("c")
          entry.string(agent.contract)
          entry.key("la")
          entry.strings(agent.languages)
          entry.key("q")
          entry.integers(scenario.queues.indices.filter { agent.serves(scenario.queues[$0]) })
          entry.key("w")
          writeShifts(person, sets.places, to: &entry)
        }
      }
    }
  }

  /// Every set of queues that anybody takes at once, most hours first.
  private func groups() -> (lists: [[Int]], places: [[Int]: Int]) {
    var seconds: [[Int]: Int] = [:]
    for spells in model.spells {
      for spell in spells { seconds[spell.queues, default: 0] += spell.end.seconds(since: spell.start) }
    }
    let lists = seconds.sorted { a, b in
      a.value == b.value ? a.key.lexicographicallyPrecedes(b.key) : a.value > b.value
    }.map(\.key)
    return (lists, Dictionary(lists.enumerated().map { ($1, $0) }) { first, _ in first })
  }

  /// Shifts: the date, then start and length in minutes, paid minutes, breaks and queues; their times from the shift's start.
  private func writeShifts(_ person: Int, _ places: [[Int]: Int], to data: inout DataText) {
    let start = model.scenario.grid.start
    var spells = model.spells[person][...]
    data.list { list in
      let reasons = model.content.reasons[model.scenario.agents[person].id]
      for shift in model.shifts[person] {
        list.list { entry in
          entry.integer(shift.date.days(since: model.scenario.horizon.first))
          entry.integer(shift.start.seconds(since: start) / 60)
          entry.integer(shift.end.seconds(since: shift.start) / 60)
          entry.integer(shift.paidMinutes)
          entry.integers(
            shift.breaks.flatMap { pause in
              [
                pause.start.seconds(since: shift.start) / 60, pause.end.seconds(since: pause.start) / 60,
                (pause.kind == .lunch ? 2 : 0) + (pause.isPaid ? 1 : 0),
              ]
            })
          spells = spells.drop { $0.end <= shift.start }
          entry.integers(
            spells.prefix { $0.start < shift.end }.flatMap { spell in
              [
                spell.start.seconds(since: shift.start) / 60, spell.end.seconds(since: spell.start) / 60,
                places[spell.queues] ?? 0,
              ]
            })
          if shift.ordinal == 0, let reason = reasons?[shift.date] { writeReason(reason, since: start, to: &entry) }
        }
      }
    }
  }

  /// Other choices as start, length and points, no length for a day off; then sentences about what is not allowed.
  private func writeReason(_ reason: ReportContent.Reason, since start: Instant, to entry: inout DataText) {
    entry.list { list in
      for choice in reason.choices {
        list.integer((choice.shift?.start.seconds(since: start) ?? 0) / 60)
        list.integer(choice.shift.map { $0.end.seconds(since: $0.start) / 60 } ?? 0)
        list.number(choice.points, decimals: 1)
      }
    }
    entry.strings(reason.forbidden)
  }
}
