import Tabular
import Units
import Workforce

/// What vendors take off one's own people, and at what price.
extension HeadcountReader {
  mutating func readVendors(_ top: YamlFields) -> [HeadcountFile.Vendor] {
    guard top.has("vendors") else { return [] }
    let example = "- { id: atlas, queues: [en-phone], price: 24 EUR/h, least: 300 h }"
    let keys = [
      "id", "queues", "from", "to", "price", "tiers", "least", "most", "notice", "growth", "productive", "bonus",
      "malus", "cost-centre",
    ]
    var vendors: [HeadcountFile.Vendor] = []
    let queueNames = scenario.queues.map(\.id)
    for entry in top.entries("vendors", example: example) {
      guard let fields = YamlFields(entry, "a vendor", keys: keys) else { continue }
      let taken = vendors.map(\.id)
      let id = fields.required("id", example: "atlas") { text throws(Misreading) in
        let id = try readId(text)
        guard !taken.contains(id) else {
          throw Misreading("\(id) is the id of two vendors", next: "Give each an id of its own.", isTaken: true)
        }
        return id
      }
      if fields["queues"].map({ $0.node.sequence?.isEmpty == true }) ?? true {
        log.add(
          fields.has("queues") ? fields.spot("queues") : fields.spot, "a vendor has no queues",
          next: "Add queues: [\(queueNames.prefix(2).joined(separator: ", "))]")
      }
      let queues = fields.list("queues", example: "[en-phone]") { text throws(Misreading) in
        guard queueNames.contains(text) else {
          throw Misreading("there is no queue \(text)", next: nearestAdvice(text, in: queueNames, kind: "queues"))
        }
        return text
      }
      let (prices, unit) = readPrices(fields)
      let (least, leastIsBilled) = readLeast(fields, unit)
      let most = readSteps(fields, "most", value: "hours", example: "2000 h", readHoursAMonth)
      if !leastIsBilled { checkLimits(fields, least, most) }
      let from = fields.optional("from", example: "2026-04", readMonth)
      let to = fields.optional("to", example: "2027-03", readMonth)
      if let from, let to, from > to {
        log.add(fields.spot("to"), "the vendor ends before it begins", next: "Write the earlier month as from.")
      }
      let notice = fields.optional("notice", example: "1 month", readSpan) ?? HeadcountFile.Span()
      let growth = fields.optional("growth", example: "500 h", readHoursAMonth)
      let productive = fields.optional("productive", example: "85 %") { text throws(Misreading) in
        let share = try readShare(text, in: .share)
        guard share > 0 else { throw Misreading("\(text) leaves nobody on the queue", next: "Write more than 0 %.") }
        return share
      }
      let bonus = fields.optional("bonus", example: "3 %") { text throws(Misreading) in try readShare(text, in: .share)
      }
      let malus = fields.optional("malus", example: "5 %") { text throws(Misreading) in try readShare(text, in: .share)
      }
      let tiers = readTiers(fields, prices.first?.value, unit)
      let centre = fields.optional("cost-centre", example: "outsourcing", readId)
      guard let id, let queues, !queues.isEmpty, !prices.isEmpty else { continue }
      var vendor =
        HeadcountFile.Vendor(
          id: id, queues: unique(queues), from: from, to: to, prices: prices, unit: unit, tiers: tiers, least: least,
          most: most, notice: notice, growth: growth, productive: productive ?? 1, bonus: bonus ?? 0, malus: malus ?? 0,
          costCentre: centre ?? id, place: log.place(fields.spot))
      vendor.leastIsBilled = leastIsBilled
      vendors.append(vendor)
    }
    return vendors
  }

  /// What is paid in any case, and whether it is of units of the price: of one value or of steps by their key.
  private mutating func readLeast(
    _ fields: YamlFields, _ unit: HeadcountFile.PriceUnit
  ) -> (least: [HeadcountFile.Dated<Double>], isBilled: Bool) {
    let key = unit == .minute ? "minutes" : "contacts"
    let node = fields["least"]?.node
    let isStep = node?.sequence?.first?.mapping?.keys.contains { $0.scalar?.string == key } ?? false
    let isValue = node?.scalar.map { !$0.string.hasSuffix("h") && !$0.string.hasSuffix("hours") } ?? false
    guard unit != .hour, isStep || isValue else {
      return (readSteps(fields, "least", value: "hours", example: "300 h", readHoursAMonth), false)
    }
    let example = unit == .minute ? "60000 min" : "5000 contacts"
    let least = readSteps(fields, "least", value: key, example: example) { text throws(Misreading) in
      try readBilled(text, unit, example)
    }
    return (least, true)
  }

