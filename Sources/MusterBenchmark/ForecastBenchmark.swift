import Forecasting
import Timeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Accuracy beside the bars on real data, and seconds for 25 to 200 queues.
enum ForecastBenchmark {
  /// A data set, how it is scored and what was measured for others.
  private struct DataSet {
    let file: String
    let plan: Backtest.Plan
    let hasHolidays: Bool
  }

  static func run(_ options: [String]) -> Int32 {
    let folder = options.first ?? "../shared/data"
    let sets = [
      DataSet(file: "bank_calls_30min", plan: Backtest.Plan(), hasHolidays: true),
      DataSet(file: "nyc_ems_hourly", plan: Backtest.Plan(), hasHolidays: true),
      DataSet(
        file: "electricity_30min", plan: Backtest.Plan(count: 8, step: 5, horizons: [1, 7, 14]), hasHolidays: false),
    ]
    for set in sets {
      guard let history = readHistory("\(folder)/\(set.file).csv") else {
        print("\(set.file): not found in \(folder), skipped")
        continue
      }
      let holidays = set.hasHolidays ? readHolidays("\(folder)/holidays.csv", region: "US") : [:]
      let start = seconds()
      let test = Backtest(history, holidays: holidays, plan: set.plan)
      print("\(set.file): \(test.runs.count) fits in \(seconds() - start) s")
      if options.count > 1 { write(test.csv, to: "\(options[1])/\(set.file).csv") }
    }
    return 0
  }

  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func readText(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { return }
    fputs(text, file)
    fclose(file)
  }

  private static func readHistory(_ path: String) -> WallClockHistory? {
    guard let text = readText(path) else { return nil }
    var series: [String: WallClockHistory.Series] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard let start = LocalDateTime(iso: String(cells[0])), let offered = Double(cells[2]) else { continue }
      let queue = String(cells[1])
      series[queue, default: .init(queue: queue, starts: [], offered: [])].starts.append(start)
      series[queue]?.offered.append(offered)
    }
    return WallClockHistory(series: series.keys.sorted().compactMap { series[$0] })
  }

  private static func readHolidays(_ path: String, region: String) -> [CivilDate: String] {
    var holidays: [CivilDate: String] = [:]
    for line in (readText(path) ?? "").split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells[1] == region, let date = CivilDate(iso: cells[0]) else { continue }
      holidays[date] = cells[2]
    }
    return holidays
  }
}
