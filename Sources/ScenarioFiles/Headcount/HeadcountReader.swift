package import Tabular
import Timeline
import Units
package import Workforce

extension ScenarioFolder {
  /// Reads headcount.yaml beside a scenario.
  ///
  /// - Throws: `InputError` with every fault of the file.
  package static func readHeadcount(_ path: String, for scenario: Scenario) throws(InputError) -> HeadcountFile {
    let name = HeadcountFile.fileName
    guard FileAccess.exists("\(path)/\(name)") else {
      throw InputError(
        Place(file: name), "there is no \(name) beside scenario.yaml",
        next: "Write one with months, currency, short, usual and classes; docs/reference/headcount.md has an example.")
    }
    let bytes = try FileAccess.read("\(path)/\(name)", file: name, limit: Bound.scenarioBytes.most)
    return try readHeadcount(bytes: bytes, for: scenario)
  }

  /// Reads the bytes of a headcount.yaml.
  ///
  /// - Throws: `InputError` with every fault of the file.
  package static func readHeadcount(bytes: [UInt8], for scenario: Scenario) throws(InputError) -> HeadcountFile {
    let log = FaultLog(file: HeadcountFile.fileName)
    var problems = ProblemCollector()
    var file: HeadcountFile?
    if let text = validText(bytes, log), let root = yamlRoot(of: text, log) {
      var reader = HeadcountReader(scenario: scenario, log: log)
      file = reader.read(YamlValue(node: root, log: log), bytes)
    }
    log.report(to: &problems)
    try problems.check()
    guard let file else {
      throw InputError(log.place(.start), "the file cannot be read", next: "Write months, currency, short and classes.")
    }
    return file
  }
}

/// Reads headcount.yaml; every fault is logged and the rest read on.
struct HeadcountReader {
  let scenario: Scenario
  let log: FaultLog
  private var classNames: [String] = []
  /// Every currency that is written and where, for rates that are missing.
  var currencies: [(currency: String, spot: Spot)] = []

  init(scenario: Scenario, log: FaultLog) {
    self.scenario = scenario
    self.log = log
  }

  mutating func read(_ root: YamlValue, _ bytes: [UInt8]) -> HeadcountFile? {
    let keys = [
      "first", "months", "currency", "rates", "short", "plan-for", "usual", "classes", "vendors", "transfers",
      "courses",
      "ceilings", "seats",
    ]
    guard let top = YamlFields(root, HeadcountFile.fileName, keys: keys) else { return nil }
    let firstFull = scenario.horizon.firstFullMonth
    let first = top.optional("first", example: "2026-04", readMonth) ?? firstFull
    let months =
      top.optional("months", example: "18") { text throws(Misreading) in try readWhole(text, in: .months) } ?? 18
    let currency = top.required("currency", example: "EUR", readCurrency)
    let short = money(top, "short", example: "60 EUR/h", isRequired: true, readHourlyPrice)
    let planFor = top.optional("plan-for", example: "P80") { text throws(Misreading) in
      try readChoice(text, DemandLevel.self, kind: "volumes")
    }
    if first < firstFull.advanced(byDays: -31), first < scenario.horizon.first.firstOfMonth {
      log.add(
        top.spot("first"),
        "the plan begins on \(first), before the horizon of the scenario on \(scenario.horizon.first)",
        next: "Begin with \(monthText(firstFull)), or leave first out.")
    }
    var usual = HeadcountFile.Terms()
    if let value = top["usual"], let fields = YamlFields(value, "usual", keys: Self.termKeys) {
      readTerms(fields, into: &usual)
    }
    let classes = readClasses(top, usual)
    let vendors = readVendors(top)
    let transfers = readTransfers(top)
    let courses = readCourses(top)
    let starts = (0..<months).reduce(into: [first]) { list, _ in list.append(list[list.count - 1].firstOfNextMonth) }
    let centres = unique(
      classes.map { $0.terms.costCentre ?? $0.site } + vendors.map(\.costCentre)
        + scenario.sites.map { usual.costCentre ?? $0.id })
    let ceilings = readCeilings(top, starts, centres)
    let seats = readSeats(top)
    let rates = readRates(top)
    let contracts = Set(scenario.agents.map(\.contract) + classes.map(\.contract))
    for contract in scenario.contracts where contracts.contains(contract.id) {
      currencies.append((contract.costPerHour.currency, top.spot("currency")))
    }
    guard let currency, let short else { return nil }
    checkRates(currency, rates, first)
    return HeadcountFile(
      first: first, monthCount: months, currency: currency, short: short, planFor: planFor ?? scenario.planFor,
      queueLevels: scenario.queues.map { planFor ?? $0.planFor ?? scenario.planFor }, usual: usual, classes: classes,
      vendors: vendors, transfers: transfers, courses: courses, ceilings: ceilings,
      seats: seats,
      rates: rates, place: log.place(top.spot("months")), file: InputFile(name: HeadcountFile.fileName, bytes: bytes))
  }

