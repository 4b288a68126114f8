import Tabular
import Units
import Workforce

/// What vendors take off one's own people, and at what price.
extension HeadcountReader {
  mutating func readVendors(_ top: YamlFields) -> [HeadcountFile.Vendor] {
    guard top.has("vendors") else { return [] }
    let example = "- { id: atlas, queues: [en-phone], price: 24 EUR/h, least: 300 h }"
    let keys = [
      "id", "queues", "price", "tiers", "least", "most", "notice", "growth", "productive", "bonus", "malus",
      "cost-centre",
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
      let price = fields.required("price", example: "24 EUR/h") { text throws(Misreading) in
        try readPrice(text, per: ["h", "min", "contact"], .amount)
      }
      if let price { currencies.append((price.money.currency, fields.spot("price"))) }
      let unit = price.flatMap { HeadcountFile.PriceUnit(rawValue: $0.unit) } ?? .hour
      let least = readLeast(fields)
      let most = fields.optional("most", example: "2000 h", readHoursAMonth)
      if let most, let above = least.first(where: { $0.hours > most }) {
        let from = above.from.map { " from \(monthText($0))" } ?? ""
        log.add(
          fields.spot("most"),
          "the most of \(plainText(most)) h a month is below the least of \(plainText(above.hours)) h\(from)",
          next: "Raise most, or lower least.")
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
      let tiers = readTiers(fields, price?.money, unit)
      let centre = fields.optional("cost-centre", example: "outsourcing", readId)
      guard let id, let queues, !queues.isEmpty, let price else { continue }
      vendors.append(
        HeadcountFile.Vendor(
          id: id, queues: unique(queues), price: price.money, unit: unit, tiers: tiers, least: least, most: most,
          notice: notice, growth: growth, productive: productive ?? 1, bonus: bonus ?? 0, malus: malus ?? 0,
          costCentre: centre ?? id, place: log.place(fields.spot)))
    }
    return vendors
  }

  /// Hours that are paid in any case: one number for every month, or steps from months on.
  private func readLeast(_ fields: YamlFields) -> [HeadcountFile.DatedHours] {
    guard let value = fields["least"] else { return [] }
    guard value.node.sequence != nil else {
      return fields.optional("least", example: "300 h", readHoursAMonth).map {
        [HeadcountFile.DatedHours(from: nil, hours: $0, place: log.place(fields.spot("least")))]
      } ?? []
    }
    var steps: [HeadcountFile.DatedHours] = []
    for entry in fields.entries("least", example: "- { from: 2026-07, hours: 300 h }") {
      guard let own = YamlFields(entry, "least", keys: ["from", "hours"]) else { continue }
      let from = own.required("from", example: "2026-07", readMonth)
      let hours = own.required("hours", example: "300 h", readHoursAMonth)
      guard let from, let hours else { continue }
      if let before = steps.last?.from, before >= from {
        log.add(
          own.spot("from"), "the least from \(monthText(from)) stands after that from \(monthText(before))",
          next: "Write each month once, by rising months.")
        continue
      }
      steps.append(HeadcountFile.DatedHours(from: from, hours: hours, place: log.place(own.spot)))
    }
    return steps
  }

  private func readTiers(
    _ fields: YamlFields, _ price: Money?, _ unit: HeadcountFile.PriceUnit
  ) -> [(from: Double, price: Money)] {
    guard fields.has("tiers") else { return [] }
    guard unit == .hour else {
      log.add(
        fields.spot("tiers"), "tiers are of hours, and the price is of a \(unit == .minute ? "minute" : "contact")",
        next: "Write the price of an hour, or take tiers out.")
      return []
    }
    var tiers: [(from: Double, price: Money)] = []
    for entry in fields.entries("tiers", example: "- { from: 500 h, price: 22 EUR/h }") {
      guard let own = YamlFields(entry, "a tier", keys: ["from", "price"]) else { continue }
      let from = own.required("from", example: "500 h", readHoursAMonth)
      let cheaper = own.required("price", example: "22 EUR/h", readHourlyPrice)
      guard let from, let cheaper else { continue }
      let before = tiers.last?.price ?? price ?? cheaper
      guard from > (tiers.last?.from ?? 0), cheaper.currency == before.currency, cheaper.minorUnits < before.minorUnits
      else {
        log.add(
          own.spot, "a tier does not begin later and cost less than what is before it",
          next: "Write tiers by rising hours and falling prices, in the currency of price.")
        continue
      }
      tiers.append((from, cheaper))
    }
    return tiers
  }
}
