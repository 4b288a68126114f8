/// The script of the page: plain, without a framework, in one closed piece.
enum PageScript {
  /// Every part in order.
  static let text =
    "\"use strict\";(() => {\n"
    + [basics, clocks, elements, queueDay, rosterDay, rosterGrid, start].joined(separator: "\n") + "\n})();\n"
}