  // MARK: - Money

  private mutating func money(
    _ fields: YamlFields, _ key: String, example: String, isRequired: Bool = false,
    _ parse: (String) throws(Misreading) -> Money = readMoney
  ) -> Money? {
    let amount =
      isRequired ? fields.required(key, example: example, parse) : fields.optional(key, example: example, parse)
    if let amount { currencies.append((amount.currency, fields.spot(key))) }
    return amount
  }

  private func checkRates(_ currency: String, _ rates: [HeadcountFile.Rate], _ first: CivilDate) {
    var seen: Set = [currency]
    for (other, spot) in currencies where seen.insert(other).inserted {
      guard !rates.contains(where: { $0.currency == other && $0.from <= first }) else { continue }
      log.add(
        spot, "\(other) has no rate for \(currency) in \(monthText(first))",
        next: "Add to rates: - { currency: \(other), from: \(first), rate: ... }, what one \(other) is in \(currency).")
    }
  }

  private func readRates(_ top: YamlFields) -> [HeadcountFile.Rate] {
    guard top.has("rates") else { return [] }
    let example = "- { currency: GBP, from: 2026-01-01, rate: 1.17 }"
    var rates: [HeadcountFile.Rate] = []
    for entry in top.entries("rates", example: example) {
      guard let fields = YamlFields(entry, "a rate", keys: ["currency", "from", "rate"]) else { continue }
      let currency = fields.required("currency", example: "GBP", readCurrency)
      let from = fields.required("from", example: "2026-01-01", readDate)
      let rate = fields.required("rate", example: "1.17") { text throws(Misreading) in
        try readNumber(text, in: .rate)
      }
      guard let currency, let from, let rate else { continue }
      if rates.contains(where: { $0.currency == currency && $0.from == from }) {
        log.add(fields.spot, "\(currency) has two rates from \(from) on", next: "Write one for each date.")
      }
      rates.append(HeadcountFile.Rate(currency: currency, from: from, rate: rate, place: log.place(fields.spot)))
    }
    return rates.sorted { ($0.currency, $0.from) < ($1.currency, $1.from) }
  }

  // MARK: - Classes

  private static let termKeys = [
    "lead", "intake", "hiring", "training", "ramp", "attrition", "leave", "charges", "supplements", "overtime",
    "cost-centre", "wages",
  ]

