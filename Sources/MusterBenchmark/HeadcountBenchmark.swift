import Foundation
import Headcount
import Libc
import LinearProgram
import Tabular

/// Headcount plans from 6 to 24 months and from 2 to 6 sites: processor seconds, memory, cost and proven gap.
///
/// Each is a process of its own, so that its seconds and memory are its own. With `--mps FOLDER` each program is written as free
/// MPS, with `--other PYTHON` it is given to HiGHS beside, by the Python package `highspy`.
enum HeadcountBenchmark {
  private static let sizes = [(6, 6), (12, 6), (24, 2), (24, 4), (24, 6)]

  static func run(_ words: [String]) -> Int32 {
    var (gap, folder, other) = (0.01, String?.none, String?.none)
    var one: (months: Int, sites: Int)?
    var rest = words[...]
    while let word = rest.popFirst() {
      guard let value = rest.popFirst() else { return usage() }
      switch word {
      case "--gap": gap = Double(value) ?? gap
      case "--mps": folder = value
      case "--other": other = value
      case "--size":
        let parts = value.split(separator: "x").compactMap { Int($0) }
        guard parts.count == 2 else { return usage() }
        one = (parts[0], parts[1])
      default: return usage()
      }
    }
    if let one { return measure(one.months, one.sites, gap: gap, folder: folder, other: other) }
    print("8 language sets, 4 contracts; to a proven gap of \(FixedDecimal.text(100 * gap, decimals: 2)) %")
    fflush(nil)
    for (months, sites) in sizes {
      let process = Process()
      process.executableURL = URL(filePath: CommandLine.arguments[0])
      process.arguments = ["headcount", "--size", "\(months)x\(sites)"] + words
      do { try process.run() } catch { return 3 }
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { return process.terminationStatus }
    }
    return 0
  }

  private static func usage() -> Int32 {
    print("usage: muster-benchmark headcount [--gap 0.01] [--size MONTHSxSITES] [--mps FOLDER] [--other PYTHON]")
    return 2
  }

  private static func measure(_ months: Int, _ sites: Int, gap: Double, folder: String?, other: String?) -> Int32 {
    let problem = HeadcountCase(months: months, sites: sites, languageSets: 8, contracts: 4).problem
    let (program, decided) = Headcount.program(for: problem)
    let before = seconds()
    do {
      guard let plan = try Headcount.plan(for: problem, effort: .init(gap: gap)) else {
        print("\(months) months, \(sites) sites: no plan")
        return 1
      }
      let used = seconds() - before
      let hired = plan.starts.reduce(0) { $0 + $1.reduce(0, +) }
      print(
        "\(months) months, \(sites) sites: \(problem.classes.count) classes, \(program.variableCount) variables, "
          + "\(program.constraintCount) rows, \(program.entryCount) entries; \(FixedDecimal.text(used, decimals: 1)) s, "
          + "\(megabytes()) MB; cost \(FixedDecimal.text(plan.cost / 100, decimals: 0)), bound "
          + "\(FixedDecimal.text(plan.bound / 100, decimals: 0)), gap \(FixedDecimal.text(100 * plan.gap, decimals: 3)) %; "
          + "\(plan.nodes) nodes, \(hired) hired")
    } catch {
      print(error)
      return 3
    }
    guard folder != nil || other != nil else { return 0 }
    let file = "\(folder ?? NSTemporaryDirectory())/headcount-\(months)x\(sites).mps"
    do {
      try program.mps(name: "headcount").write(toFile: file, atomically: true, encoding: .utf8)
    } catch {
      print("\(file) cannot be written: \(error)")
      return 2
    }
    defer { if folder == nil { try? FileManager.default.removeItem(atPath: file) } }
    return other.map { highs(file, decided: decided, gap: gap, python: $0) } ?? 0
  }

  /// The same program by HiGHS, to the same gap of the whole money.
  private static func highs(_ file: String, decided: Double, gap: Double, python: String) -> Int32 {
    let script = """
      import sys, time, resource
      try:
          import highspy
      except ImportError:
          print('  HiGHS: skipped, this python has no highspy'); sys.exit(0)
      decided, gap = float(sys.argv[2]), float(sys.argv[3])
      h = highspy.Highs()
      h.setOptionValue('output_flag', False)
      h.setOptionValue('threads', 1)
      h.setOptionValue('time_limit', 600.0)
      h.setOptionValue('mip_rel_gap', 0.0)
      h.readModel(sys.argv[1])
      # The gap is of all money: what is decided is no part of the program.
      relaxed = highspy.Highs()
      relaxed.setOptionValue('output_flag', False)
      relaxed.setOptionValue('threads', 1)
      relaxed.setOptionValue('solve_relaxation', True)
      relaxed.readModel(sys.argv[1]); relaxed.run()
      root = relaxed.getInfo().objective_function_value
      h.setOptionValue('mip_abs_gap', gap * (root + decided))
      before = time.process_time(); h.run(); used = time.process_time() - before
      info = h.getInfo()
      cost, bound = info.objective_function_value + decided, info.mip_dual_bound + decided
      memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
      print(f'  HiGHS {h.version()}: {used:.1f} s, {memory} MB; cost {cost / 100:.0f}, bound {bound / 100:.0f}, '
            f'gap {100 * (cost - bound) / cost:.3f} %')
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, "-c", script, file, "\(decided)", "\(gap)"]
    fflush(nil)
    do { try process.run() } catch { return 3 }
    process.waitUntilExit()
    return process.terminationStatus
  }

  private static var used: rusage {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    return usage
  }

  /// Processor seconds of this process.
  private static func seconds() -> Double {
    let used = used
    return Double(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
      + Double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1_000_000
  }

  private static func megabytes() -> Int { Int(used.ru_maxrss) / 1024 }
}
