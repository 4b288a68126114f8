import Publishing
import Tabular
import Timeline

/// Brings one person's collection on a server to what they were told, and changes nothing that somebody else changed.
///
/// Each request has a condition on what is there, and what is about to be put is written down before. So a run that is ended anywhere
/// is brought to its end by the next one, and a second run writes nothing.
struct CollectionDelivery {
  /// What was done.
  struct Outcome {
    var written = 0
    var removed = 0
    /// What somebody else changed or took away, as sentences.
    var foreign: [String] = []
  }

  let server: CalendarServer
  /// The collection's address, with a slash at its end.
  let url: String
  let person: PersonResources
  let now: Instant
  private var delivered: DeliveredEvents
  private(set) var outcome = Outcome()

  init(_ server: CalendarServer, url: String, _ person: PersonResources, _ delivered: DeliveredEvents, now: Instant) {
    self.server = server
    self.url = url
    self.person = person
    self.delivered = delivered
    self.now = now
  }

  private static func name(of uid: String) -> String { uid.prefix { $0 != "@" } + ".ics" }

  private func address(of uid: String) -> String { url + Self.name(of: uid) }

  /// Does it.
  ///
  /// - Throws: `CalendarServer.Failure`, or `InputError` where the file of what was put cannot be written.
  mutating func run() throws {
    var tags = try server.tags(url)
    let isNew = tags == nil
    if isNew {
      if person.resources.isEmpty { return }
      try server.make(url, title: person.title)
      tags = [:]
    }
    let there = tags ?? [:]
    let wanted = Set(person.resources.map(\.uid))
    let due = person.resources.filter { isDue($0, there[Self.name(of: $0.uid)], isNew: isNew) }
    let gone = delivered.entries.values.filter { !wanted.contains($0.uid) }.sorted { $0.uid < $1.uid }
    guard !due.isEmpty || !gone.isEmpty else { return }
    for resource in due {
      var entry =
        delivered[resource.uid]
        ?? DeliveredEvents.Entry(uid: resource.uid, tag: "", content: "", pending: "", ends: resource.ends)
      // An earlier run that was ended here may have put what it wrote down.
      if entry.pending.isEmpty {
        entry.pending = EventContent.fingerprint(resource.bytes)
      } else if !entry.pending.contains(EventContent.fingerprint(resource.bytes)) {
        entry.pending += " " + EventContent.fingerprint(resource.bytes)
      }
      delivered[resource.uid] = entry
    }
    if !due.isEmpty { try delivered.save() }
    defer { try? delivered.save() }
    for resource in due { try bring(resource, there[Self.name(of: resource.uid)], isNew: isNew) }
    for entry in gone { try takeAway(entry, there[Self.name(of: entry.uid)]) }
    try delivered.save()
  }

  /// Whether anything has to be done or said about an event.
  private func isDue(_ resource: CalendarResource, _ tag: String?, isNew: Bool) -> Bool {
    guard let tag, let entry = delivered[resource.uid], entry.tag == tag else { return true }
    return entry.content != ContentHash.sha256Hex(resource.bytes)
  }

  private mutating func bring(_ resource: CalendarResource, _ tag: String?, isNew: Bool) throws {
    let entry = delivered[resource.uid]
    let isKnown = entry.map { !$0.tag.isEmpty } ?? false
    if let tag {
      if isKnown, entry?.tag == tag { return try put(resource, tag: tag) }
      return try meet(resource, entry)
    }
    if isKnown, !isNew {
      delivered[resource.uid]?.pending = ""
      outcome.foreign.append("\(resource.uid) of \(person.owner) was taken away there")
      return
    }
    try put(resource, tag: nil)
  }

  private mutating func put(_ resource: CalendarResource, tag: String?) throws {
    switch try server.put(address(of: resource.uid), resource.bytes, tag: tag) {
    case .done(let tag):
      outcome.written += 1
      try keep(resource, tag: tag ?? server.resource(address(of: resource.uid))?.tag)
    case .overtaken: try meet(resource, delivered[resource.uid])
    }
  }

  /// What is there is not what we know: it may be what an earlier run put, or what somebody else made of it.
  private mutating func meet(_ resource: CalendarResource, _ entry: DeliveredEvents.Entry?) throws {
    guard let found = try server.resource(address(of: resource.uid)), let tag = found.tag else {
      throw CalendarServer.Failure(words: "the server neither takes the event nor has it", isForAll: false)
    }
    let there = EventContent.fingerprint(found.bytes)
    let isAsTold = there == EventContent.fingerprint(resource.bytes)
    let isOurs = entry?.pending.split(separator: " ").contains { $0 == there } ?? false
    if isAsTold {
      // Somebody may have added a reminder: with the tag as it was, a later change will not pass over it.
      if isOurs, entry?.content != ContentHash.sha256Hex(resource.bytes) {
        try keep(resource, tag: tag)
      } else {
        delivered[resource.uid]?.pending = ""
      }
      return
    }
    if isOurs {
      if case .done(let next) = try server.put(address(of: resource.uid), resource.bytes, tag: tag) {
        outcome.written += 1
        return try keep(resource, tag: next ?? server.resource(address(of: resource.uid))?.tag)
      }
    }
    delivered[resource.uid]?.pending = ""
    outcome.foreign.append("\(resource.uid) of \(person.owner) was changed there")
  }

  private mutating func keep(_ resource: CalendarResource, tag: String?) throws {
    delivered[resource.uid] = DeliveredEvents.Entry(
      uid: resource.uid, tag: tag ?? "", content: ContentHash.sha256Hex(resource.bytes), pending: "",
      ends: resource.ends)
  }

  private mutating func takeAway(_ entry: DeliveredEvents.Entry, _ tag: String?) throws {
    // What is past stays in people's calendars.
    guard entry.ends > now, let tag else {
      delivered[entry.uid] = nil
      return
    }
    var isOurs = tag == entry.tag
    if !isOurs, let found = try server.resource(address(of: entry.uid)) {
      let there = EventContent.fingerprint(found.bytes)
      isOurs = entry.pending.split(separator: " ").contains { $0 == there }
    }
    if isOurs, case .done = try server.remove(address(of: entry.uid), tag: tag) {
      outcome.removed += 1
      delivered[entry.uid] = nil
    } else {
      outcome.foreign.append("\(entry.uid) of \(person.owner) was changed there")
    }
  }
}