  /// What a unit costs, all steps in one currency, and what the unit is.
  private mutating func readPrices(
    _ fields: YamlFields
  ) -> (prices: [HeadcountFile.Dated<Money>], unit: HeadcountFile.PriceUnit) {
    var units: [String] = []
    let prices = readSteps(fields, "price", value: "price", example: "24 EUR/h", isRequired: true) {
      text throws(Misreading) in
      let price = try readThousandfoldPrice(text, per: ["h", "min", "contact"])
      units.append(price.unit)
      return price.money
    }
    if let first = prices.first { currencies.append((first.value.currency, fields.spot("price"))) }
    if Set(units).count > 1 || Set(prices.map(\.value.currency)).count > 1 {
      log.add(
        fields.spot("price"), "the prices of a vendor are of several units or currencies",
        next: "Write a vendor for each, with from and to.")
    }
    return (prices, units.first.flatMap { HeadcountFile.PriceUnit(rawValue: $0) } ?? .hour)
  }

  /// One value for every month, or steps from months on.
  private func readSteps<Value: Hashable & Sendable>(
    _ fields: YamlFields, _ key: String, value name: String, example: String, isRequired: Bool = false,
    _ parse: (String) throws(Misreading) -> Value
  ) -> [HeadcountFile.Dated<Value>] {
    guard fields[key]?.node.sequence != nil else {
      let value =
        isRequired ? fields.required(key, example: example, parse) : fields.optional(key, example: example, parse)
      return value.map { [HeadcountFile.Dated(from: nil, value: $0, place: log.place(fields.spot(key)))] } ?? []
    }
    var steps: [HeadcountFile.Dated<Value>] = []
    for entry in fields.entries(key, example: "- { from: 2026-07, \(name): \(example) }") {
      guard let own = YamlFields(entry, key, keys: ["from", name]) else { continue }
      let from = own.required("from", example: "2026-07", readMonth)
      let value = own.required(name, example: example, parse)
      guard let from, let value else { continue }
      if let before = steps.last?.from, before >= from {
        log.add(
          own.spot("from"), "the \(key) from \(monthText(from)) stands after that from \(monthText(before))",
          next: "Write each month once, by rising months.")
        continue
      }
      steps.append(HeadcountFile.Dated(from: from, value: value, place: log.place(own.spot)))
    }
    return steps
  }

  /// The most hours of no month may be below the least.
  private func checkLimits(
    _ fields: YamlFields, _ least: [HeadcountFile.Dated<Double>], _ most: [HeadcountFile.Dated<Double>]
  ) {
    let steps = (least + most).compactMap(\.from).sorted()
    for month in [scenario.horizon.first.firstOfMonth] + steps {
      guard let low = least.holding(in: month)?.value, let high = most.holding(in: month)?.value, low > high else {
        continue
      }
      let from = steps.contains(month) ? " from \(monthText(month))" : ""
      log.add(
        fields.spot("most"),
        "the most of \(plainText(high)) h a month is below the least of \(plainText(low)) h\(from)",
        next: "Raise most, or lower least.")
      return
    }
  }

  private func readTiers(
    _ fields: YamlFields, _ price: Money?, _ unit: HeadcountFile.PriceUnit
  ) -> [(from: Double, price: Money)] {
    guard fields.has("tiers") else { return [] }
    var tiers: [(from: Double, price: Money)] = []
    let (start, lower) =
      switch unit {
      case .hour: ("500 h", "22 EUR/h")
      case .minute: ("60000 min", "0.48 EUR/min")
      case .contact: ("5000 contacts", "3.10 EUR/contact")
      }
    for entry in fields.entries("tiers", example: "- { from: \(start), price: \(lower) }") {
      guard let own = YamlFields(entry, "a tier", keys: ["from", "price"]) else { continue }
      let from = own.required("from", example: start) { text throws(Misreading) in try readBilled(text, unit, start) }
      let cheaper = own.required("price", example: lower) { text throws(Misreading) in
        try readThousandfoldPrice(text, per: [unit.rawValue]).money
      }
      guard let from, let cheaper else { continue }
      // A price that could not be read has been told of.
      let before = tiers.last?.price ?? price
      guard from > (tiers.last?.from ?? 0),
        before.map({ cheaper.currency == $0.currency && cheaper.minorUnits < $0.minorUnits }) ?? true
      else {
        log.add(
          own.spot, "a tier does not begin later and cost less than what is before it",
          next: "Write tiers by rising starts and falling prices, in the currency of price.")
        continue
      }
      tiers.append((from, cheaper))
    }
    return tiers
  }
}
