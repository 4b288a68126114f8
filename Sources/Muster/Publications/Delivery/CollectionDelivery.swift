import Publishing
import Tabular
import Timeline

/// Brings one person's collection on a server to what they were told, and changes nothing that somebody else changed.
///
/// Each request has a condition on what is there, and what is about to be put is written down before. So a run that is ended anywhere
/// is brought to its end by the next one, and a second run writes nothing. A collection that is not there yet is made with all its events
/// in one request where the server takes that.
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
  /// Whether the server takes whole collections as far as is known.
  private(set) var takesCollections: Bool
  private var delivered: DeliveredEvents
  private(set) var outcome = Outcome()
  /// The server's tags of what is in the collection, by name.
  private var tags: [String: String] = [:]
  /// Names that the server gave to events of ours, by identity.
  private var names: [String: String] = [:]

  init(
    _ server: CalendarServer, url: String, _ person: PersonResources, _ delivered: DeliveredEvents, now: Instant,
    takesCollections: Bool
  ) {
    self.server = server
    self.url = url
    self.person = person
    self.delivered = delivered
    self.now = now
    self.takesCollections = takesCollections
  }

  private static func usualName(of uid: String) -> String { uid.prefix { $0 != "@" } + ".ics" }

  private func address(of uid: String) -> String { url + (names[uid] ?? Self.usualName(of: uid)) }

  private func tag(of uid: String) -> String? { tags[names[uid] ?? Self.usualName(of: uid)] }

  /// Does it.
  ///
  /// - Throws: `CalendarServer.Failure`, or `InputError` where the file of what was put cannot be written.
  mutating func run() throws {
    let found = try server.tags(url)
    if found == nil, person.resources.isEmpty { return }
    tags = found ?? [:]
    var isNew = found == nil
    try learnNames()
    let wanted = Set(person.resources.map(\.uid))
    var due = person.resources.filter { isDue($0) }
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
    if isNew, takesCollections, let brought = try bringAll() {
      // What the server left out is brought by itself.
      due.removeAll { brought.contains($0.uid) }
    } else if isNew {
      // An answer that was lost may have been that it is made.
      if takesCollections, let made = try server.tags(url) {
        tags = made
        isNew = false
        try learnNames()
      } else {
        try server.make(url, title: person.title)
      }
      takesCollections = false
    }
    for resource in due { try bring(resource, isNew: isNew) }
    for entry in gone { try takeAway(entry) }
    try delivered.save()
  }

  /// Finds events of ours that have other names on the server than we give them: those of a collection that was made as a whole.
  private mutating func learnNames() throws(CalendarServer.Failure) {
    guard !tags.isEmpty else { return }
    let spelled = Dictionary(tags.keys.map { (Self.decoded($0), $0) }) { min($0, $1) }
    for uid in person.resources.map(\.uid) + delivered.entries.keys where tags[Self.usualName(of: uid)] == nil {
      names[uid] = spelled[Self.usualName(of: uid)] ?? spelled["\(uid).ics"]
    }
    let missing = Set(person.resources.map(\.uid).filter { tag(of: $0) == nil })
    let known = Set(names.values).union(person.resources.map { Self.usualName(of: $0.uid) })
    guard !missing.isEmpty, tags.keys.contains(where: { !known.contains($0) }) else { return }
    for event in try server.events(url) {
      if let uid = EventContent.uid(event.bytes), missing.contains(uid) { names[uid] = event.name }
    }
  }

  /// A name in an address without its escapes.
  private static func decoded(_ name: String) -> String {
    var bytes: [UInt8] = []
    var rest = Substring(name)
    while let first = rest.first {
      if first == "%", let byte = UInt8(rest.dropFirst().prefix(2), radix: 16) {
        bytes.append(byte)
        rest = rest.dropFirst(3)
      } else {
        bytes += String(first).utf8
        rest = rest.dropFirst()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Makes the collection with all events at once, and looks at what the server made of it.
  ///
  /// - Returns: the identities of events that are there as they should be; `nil` where the server takes no whole collections.
  private mutating func bringAll() throws -> Set<String>? {
    guard try server.make(url, of: person.collection) else { return nil }
    let bytes = Dictionary(person.resources.map { ($0.uid, $0) }) { first, _ in first }
    var (isThere, brought) = (false, Set<String>())
    for event in try server.events(url) {
      guard let uid = EventContent.uid(event.bytes), let resource = bytes[uid] else { continue }
      names[uid] = event.name
      tags[event.name] = event.tag
      isThere = true
      if EventContent.fingerprint(event.bytes) == EventContent.fingerprint(resource.bytes) {
        outcome.written += 1
        try keep(resource, tag: event.tag)
        brought.insert(uid)
      }
    }
    if isThere { return brought }
    // It was kept as something else than a collection.
    server.takeBack(url)
    return nil
  }

  /// Whether anything has to be done or said about an event.
  private func isDue(_ resource: CalendarResource) -> Bool {
    guard let tag = tag(of: resource.uid), let entry = delivered[resource.uid], entry.tag == tag else { return true }
    return entry.content != ContentHash.sha256Hex(resource.bytes)
  }

  private mutating func bring(_ resource: CalendarResource, isNew: Bool) throws {
    let entry = delivered[resource.uid]
    let isKnown = entry.map { !$0.tag.isEmpty } ?? false
    if let tag = tag(of: resource.uid) {
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
      ends: resource.ends, isWithdrawn: EventContent.isWithdrawn(resource.bytes))
  }

  private mutating func takeAway(_ entry: DeliveredEvents.Entry) throws {
    // What was worked stays in people's calendars.
    guard entry.ends > now || entry.isWithdrawn, let tag = tag(of: entry.uid) else {
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
