import Tabular
import Timeline
import Workforce

/// Reads backlog.csv: email that is waiting when the horizon begins, a row for each batch or each contact.
///
/// Times are on the clock of the queue's hours where they carry no offset.
func readBacklog(
  _ bytes: [UInt8], file: String, queues: [Queue], names: NameIndex, horizon: Horizon?,
  _ problems: inout ProblemCollector
) -> [BacklogBatch] {
  var cells = TableCells(bytes, file: file, required: ["queue"], optional: ["contacts", "arrived", "due"])
  var batches: [BacklogBatch] = []
  let queueOfName = Dictionary(queues.map { ($0.id, $0) }) { first, _ in first }
  for row in cells.rows {
    let name = cells.name(row, "queue", in: names)
    let queue = name.flatMap { queueOfName[$0] }
    if let queue, !queue.isDeferred {
      cells.add(
        row, "queue", "\(queue.id) is a \(queue.channel.rawValue) queue, which keeps no backlog",
        next: "Name a queue whose contacts wait (\(Channel.deferred)), or delete the row.")
    }
    let contacts = cells.contacts(row, "contacts", .expectedContacts)
    let arrived =
      cells.text(row, "arrived") == nil
      ? nil : cells.writtenStart(row, column: "arrived", zone: queue?.open.zone)?.instant
    let due =
      cells.text(row, "due") == nil
      ? nil : cells.writtenStart(row, column: "due", zone: queue?.open.zone)?.instant
    if let arrived, let queue, let first = horizon?.first, arrived > queue.open.zone.startOfDay(first) {
      cells.add(
        row, "arrived", "it arrives after the plan begins", next: "Delete the row: from there on the forecast counts.")
    }
    if let arrived, let due, due < arrived {
      cells.add(row, "due", "it is due before it arrived", next: "Correct one of the two times.")
    }
    guard let name, let contacts else { continue }
    batches.append(
      BacklogBatch(queue: name, contacts: contacts.isNaN ? 1 : contacts, arrived: arrived, due: due))
  }
  problems.add(cells.problems)
  return batches
}
