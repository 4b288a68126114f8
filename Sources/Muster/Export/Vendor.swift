import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// A workforce system that takes a file of ours.
public enum Vendor: String, CaseIterable, Sendable {
  /// The forecast as an override of Amazon Connect's.
  case amazonConnect = "amazon-connect"
  /// Full-time equivalents and shrinkage by date for a hiring plan of Amazon Connect.
  case amazonShrinkage = "amazon-connect-shrinkage"
  /// The history for the forecasts of Genesys Cloud.
  case genesysCloud = "genesys-cloud"
  /// The forecast for Genesys Cloud.
  case genesysForecast = "genesys-cloud-forecast"
  /// The forecast for Calabrio (Teleopti).
  case calabrio
  /// The forecast by date for Verint's Strategic Planner.
  case verint

  /// Whether its file is made from the history, and not from a forecast.
  var takesHistory: Bool { self == .genesysCloud }

  /// Lengths of intervals that it takes in minutes, the likeliest first; none where it takes dates.
  var intervals: [Int] {
    switch self {
    case .amazonConnect: [15, 30]
    case .genesysCloud, .genesysForecast: [15]
    case .calabrio: [15]
    case .verint, .amazonShrinkage: []
    }
  }
}

/// What a vendor's file is made from: contacts and handle time of a queue by interval.
struct VendorSeries {
  /// One interval.
  struct Row {
    var start: Instant
    var offered: Double
    var handled: Double
    var handleSeconds: Double

    /// Mean handle time of a handled contact.
    var average: Double { handled > 0 ? handleSeconds / handled : 0 }
  }

  var queue: Queue
  /// What the other system calls the queue.
  var name: String
  /// Its id there.
  var id: String
  /// In order of time, all of one length.
  var rows: [Row]
  var minutes: Int

  /// The same in intervals of another length: longer ones are shared out evenly, shorter ones added up.
  ///
  /// - Returns: nil where neither length divides the other.
  func every(_ minutes: Int) -> VendorSeries? {
    var result = self
    result.minutes = minutes
    if self.minutes == minutes { return result }
    if self.minutes % minutes == 0 {
      let parts = self.minutes / minutes
      result.rows = rows.flatMap { row in
        (0..<parts).map { part in
          Row(
            start: Instant(secondsSinceEpoch: row.start.secondsSinceEpoch + part * minutes * 60),
            offered: row.offered / Double(parts), handled: row.handled / Double(parts),
            handleSeconds: row.handleSeconds / Double(parts))
        }
      }
      return result
    }
    guard minutes % self.minutes == 0 else { return nil }
    var sums: [Row] = []
    for row in rows {
      let start = Instant(secondsSinceEpoch: row.start.secondsSinceEpoch.flooredToMultiple(of: minutes * 60))
      if sums.last?.start == start {
        sums[sums.count - 1].offered += row.offered
        sums[sums.count - 1].handled += row.handled
        sums[sums.count - 1].handleSeconds += row.handleSeconds
      } else {
        sums.append(Row(start: start, offered: row.offered, handled: row.handled, handleSeconds: row.handleSeconds))
      }
    }
    result.rows = sums
    return result
  }

  /// Contacts as whole numbers whose sums stay right: what is left of one row is carried to the next.
  var wholeOffered: [Int] {
    var carried = 0.0
    return rows.map { row in
      let exact = row.offered + carried
      let whole = max(0, exact.rounded())
      carried = exact - whole
      return Int(whole)
    }
  }
}

extension Int {
  fileprivate func flooredToMultiple(of step: Int) -> Int {
    let rest = self % step
    return rest < 0 ? self - rest - step : self - rest
  }
}
