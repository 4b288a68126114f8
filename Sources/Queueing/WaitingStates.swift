/// Relative probabilities of 0, 1, 2, ... contacts waiting while every agent is busy, and the sums over them.
///
/// With `a = n AHT^-1 / theta` (answers per mean patience when all agents are busy) and `z = lambda / theta` (arrivals per mean
/// patience), `theta` being the rate at which a waiting contact hangs up, the `j`-th term is
/// `t_j = z^j / ((a+1) ... (a+j))`. All sums are over positive terms, counted in units of the largest one, so that
/// nothing cancels and nothing overflows at any size.
struct WaitingStates {
  /// `t_0` in units of the largest term; 0 when it is below 1e-20 of the whole.
  private(set) var first: Double
  /// The sum of `t_1, t_2, ...`.
  private(set) var rest: Double
  /// The sum of `j t_j`.
  private(set) var waiting: Double
  /// The sum of `t_j * a/(a+j+1) * (1/(a+1) + ... + 1/(a+j+1))`: waits, in mean patiences, of those who get answered.
  private(set) var answeredWaits: Double
  /// Logarithm of the largest term over `exp(peak)`, with `peak` as in ``AbandonmentRates``; only where `first` is 0.
  private(set) var logLargestOverPeak: Double

  /// The sum of all terms.
  var total: Double { first + rest }

  /// Sums the terms from the largest outwards.
  ///
  /// - Parameter withWaits: whether to sum `answeredWaits` too.
  /// - Complexity: about `17 sqrt(z)` terms in overload, `8.5 sqrt(z)` near balance, fewer in underload.
  @inline(__always)
  init(answers a: Double, arrivals z: Double, withWaits: Bool) {
    let mode = z > a ? (z - a).rounded(.down) : 0
    // Upwards from the mode, itself included.
    var term = 1.0
    var others = 0.0  // all terms but the largest
    var waiting = mode
    var waits = 0.0
    var harmonic = 0.0
    if withWaits {
      harmonic = mode == 0 ? 1 / (a + 1) : digamma(a + mode + 2) - digamma(a + 1)
      waits = a / (a + mode + 1) * harmonic
    }
    let harmonicAtMode = harmonic
    var j = mode
    while true {
      let rate = a + j + 1
      // What is left is below term * ratio / (1 - ratio), with weights that grow no faster than j.
      if term * z * (j + 2) < 1e-17 * (1 + others + waiting) * (rate - z) { break }
      j += 1
      term *= z / rate
      others += term
      waiting += j * term
      if withWaits {
        let inverse = 1 / (rate + 1)
        harmonic += inverse
        waits += term * a * inverse * harmonic
      }
    }
    // Downwards from below the mode to no contact waiting.
    first = 1
    logLargestOverPeak = 0
    if mode > 0 {
      term = 1
      harmonic = harmonicAtMode
      j = mode
      let inverseArrivals = 1 / z
      while j > 0 && term > 1e-21 * others {
        if withWaits { harmonic -= 1 / (a + j + 1) }
        term *= (a + j) * inverseArrivals
        j -= 1
        others += term
        waiting += j * term
        if withWaits { waits += term * a / (a + j + 1) * harmonic }
      }
      first = j == 0 ? term : 0
      if j > 0 {
        let m = a + mode
        let excess = (z - m) / m
        let shape = a > 0 ? 0.5 * naturalLog(a / m) + stirlingError(a) : 0
        logLargestOverPeak = m * (naturalLogOfOnePlus(excess) - excess) + shape - stirlingError(m)
      }
    }
    rest = mode == 0 ? others : 1 + others - first
    self.waiting = waiting
    answeredWaits = waits
  }
}
