/// The value that would stand at `rank` if the numbers were sorted; reorders them.
///
/// - Precondition: `rank` is an index of `values`.
/// - Complexity: O(n) on average (Hoare's selection with the middle as pivot).
func select(_ values: inout [Double], rank: Int) -> Double {
  values.withUnsafeMutableBufferPointer { a in
    place(a, rank, 0, a.count - 1)
    return a[rank]
  }
}

/// Reorders the numbers so that those at the ranks are where sorting would put them: smaller ones stand before them,
/// larger ones behind.
///
/// - Parameter ranks: increasing indices of `values`.
/// - Complexity: O(n log ranks) on average.
func arrange(_ values: inout [Double], ranks: [Int]) {
  values.withUnsafeMutableBufferPointer { arrange($0, ranks[...], 0, $0.count - 1) }
}

private func arrange(_ a: UnsafeMutableBufferPointer<Double>, _ ranks: ArraySlice<Int>, _ low: Int, _ high: Int) {
  guard !ranks.isEmpty, low < high else { return }
  let middle = (ranks.startIndex + ranks.endIndex) / 2
  let rank = ranks[middle]
  place(a, rank, low, high)
  arrange(a, ranks[..<middle], low, rank - 1)
  arrange(a, ranks[(middle + 1)...], rank + 1, high)
}

/// Hoare's selection within `low...high`.
private func place(_ a: UnsafeMutableBufferPointer<Double>, _ rank: Int, _ low: Int, _ high: Int) {
  var low = low
  var high = high
  while low < high {
    let pivot = a[(low + high) / 2]
    var i = low
    var j = high
    while i <= j {
      while a[i] < pivot { i += 1 }
      while a[j] > pivot { j -= 1 }
      if i <= j {
        a.swapAt(i, j)
        i += 1
        j -= 1
      }
    }
    if rank <= j {
      high = j
    } else if rank >= i {
      low = i
    } else {
      return
    }
  }
}

/// The middle value, the lower of two; 0 of none. Reorders the numbers.
func median(_ values: inout [Double]) -> Double {
  values.isEmpty ? 0 : select(&values, rank: (values.count - 1) / 2)
}

/// A value below which a share of the numbers lies, interpolated; 0 of none.
///
/// - Parameter values: the ones at `quantileRanks` of the share are where sorting would put them.
func quantile(ofArranged values: [Double], _ share: Double) -> Double {
  guard !values.isEmpty else { return 0 }
  let ranks = quantileRanks(share, count: values.count)
  let low = values[ranks[0]]
  return low + (share * Double(values.count - 1) - Double(ranks[0])) * (values[ranks[1]] - low)
}

/// The two ranks between which a share of so many numbers lies.
func quantileRanks(_ share: Double, count: Int) -> [Int] {
  let rank = Int(share * Double(count - 1))
  return [rank, min(rank + 1, count - 1)]
}