  private mutating func readTerms(_ fields: YamlFields, into terms: inout HeadcountFile.Terms) {
    terms.lead = fields.optional("lead", example: "2 months", readSpan) ?? terms.lead
    if let value = fields["intake"],
      let intake = YamlFields(value, "intake", keys: ["size", "a-month", "months", "cost"])
    {
      terms.size = intake.optional("size", example: "4-12", readSize) ?? terms.size
      terms.intakesAMonth =
        intake.optional("a-month", example: "1") { text throws(Misreading) in try readWhole(text, in: .intake) }
        ?? terms.intakesAMonth
      let months = intake.list("months", example: "[feb, may, sep]") { text throws(Misreading) in
        guard let place = monthNames.firstIndex(of: text.lowercased()) else {
          throw Misreading("\(text) is not a month", next: "Write some of \(monthNames.joined(separator: ", ")).")
        }
        return place + 1
      }
      if let months, !months.isEmpty { terms.intakeMonths = Set(months) }
      terms.intakeCost = money(intake, "cost", example: "3000 EUR") ?? terms.intakeCost
    }
    terms.hiring = money(fields, "hiring", example: "1800 EUR") ?? terms.hiring
    if let value = fields["training"], let training = YamlFields(value, "training", keys: ["length", "cost"]) {
      terms.training = training.optional("length", example: "4 weeks", readSpan) ?? terms.training
      terms.trainingCost = money(training, "cost", example: "900 EUR") ?? terms.trainingCost
    }
    terms.ramp =
      fields.list("ramp", example: "[60 %, 80 %]") { text throws(Misreading) in
        try readShare(text, in: .share)
      } ?? terms.ramp
    terms.attrition = fields.list("attrition", example: "[5 %, 3 %]", readAttrition) ?? terms.attrition
    if let value = fields["leave"] { terms.leave = readLeaveShares(value) ?? terms.leave }
    terms.charges =
      fields.optional("charges", example: "24 %") { text throws(Misreading) in try readShare(text, in: .supplement) }
      ?? terms.charges
    if let value = fields["supplements"],
      let own = YamlFields(value, "supplements", keys: ["night", "sunday", "holiday"])
    {
      func share(_ key: String, _ usual: Double) -> Double {
        own.optional(key, example: "25 %") { text throws(Misreading) in try readShare(text, in: .supplement) } ?? usual
      }
      terms.supplements.night = share("night", terms.supplements.night)
      terms.supplements.sunday = share("sunday", terms.supplements.sunday)
      terms.supplements.holiday = share("holiday", terms.supplements.holiday)
    }
    if let value = fields["overtime"], let own = YamlFields(value, "overtime", keys: ["most", "price"]) {
      terms.overtime =
        own.required("most", example: "5 %") { text throws(Misreading) in try readShare(text, in: .share) } ?? 0
      terms.overtimePay =
        own.optional("price", example: "150 %") { text throws(Misreading) in try readShare(text, in: .supplement) }
        ?? terms.overtimePay
    }
    terms.costCentre = fields.optional("cost-centre", example: "iberia", readId) ?? terms.costCentre
    terms.wages = readWages(fields) ?? terms.wages
  }

  private mutating func readWages(_ fields: YamlFields) -> [HeadcountFile.DatedPay]? {
    guard fields.has("wages") else { return nil }
    var wages: [HeadcountFile.DatedPay] = []
    for entry in fields.entries("wages", example: "- { from: 2026-07-01, pay: 19.10 EUR/h }") {
      guard let own = YamlFields(entry, "wages", keys: ["from", "pay", "raise"]) else { continue }
      let from = own.required("from", example: "2026-07-01", readDate)
      let raise = own.optional("raise", example: "3 %") { text throws(Misreading) in
        try readShare(text, in: .supplement)
      }
      if own.has("raise"), own.has("pay") {
        log.add(own.spot("raise"), "wages from a date on are a pay or a raise", next: "Keep one of the two.")
      }
      let pay =
        own.has("raise")
        ? nil : money(own, "pay", example: "19.10 EUR/h", isRequired: true, readHourlyPrice)
      guard let from, let change = raise.map({ .factor(1 + $0) }) ?? pay.map(HeadcountFile.DatedPay.Change.price)
      else { continue }
      if wages.contains(where: { $0.from == from }) {
        log.add(own.spot("from"), "wages change twice on \(from)", next: "Write each date once.")
      }
      wages.append(HeadcountFile.DatedPay(from: from, change: change))
    }
    return wages.sorted { $0.from < $1.from }
  }

  private func readLeaveShares(_ value: YamlValue) -> [Int: Double]? {
    guard let cause = readCause("leave", value) else { return nil }
    return Dictionary(uniqueKeysWithValues: (1...12).map { ($0, cause.share(inMonth: $0)) })
  }

  private mutating func readClasses(_ top: YamlFields, _ usual: HeadcountFile.Terms) -> [HeadcountFile.StaffClass] {
    let example = "- { site: lisbon, contract: lisbon-full-time, languages: [fr, en] }"
    var classes: [HeadcountFile.StaffClass] = []
    let allSkills = unique(scenario.queues.map(\.channel.rawValue)) + ["L1"]
    for entry in top.entries("classes", example: example) {
      guard
        let fields = YamlFields(
          entry, "a class", keys: ["id", "site", "contract", "languages", "skills"] + Self.termKeys)
      else { continue }
      let site = name(fields, "site", among: scenario.sites.map(\.id), kind: "sites")
      let contract = name(fields, "contract", among: scenario.contracts.map(\.id), kind: "contracts")
      let languages = fields.list("languages", example: "[fr, en]", anyText) ?? []
      let skills = fields.list("skills", example: "[phone, chat, L1]", anyText) ?? allSkills
      if languages.isEmpty {
        log.add(
          fields.spot, "a class speaks no language", next: "Add languages: [fr, en], the first of them the main one.")
      }
      var terms = usual
      readTerms(fields, into: &terms)
      guard let site, let contract, !languages.isEmpty else { continue }
      let tiers = skills.filter { skill in scenario.queues.contains { $0.tier == skill } }
      let given = fields.optional("id", example: "lisbon-full-time:fr", readClassId)
      let id = given ?? HeadcountFile.name(contract: contract, languages: languages, tiers: tiers)
      guard !classNames.contains(id) else {
        log.add(fields.spot("id"), "\(id) is the name of two classes", next: "Give one of them an id of its own.")
        continue
      }
      classNames.append(id)
      let person = Agent(id: id, name: id, site: site, contract: contract, languages: languages, skills: skills)
      if !scenario.queues.contains(where: person.serves) {
        log.add(
          fields.spot("languages"), "nobody of class \(id) may take any queue",
          next:
            "Queues are of the languages \(scenario.queues.languages.joined(separator: ", ")); give the class "
            + "a language and the skills of one.")
      }
      classes.append(
        HeadcountFile.StaffClass(
          id: id, site: site, contract: contract, languages: languages, skills: skills, terms: terms,
          place: log.place(fields.spot)))
    }
    return classes
  }

