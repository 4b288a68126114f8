import Tabular
import Timeline
import Workforce

/// What a plan comes to, in sentences, and one row a queue.
struct SummarySection {
  let model: ReportModel
  let figures: [QueueFigures]

  func write(to page: inout Markup) {
    let phrases = model.phrases
    page.raw("<section id=\"summary\" class=\"part\">")
    page.element("h2", phrases.summary)
    page.raw("<div class=\"split\"><div>")
    for sentence in sentences { page.element("p", sentence, "class=\"lead\"") }
    page.raw("</div><div class=\"first\">")
    page.element("h3", phrases.lookFirst)
    writeFirst(to: &page)
    page.raw("</div></div>")
    writeTable(to: &page)
    if !model.content.notes.isEmpty {
      page.raw("<details class=\"notes\">")
      page.element("summary", phrases.notes)
      page.raw("<ul lang=\"en\" dir=\"ltr\">")
      for note in model.content.notes { page.element("li", note) }
      page.raw("</ul></details>")
    }
    page.raw("</section>")
  }

  // MARK: - Sentences

  private var sentences: [String] {
    let (phrases, forms) = (model.phrases, model.forms)
    var sentences: [String] = []
    if model.content.coverage != nil {
      let queues = zip(model.scenario.queues, figures).filter { $0.0.activity == nil }.map(\.1)
      // Nothing is expected of contacts that nobody counted, as of a requirement of the planner's own.
      if queues.contains(where: { !$0.expected.isNaN }) {
        sentences.append(filled(phrases.goalsKept, String(queues.count(where: \.isKept)), String(queues.count)))
      }
      sentences.append(
        filled(
          phrases.hoursShortAndOver, forms.number(figures.reduce(0) { $0 + $1.short }, 1),
          forms.number(figures.reduce(0) { $0 + $1.over }, 1)))
    }
    let promises = model.content.promises
    if !promises.isEmpty {
      sentences.append(filled(phrases.promisesKept, String(promises.count(where: \.isKept)), String(promises.count)))
    }
    if let roster = model.content.roster {
      let hours = forms.number(Double(roster.shifts.reduce(0) { $0 + $1.paidMinutes }) / 60)
      let wages = wagesText(of: roster)
      sentences.append(
        wages.isEmpty ? filled(phrases.paidOnly, hours) : filled(phrases.paidAndWages, hours, wages))
    }
    if let proof = model.content.proof {
      let cost = points(proof.cost)
      sentences.append(
        proof.bound.map { filled(phrases.costAndBound, cost, points($0)) } ?? filled(phrases.costOnly, cost))
    }
    return sentences
  }

  /// Points, or money where the prices are in a currency.
  private func points(_ value: Double) -> String {
    let number = model.forms.number(value, 1)
    return model.scenario.prices.currency.map { "\(number)\u{A0}\($0)" } ?? filled(model.phrases.points, number)
  }

  /// Wages of the paid hours, each person's rounded to coins.
  private func wagesText(of roster: Roster) -> String {
    return model.scenario.wages(of: roster.shifts).sorted { $0.key < $1.key }.map { currency, minor in
      let amount = Money(minorUnits: minor, currency: currency).majorUnits
      return "\(model.forms.number(amount))\u{A0}\(currency)"
    }.joined(separator: " + ")
  }

  // MARK: - What to look at first

