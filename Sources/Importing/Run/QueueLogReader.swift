import Tabular
import Timeline

/// Puts the events of Asterisk's queue_log together to contacts.
///
/// A call enters a queue, is connected, and completes, is transferred or hangs up; each time it enters a queue is a contact
/// of that queue. A call that is still under way when the file ends was answered if it was connected.
enum QueueLogReader {
  private struct Call {
    var queue: Int
    var entered: Int
    var connected: Int?
    var offset: Int
  }

  static func read(_ file: ImportFile, _ plan: ReadingPlan, _ reader: RecordReader) throws(InputError) -> RecordReader {
    var reader = reader
    let feeder = PieceFeeder(file.source.source, from: file.sample.dataStart, shape: file.sample.shape)
    var buffer: [UInt8] = []
    var calls: [String: Call] = [:]
    let columns = 10
    while let piece = feeder.next(into: &buffer) {
      buffer.withUnsafeBufferPointer { buffer in
        let bytes = UnsafeBufferPointer(rebasing: buffer[..<piece.count])
        var scanner = RecordScanner(bytes, from: 0, shape: plan.shape, columns: Array(0..<columns))
        while let cells = scanner.next() {
          guard cells >= 5 else {
            reader.countRow(dropped: cells == 0 ? nil : .remark)
            continue
          }
          read(&scanner, piece.offset, plan, &reader, &calls)
        }
      }
    }
    if let failure = feeder.failure { throw failure }
    for call in calls.values.sorted(by: { $0.offset < $1.offset }) {
      reader.addContact(
        queue: call.queue, second: call.entered, isHandled: call.connected != nil, isAbandoned: false, milliseconds: nil
      )
    }
    return reader
  }

  private static func read(
    _ scanner: inout RecordScanner, _ offset: Int, _ plan: ReadingPlan, _ reader: inout RecordReader,
    _ calls: inout [String: Call]
  ) {
    guard let time = TimeReader(order: plan.mapping.dateOrder ?? .yearFirst).read(scanner.cell(0)), let day = time.day,
      let second = time.second
    else { return reader.countRow(dropped: .noTime) }
    let moment = day * 86_400 + second - (time.offset ?? 0)
    let id = scanner.text(1)
    func seconds(_ column: Int) -> Int {
      column < scanner.fields.count ? DurationReader.digits(scanner.cell(column)) ?? 0 : 0
    }
    switch scanner.text(4).lowercased() {
    case "enterqueue":
      let queue = reader.queueNumber(scanner.text(2))
      if let call = calls[id] {
        // It left the queue before without a word.
        reader.addContact(
          queue: call.queue, second: call.entered, isHandled: call.connected != nil, isAbandoned: false,
          milliseconds: nil
        )
      }
      calls[id] = Call(queue: queue, entered: moment, offset: offset + scanner.recordStart)
      reader.countRow(dropped: nil)
    case "connect":
      calls[id]?.connected = moment
      reader.countRow(dropped: .event)
    case "completeagent", "completecaller":
      reader.countRow(dropped: .event)
      guard let call = calls.removeValue(forKey: id) else { return }
      reader.addContact(
        queue: call.queue, second: call.entered, isHandled: true, isAbandoned: false, milliseconds: seconds(6) * 1000)
    case "transfer", "blindtransfer", "attendedtransfer":
      reader.countRow(dropped: .event)
      guard let call = calls.removeValue(forKey: id) else { return }
      let talked = max(0, moment - (call.connected ?? moment))
      reader.addContact(
        queue: call.queue, second: call.entered, isHandled: true, isAbandoned: false, milliseconds: talked * 1000)
    case "abandon", "exitwithtimeout", "exitempty", "exitwithkey":
      reader.countRow(dropped: .event)
      guard let call = calls.removeValue(forKey: id) else { return }
      reader.addContact(
        queue: call.queue, second: call.entered, isHandled: false,
        isAbandoned: scanner.text(4).lowercased() == "abandon",
        milliseconds: nil, waited: scanner.text(4).lowercased() == "abandon" ? seconds(7) : nil)
    default:
      reader.countRow(dropped: .event)
    }
  }
}

extension RecordReader {
  /// Counts a row of events.
  mutating func countRow(dropped reason: DropReason?) {
    noteRow()
    if let reason { noteDrop(reason) }
  }
}