  private func name(_ fields: YamlFields, _ key: String, among names: [String], kind: String) -> String? {
    fields.required(key, example: names.first ?? key) { text throws(Misreading) in
      guard names.contains(text) else {
        // A transfer goes from a class to a class; every other key is called what it names.
        let noun = kind == "classes" ? "class" : key
        throw Misreading("there is no \(noun) \(text)", next: nearestAdvice(text, in: names, kind: kind))
      }
      return text
    }
  }

  // MARK: - Transfers, courses, limits

  private mutating func readTransfers(_ top: YamlFields) -> [HeadcountFile.Transfer] {
    guard top.has("transfers") else { return [] }
    var transfers: [HeadcountFile.Transfer] = []
    for entry in top.entries("transfers", example: "- { from: A, to: B, training: 2 months, pass: 80 % }") {
      guard
        let fields = YamlFields(entry, "a transfer", keys: ["from", "to", "training", "pass", "cost", "a-month"])
      else { continue }
      let from = name(fields, "from", among: classNames, kind: "classes")
      let to = name(fields, "to", among: classNames, kind: "classes")
      let months = fields.optional("training", example: "2 months") { text throws(Misreading) in
        let span = try readSpan(text)
        guard span.days == 0 else {
          throw Misreading("\(text) is not a number of months", next: "Write whole months, for example 2 months.")
        }
        return span.months
      }
      let passing = fields.optional("pass", example: "80 %") { text throws(Misreading) in
        try readShare(text, in: .share)
      }
      let cost = money(fields, "cost", example: "900 EUR")
      let most = fields.optional("a-month", example: "2") { text throws(Misreading) in try readWhole(text, in: .intake)
      }
      guard let from, let to else { continue }
      guard from != to else {
        log.add(fields.spot("to"), "a transfer goes from \(from) to itself", next: "Name another class.")
        continue
      }
      transfers.append(
        HeadcountFile.Transfer(
          from: from, to: to, months: months ?? 0, passing: passing ?? 1, cost: cost, mostAMonth: most ?? 1_000,
          place: log.place(fields.spot)))
    }
    return transfers
  }

  private mutating func readCourses(_ top: YamlFields) -> [HeadcountFile.Course] {
    guard top.has("courses") else { return [] }
    let languages = scenario.queues.languages
    let skills = unique(scenario.queues.flatMap { [$0.channel.rawValue, $0.tier] + $0.needs })
    var courses: [HeadcountFile.Course] = []
    for entry in top.entries("courses", example: "- { language: fr, length: 10 weeks, cost: 1500 EUR, pass: 80 % }") {
      guard let fields = YamlFields(entry, "a course", keys: ["language", "skill", "length", "cost", "pass"]) else {
        continue
      }
      guard fields.has("language") != fields.has("skill") else {
        log.add(
          fields.spot, "a course is in one language or one skill",
          next: "Write language: \(languages.first ?? "fr"), or skill: \(skills.first ?? "L2").")
        continue
      }
      let isLanguage = fields.has("language")
      let subject =
        isLanguage
        ? name(fields, "language", among: languages, kind: "languages of queues")
        : name(fields, "skill", among: skills, kind: "skills of queues")
      let length = fields.optional("length", example: "10 weeks", readSpan)
      let cost = money(fields, "cost", example: "1500 EUR")
      let passing = fields.optional("pass", example: "80 %") { text throws(Misreading) in
        try readShare(text, in: .share)
      }
      guard let subject else { continue }
      courses.append(
        HeadcountFile.Course(
          subject: subject, isLanguage: isLanguage, cost: cost, length: length ?? HeadcountFile.Span(),
          passing: passing ?? 1, place: log.place(fields.spot)))
    }
    return courses
  }