  private func writeFirst(to page: inout Markup) {
    let (phrases, forms) = (model.phrases, model.forms)
    var items: [(link: String, text: String)] = []
    for promised in model.content.promises where !promised.isKept {
      let place = model.scenario.queues.firstIndex { $0.id == promised.promise.queue ?? promised.whose }
      let whose = promised.whose.map { " (\(isolated($0)))" } ?? ""
      items.append(
        (
          place.map { "#queue-\($0)" } ?? "#summary",
          filled(phrases.promiseBroken, isolated(promised.promise.text), figureText(of: promised) + whose)
        ))
    }
    for (index, figure) in figures.enumerated() where !figure.isKept {
      let queue = model.scenario.queues[index]
      if !figure.isInTime {
        items.append(
          (
            "#queue-\(index)",
            filled(
              phrases.goalMissed, isolated(queue.id), forms.percentage(figure.expected, 1),
              forms.percentage(queue.goal.answered))
          ))
      }
      if figure.losesTooMany {
        items.append(("#queue-\(index)", "\(isolated(queue.id)): \(phrases.hangUp) \(hangUps(figure, of: queue))"))
      }
    }
    if let coverage = model.content.coverage {
      for stretch in Shortage.worst(of: coverage, count: max(2, 5 - items.count)) {
        let zone = model.scenario.queues[stretch.queue].open.zone
        let start = zone.local(at: coverage.grid.instant(of: stretch.intervals.lowerBound))
        let end = zone.local(at: coverage.grid.instant(of: stretch.intervals.upperBound))
        let day = start.date.days(since: model.scenario.horizon.first)
        items.append(
          (
            "#day-\(stretch.queue)-\(day)",
            filled(
              phrases.shortMost, isolated(model.scenario.queues[stretch.queue].id), forms.text(start.date),
              model.times(start.secondsOfDay, end.secondsOfDay), forms.number(stretch.most, 1))
          ))
      }
    }
    for cover in emptiestPosts(5) {
      let post = cover.demand.post
      items.append(
        (
          "#coverage",
          filled(
            phrases.shortMost, isolated(post.site + (post.skill.map { " (\($0))" } ?? "")),
            forms.text(cover.demand.date), model.text(of: post.span), forms.number(Double(cover.short)))
        ))
    }
    if items.isEmpty { return page.element("p", phrases.nothingToLookAt) }
    page.raw("<ol>")
    for item in items {
      page.raw("<li>")
      page.element("a", item.text, "href=\"\(item.link)\"")
      page.raw("</li>")
    }
    page.raw("</ol>")
  }

  /// What the plan comes to, in the unit of the promise and for each week where that is what it says.
  private func figureText(of promised: ReportContent.Promised) -> String {
    guard let figure = promised.figure else { return "–" }
    switch promised.promise.subject {
    case .service: return model.forms.percentage(figure, 1)
    case .shortHours, .overHours, .paidHours: return "\(model.forms.number(figure, 1))\u{A0}h"
    case .wages(let currency):
      return "\(model.forms.number(figure, figure == figure.rounded() ? 0 : 2))\u{A0}\(currency)"
    case .heads, .mostPerPerson: return model.forms.number(figure)
    }
  }

  /// Posts that lack somebody: first those without their least, then those that lack most.
  private func emptiestPosts(_ count: Int) -> [ShiftCover] {
    let short = model.content.posts.filter { $0.short > 0 && model.scenario.contains($0.demand.date) }
    return Array(
      short.enumerated().sorted { one, other in
        func rank(_ entry: (offset: Int, element: ShiftCover)) -> (Int, Int, Int) {
          (entry.element.reachesLeast ? 1 : 0, -entry.element.short, entry.offset)
        }
        return rank(one) < rank(other)
      }.map(\.element).prefix(count))
  }

  // MARK: - The table

