import Foundation
package import LinearProgram

/// HiGHS by its Python package, where it is there.
package enum OtherSolver {
  /// It ran and gave no figure.
  struct NoFigure: Error {
    let output: String
  }

  /// The least cost by the other solver; nil, with a line that says so, where it is not there.
  package static func solve(_ program: LinearProgram) throws -> Double? {
    let file = FileManager.default.temporaryDirectory.appending(path: "muster-\(UUID().uuidString).mps")
    defer { try? FileManager.default.removeItem(at: file) }
    try program.mps(name: "test").write(to: file, atomically: true, encoding: .utf8)
    let script = """
      import sys
      try:
          import highspy
      except ImportError:
          sys.exit(77)
      h = highspy.Highs()
      h.setOptionValue('output_flag', False)
      h.setOptionValue('mip_rel_gap', 0.0)
      h.setOptionValue('mip_abs_gap', 0.0)
      assert h.readModel(sys.argv[1]) in (highspy.HighsStatus.kOk, highspy.HighsStatus.kWarning)
      h.run()
      print(repr(h.getInfo().objective_function_value))
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus != 77 else {
      print("skipped: programs are not solved by another solver, python3 has no highspy")
      return nil
    }
    // The solver announces itself above the figure.
    let figure = output.split(whereSeparator: \.isNewline).last.flatMap { Double($0) }
    guard let figure, process.terminationStatus == 0 else { throw NoFigure(output: output) }
    return figure
  }
}