  private mutating func readCeilings(
    _ top: YamlFields, _ starts: [CivilDate], _ centres: [String]
  ) -> [HeadcountFile.Ceiling] {
    guard top.has("ceilings"), let first = starts.first else { return [] }
    let last = starts[max(0, starts.count - 2)]
    var ceilings: [HeadcountFile.Ceiling] = []
    for entry in top.entries("ceilings", example: "- { year: 2026, most: 5.2M EUR }") {
      guard
        let fields = YamlFields(
          entry, "a ceiling", keys: ["name", "month", "year", "from", "to", "cost-centre", "most"])
      else {
        continue
      }
      let most = money(fields, "most", example: "420000 EUR", isRequired: true)
      let month = fields.optional("month", example: "2026-08", readMonth)
      let year = fields.optional("year", example: "2026") { text throws(Misreading) in try readWhole(text, in: .dates) }
      let centre =
        fields["cost-centre"] == nil ? nil : name(fields, "cost-centre", among: centres, kind: "cost centres")
      let (begin, end) = (
        fields.optional("from", example: "2026-04", readMonth), fields.optional("to", example: "2027-03", readMonth)
      )
      let spans = [fields.has("month"), fields.has("year"), fields.has("from") || fields.has("to")]
      if spans.count(where: { $0 }) > 1 {
        let key = fields.has("year") && fields.has("month") ? "year" : fields.has("from") ? "from" : "to"
        log.add(
          fields.spot(key), "a ceiling is of a month, of a year or from one month to another",
          next: "Keep one of the three.")
      }
      if let begin, let end, begin > end {
        log.add(fields.spot("to"), "the ceiling ends before it begins", next: "Write the earlier month as from.")
      }
      let own = starts.dropLast().filter { start in
        month.map { start == $0 } ?? year.map { start.year == $0 }
          ?? (start >= begin ?? start && start <= end ?? start)
      }
      guard let most else { continue }
      guard let from = own.first, let to = own.last else {
        log.add(
          fields.spot(["month", "year", "from"].first(where: fields.has) ?? "to"),
          "the ceiling holds for no month of the plan",
          next: "The plan goes from \(monthText(first)) to \(monthText(last)).")
        continue
      }
      let ends = [begin, end].compactMap(\.self).map(monthText).joined(separator: " to ")
      let span = month.map(monthText) ?? year.map { "\($0)" } ?? (ends.isEmpty ? "all months" : ends)
      let isShortened =
        month == nil
        && (year != nil ? own.count < 12 : (begin.map { $0 < from } ?? false) || (end.map { $0 > to } ?? false))
      let usual = (centre.map { "\($0), " } ?? "") + span
      ceilings.append(
        HeadcountFile.Ceiling(
          name: fields.optional("name", example: "first half", anyText) ?? usual, from: from, to: to,
          shortened: isShortened ? span : nil, costCentre: centre, most: most, place: log.place(fields.spot("most"))))
    }
    return ceilings
  }

  private func readSeats(_ top: YamlFields) -> [HeadcountFile.Seats] {
    guard top.has("seats") else { return [] }
    var seats: [HeadcountFile.Seats] = []
    for entry in top.entries("seats", example: "- { site: lisbon, most: 40 }") {
      guard let fields = YamlFields(entry, "seats", keys: ["site", "from", "most"]) else { continue }
      let site = name(fields, "site", among: scenario.sites.map(\.id), kind: "sites")
      let from = fields.optional("from", example: "2026-07", readMonth)
      let most = fields.required("most", example: "40") { text throws(Misreading) in try readWhole(text, in: .seats) }
      guard let site, let most else { continue }
      if seats.contains(where: { $0.site == site && $0.from == from }) {
        log.add(
          fields.spot("site"), "the seats of \(site) are written twice\(from.map { " from \(monthText($0))" } ?? "")",
          next: "Write each month once, with from.")
      }
      seats.append(HeadcountFile.Seats(site: site, from: from, most: most, place: log.place(fields.spot("most"))))
    }
    return seats
  }
}
