/// The value that would stand at `rank` if the numbers were sorted; reorders them.
///
/// - Precondition: `rank` is an index of `values`.
/// - Complexity: O(n) on average (Hoare's selection with the middle as pivot).
func select(_ values: inout [Double], rank: Int) -> Double {
  values.withUnsafeMutableBufferPointer { a in
    var low = 0
    var high = a.count - 1
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
        break
      }
    }
    return a[rank]
  }
}

/// The middle value, the lower of two; 0 of none. Reorders the numbers.
func median(_ values: inout [Double]) -> Double {
  values.isEmpty ? 0 : select(&values, rank: (values.count - 1) / 2)
}

/// A value below which a share of the sorted numbers lies, interpolated; 0 of none.
func quantile(ofSorted values: [Double], _ share: Double) -> Double {
  guard let last = values.last else { return 0 }
  let position = share * Double(values.count - 1)
  let index = Int(position)
  guard index + 1 < values.count else { return last }
  return values[index] + (position - Double(index)) * (values[index + 1] - values[index])
}
