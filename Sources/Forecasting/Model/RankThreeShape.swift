/// A second opinion on a day's shape: the three strongest patterns of the square roots of its counts, each with a
/// score that depends on the weekday and on the score of the day before.
///
/// - Source: after Shen and Huang, Interday forecasting and intraday updating of call center arrivals, Manufacturing
///   and Service Operations Management 10 (2008); the root makes the noise of counts even.
struct RankThreeShape: Sendable {
  /// Shape [patterns][slotCount], orthonormal.
  private var patterns: [[Double]]
  /// Shape [patterns]: expected score = weekday[d] + carry x score of the row before.
  private var weekdayEffect: [[Double]]
  private var carry: [Double]
  private var lastScore: [Double]
  /// Shape [7][slotCount]: whether the history has the slot on that weekday.
  private let isSeen: [Bool]
  private let slotCount: Int

  private static let patternCount = 3
  /// Rows read: about half a year of open days.
  private static let rowLimit = 200

  init(_ clean: DayMatrix, _ calendar: DayCalendar) {
    slotCount = clean.slotCount
    let first = max(0, clean.rowCount - Self.rowLimit)
    let filled = FilledRows(clean, calendar, from: first)
    isSeen = filled.isSeen
    let rows = clean.rowCount - first
    let roots = filled.values.map { ($0 + 0.25).squareRoot() }
    patterns = Self.leadingPatterns(of: roots, rows: rows, slotCount: clean.slotCount)
    weekdayEffect = []
    carry = []
    lastScore = []
    for pattern in patterns {
      var scores = [Double](repeating: 0, count: rows)
      for row in 0..<rows {
        for slot in 0..<slotCount { scores[row] += roots[row * slotCount + slot] * pattern[slot] }
      }
      let fit = Self.autoregression(scores, weekday: Array(calendar.weekday[first..<clean.rowCount]))
      weekdayEffect.append(fit.weekday)
      carry.append(fit.carry)
      lastScore.append(scores.last ?? 0)
    }
  }

  /// Relative sizes of the slots of the rows that follow the history, shape [weekdays.count][slotCount]; NaN for a slot
  /// that the weekday never had.
  func shapes(ofWeekdays weekdays: [Int]) -> [[Double]] {
    var score = lastScore
    return weekdays.map { weekday in
      var roots = [Double](repeating: 0, count: slotCount)
      for index in patterns.indices {
        score[index] = weekdayEffect[index][weekday] + carry[index] * score[index]
        for slot in 0..<slotCount { roots[slot] += score[index] * patterns[index][slot] }
      }
      return (0..<slotCount).map { slot in
        guard isSeen[weekday * slotCount + slot] else { return .nan }
        let root = max(0, roots[slot])
        return max(0, root * root - 0.25)
      }
    }
  }

  /// The eigenvectors of roots' roots with the largest eigenvalues, by orthogonal iteration.
  private static func leadingPatterns(of roots: [Double], rows: Int, slotCount: Int) -> [[Double]] {
    var gram = [Double](repeating: 0, count: slotCount * slotCount)
    roots.withUnsafeBufferPointer { z in
      gram.withUnsafeMutableBufferPointer { g in
        for row in 0..<rows {
          let base = row * slotCount
          for a in 0..<slotCount {
            let value = z[base + a]
            for b in 0...a { g[a * slotCount + b] += value * z[base + b] }
          }
        }
        for a in 0..<slotCount {
          for b in 0..<a { g[b * slotCount + a] = g[a * slotCount + b] }
        }
      }
    }
    let count = min(patternCount, slotCount, rows)
    // Any start that is not orthogonal to the answer will do; these are fixed so that every run is the same.
    var vectors: [[Double]] = (0..<count).map { index in
      guard index > 0 else { return [Double](repeating: 1, count: slotCount) }
      let stride = 2 * index + 3
      return (0..<slotCount).map { slot in Double((slot * stride + index) % 7 - 3) }
    }
    for _ in 0..<25 {
      for index in vectors.indices {
        var product = [Double](repeating: 0, count: slotCount)
        // The matrix is its own transpose: its rows are added up, which runs along memory.
        gram.withUnsafeBufferPointer { g in
          product.withUnsafeMutableBufferPointer { product in
            for b in 0..<slotCount {
              let value = vectors[index][b]
              for a in 0..<slotCount { product[a] += g[b * slotCount + a] * value }
            }
          }
        }
        for earlier in 0..<index {
          let overlap = zip(product, vectors[earlier]).reduce(0.0) { $0 + $1.0 * $1.1 }
          for slot in 0..<slotCount { product[slot] -= overlap * vectors[earlier][slot] }
        }
        let length = product.reduce(0) { $0 + $1 * $1 }.squareRoot()
        vectors[index] = length > 1e-9 ? product.map { $0 / length } : product.map { _ in 0 }
      }
    }
    return vectors
  }

  /// Least squares of each score on its weekday and the score before.
  private static func autoregression(_ scores: [Double], weekday: [Int]) -> (weekday: [Double], carry: Double) {
    let size = 8
    var gram = [Double](repeating: 0, count: size * size)
    var moment = [Double](repeating: 0, count: size)
    for row in scores.indices.dropFirst() {
      let day = weekday[row]
      let before = scores[row - 1]
      gram[day * size + day] += 1
      gram[day * size + 7] += before
      gram[7 * size + 7] += before * before
      moment[day] += scores[row]
      moment[7] += before * scores[row]
    }
    for index in 0..<size { gram[index * size + index] += 1e-6 }
    let solution = CholeskyFactor(ofUpper: gram, size: size).solve(moment)
    return (Array(solution[0..<7]), min(max(solution[7], -0.98), 0.98))
  }
}

/// The last rows of a history with absent slots filled from the four same weekdays before, or from their mean.
struct FilledRows {
  /// Shape [rows][slotCount].
  private(set) var values: [Double]
  /// Shape [7][slotCount].
  private(set) var isSeen: [Bool]

  init(_ matrix: DayMatrix, _ calendar: DayCalendar, from first: Int) {
    let slotCount = matrix.slotCount
    values = Array(matrix.values[(first * slotCount)...])
    isSeen = [Bool](repeating: false, count: 7 * slotCount)
    var rowsOf = [[Int]](repeating: [], count: 7)
    for row in first..<max(first, matrix.rowCount) { rowsOf[calendar.weekday[row]].append(row - first) }
    for (weekday, rows) in rowsOf.enumerated() {
      for slot in 0..<slotCount {
        var sum = 0.0
        var count = 0.0
        for row in rows where !values[row * slotCount + slot].isNaN {
          sum += values[row * slotCount + slot]
          count += 1
        }
        isSeen[weekday * slotCount + slot] = count > 0
        if count == Double(rows.count) { continue }
        let mean = count > 0 ? sum / count : 0
        for (position, row) in rows.enumerated() where values[row * slotCount + slot].isNaN {
          let before = rows[max(0, position - 4)..<position]
          let recent = before.reduce(0) { $0 + values[$1 * slotCount + slot] }
          values[row * slotCount + slot] = before.isEmpty ? mean : recent / Double(before.count)
        }
      }
    }
  }
}
