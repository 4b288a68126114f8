package import Tabular
import Timeline
package import Workforce

/// A table of contacts that wait at some moment: `queue` and `contacts`, a row for each queue or each batch.
package enum LeftContacts {
  /// Contacts by queue of a scenario; a row without a number is one contact.
  ///
  /// - Throws: `InputError` with every problem of the table.
  package static func read(_ bytes: [UInt8], file: String, for scenario: Scenario) throws(InputError) -> [Double] {
    var cells = TableCells(bytes, file: file, required: ["queue"], optional: ["contacts"])
    let names = NameIndex("queue", scenario.queues.map(\.id))
    var contacts = [Double](repeating: 0, count: scenario.queues.count)
    for row in cells.rows {
      let queue = cells.position(row, "queue", in: names)
      let count = cells.optionalNumber(row, "contacts", .expectedContacts)
      if let queue, let count { contacts[queue] += count.isNaN ? 1 : count }
    }
    if cells.isReadable, cells.problems.isEmpty, contacts.allSatisfy({ $0 == 0 }) {
      cells.problems.add(Place(file: file), "no contacts wait in it", next: "Add rows with queue and contacts.")
    }
    try cells.problems.check()
    return contacts
  }
}
