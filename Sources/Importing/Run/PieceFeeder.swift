import Lanes
import Libc
import Synchronization
import Tabular

/// Hands out a file in pieces that end with a record, to several readers.
///
/// A class, because readers on all threads ask the same one.
final class PieceFeeder: Sendable {
  private struct State {
    var next: Int
    var failure: InputError?
  }

  private let source: any ByteSource
  private let shape: RecordShape
  private let state: Mutex<State>
  private static let usual = 1 << 20
  private static let most = 1 << 26

  init(_ source: any ByteSource, from start: Int, shape: RecordShape) {
    self.source = source
    self.shape = shape
    state = Mutex(State(next: start))
  }

  /// Why reading stopped before the end.
  var failure: InputError? { state.withLock { $0.failure } }

  /// Hands out no more pieces.
  func stop() { state.withLock { $0.next = source.size } }

  /// Reads the next piece; its place in the file, nil at the end.
  func next(into buffer: inout [UInt8]) -> (offset: Int, count: Int)? {
    state.withLock { state in
      var size = Self.usual
      while true {
        guard state.failure == nil, state.next < source.size else { return nil }
        if buffer.count < size { buffer = [UInt8](repeating: 0, count: size) }
        var count = 0
        do throws(InputError) {
          var failure: InputError?
          let offset = state.next
          count = buffer.withUnsafeMutableBytes { raw -> Int in
            do throws(InputError) {
              return try source.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: raw[..<size]))
            } catch {
              failure = error
              return 0
            }
          }
          if let failure { throw failure }
        } catch {
          state.failure = error
          return nil
        }
        guard count > 0 else { return nil }
        let offset = state.next
        if offset + count >= source.size {
          state.next = source.size
          return (offset, count)
        }
        let end = buffer.withUnsafeBufferPointer {
          Self.lastRecordEnd(UnsafeBufferPointer(rebasing: $0[..<count]), shape)
        }
        if let end {
          state.next = offset + end
          return (offset, end)
        }
        size *= 4
        if size > Self.most {
          state.failure = InputError(
            Place(file: source.file),
            "a row has more than 16 MiB: a quote opens at byte \(offset) or later and never closes",
            next: "Close it, or take it out.")
          return nil
        }
      }
    }
  }

  /// Where the last whole record ends; nil where none does.
  private static func lastRecordEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ shape: RecordShape) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    if memchr(base, Int32(RecordScanner.quote), bytes.count) == nil {
      var end = bytes.count
      while end > 0, base[end - 1] != shape.lineEnd { end -= 1 }
      return end > 0 ? end : nil
    }
    var scanner = RecordScanner(bytes, from: 0, shape: shape, columns: [])
    var end = 0
    while scanner.next() != nil {
      if scanner.isOpen { break }
      if scanner.position < bytes.count || bytes[bytes.count - 1] == shape.lineEnd { end = scanner.position }
    }
    return end > 0 ? end : nil
  }
}

/// Reads a whole file with several readers; their tallies in no order that matters.
func readPieces(
  of source: DecodedSource, from start: Int, shape: RecordShape, threads: Int, reader: RecordReader
) throws(InputError) -> [RecordReader] {
  let feeder = PieceFeeder(source.source, from: start, shape: shape)
  let count = source.source.size - start < 4 << 20 ? 1 : max(1, min(threads, 4))
  var results = Lanes.run(count) { _ in
    var reader = reader
    var buffer: [UInt8] = []
    while let piece = feeder.next(into: &buffer) {
      buffer.withUnsafeBufferPointer {
        reader.read(UnsafeBufferPointer(rebasing: $0[..<piece.count]), offset: piece.offset)
      }
      // What is read so far is of no use then.
      if !reader.isInOrder { feeder.stop() }
    }
    return reader
  }
  if let failure = feeder.failure { throw failure }
  var first = results.removeFirst()
  for index in results.indices { first.takeBins(of: &results[index]) }
  return [first] + results
}

/// Lines of places in a file, by counting the line ends before them.
func lines(of offsets: [Int], in decoded: DecodedSource, lineEnd: UInt8) -> [Int] {
  let source = decoded.source
  let order = offsets.indices.sorted { offsets[$0] < offsets[$1] }
  var result = [Int](repeating: 0, count: offsets.count)
  var line = 1
  var position = 0
  for index in order {
    while position < offsets[index] {
      guard let bytes = try? source.bytes(at: position, count: min(1 << 20, offsets[index] - position)), !bytes.isEmpty
      else { break }
      line += bytes.count { $0 == lineEnd }
      position += bytes.count
    }
    result[index] = decoded.line(line)
  }
  return result
}