  private func writeTable(to page: inout Markup) {
    let posts = PostsSection.lines(model)
    guard posts.isEmpty else { return PostsSection.writeSums(posts, model, to: &page) }
    let (phrases, forms) = (model.phrases, model.forms)
    let hasCoverage = model.content.coverage != nil
    var table = TableMarkup(name: "queues", caption: phrases.queue, isWide: true)
    table.head([
      .init(phrases.queue, "queue"), .init(phrases.channel, "channel"), .init(phrases.goal, "goal", isNumber: true),
      .init(phrases.contacts, "offered", isNumber: true),
    ])
    if hasCoverage {
      table.head([
        .init(
          phrases.expected + (model.content.played.isEmpty ? "" : " (\(phrases.simulated))"), "expected_service_level",
          isNumber: true)
      ])
      if limitsHangUps {
        table.head([.init("\(phrases.expected): \(phrases.hangUp)", "expected_abandoned_share", isNumber: true)])
      }
      table.head([
        .init("\(phrases.required), h", "required_hours", isNumber: true),
        .init("\(phrases.rostered), h", "rostered_hours", isNumber: true),
        .init("\(phrases.short), h", "short_hours", isNumber: true),
        .init("\(phrases.over), h", "over_hours", isNumber: true),
      ])
    }
    if model.content.simulation != nil {
      table.head([
        .init(phrases.simulated, "simulated_service_level", isNumber: true),
        .init(phrases.hangUp, "abandoned_share", isNumber: true),
        .init(phrases.averageWait, "average_wait_seconds", isNumber: true),
      ])
    }
    for (index, queue) in model.scenario.queues.enumerated() {
      let figure = figures[index]
      table.beginRow("id=\"queue-\(index)\"")
      table.name(queue.id)
      table.text(queue.channel.rawValue)
      if queue.activity == nil {
        table.text(
          "\(forms.percentage(queue.goal.answered)) / \(threshold(queue.goal.within.value))",
          raw: FixedDecimal.text(queue.goal.answered, decimals: 4), isNumber: true)
      } else {
        table.text("–", raw: "", isNumber: true)
      }
      writeContacts(figure, of: queue, to: &table)
      if hasCoverage {
        table.share(figure.expected, forms, class: figure.isInTime ? "" : "missed")
        if limitsHangUps {
          table.text(
            figure.abandoned == nil ? "–" : hangUps(figure, of: queue),
            raw: figure.abandoned.map { FixedDecimal.text($0, decimals: 4) } ?? "", isNumber: true,
            class: figure.losesTooMany ? "missed" : "")
        }
        table.number(figure.required, decimals: 1, forms)
        table.number(figure.rostered, decimals: 1, forms)
        table.number(figure.short, decimals: 1, forms)
        table.number(figure.over, decimals: 1, forms)
      }
      if let simulation = model.content.simulation {
        let found = simulation.queues[index]
        table.share(found?.simulated ?? .nan, forms, plusMinus: found?.halfWidth)
        table.share(found?.abandoned ?? .nan, forms)
        table.number(found?.averageWait ?? .nan, decimals: 0, forms)
      }
    }
    page.raw(table.finished())
  }

  /// Whether a goal says how many may hang up.
  private var limitsHangUps: Bool { figures.contains { $0.abandoned != nil } }

  /// How many are expected to hang up, and how many may: `6.7% > 6%`.
  private func hangUps(_ figure: QueueFigures, of queue: Queue) -> String {
    let (forms, goal) = (model.forms, queue.goal.abandonedAtMost ?? 1)
    let share = forms.percentage(figure.abandoned ?? .nan, 1)
    let decimals = goal * 100 == (goal * 100).rounded() ? 0 : 1
    return "\(share) \(figure.losesTooMany ? ">" : "≤") \(forms.percentage(goal, decimals))"
  }

  /// The contacts that are planned for, with the level of the day where that is not the mean, as beside charts.
  private func writeContacts(_ figure: QueueFigures, of queue: Queue, to table: inout TableMarkup) {
    let level = queue.planFor ?? model.scenario.planFor
    guard level != .mean, queue.activity == nil, model.content.requirement != nil else {
      let isUnknown = figure.offered == 0 && figure.required > 0
      return table.number(isUnknown ? .nan : figure.offered, decimals: 0, model.forms)
    }
    table.text(
      "\(model.forms.number(figure.offered, 0)) (\(level.rawValue))",
      raw: FixedDecimal.text(figure.offered, decimals: 2), isNumber: true)
  }

  /// The threshold of a goal: `20 s`, `6 h`.
  private func threshold(_ seconds: Double) -> String {
    if seconds >= 3600 {
      return "\(model.forms.number(seconds / 3600, seconds.truncatingRemainder(dividingBy: 3600) == 0 ? 0 : 1))\u{A0}h"
    }
    return "\(model.forms.number(seconds))\u{A0}s"
  }
}

/// Text of a file inside a sentence, kept apart from the direction of the words around it.
func isolated(_ text: String) -> String { "\u{2068}\(text)\u{2069}" }
