/// The script of the page: plain, without a framework, in one closed piece.
enum PageScript {
  /// Every part in order.
  static let text = closed(parts)

  /// The same with what decisions are made with.
  static let deskText = closed(parts + [desk, deskTables, deskShift, deskWork])

  private static let parts = [basics, clocks, elements, queueDay, rosterDay, rosterGrid, start]

  private static func closed(_ parts: [String]) -> String {
    "\"use strict\";(() => {\n" + parts.joined(separator: "\n") + "\n})();\n"
  }
}
