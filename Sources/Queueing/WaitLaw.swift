internal import Units

/// What can happen to contacts that find every agent busy in ``ErlangA``: the sums or integrals behind every measure.
///
/// Symbols as in ``ErlangA``, and `u = theta t` for time in mean patiences, `g(u) = z (1 - exp(-u)) - a u`. All fields are in
/// units of one common weight, in which the moment before anyone waits has `start`; all are sums of positive terms.
/// - Source: the two forms of `S`, sum and integral, are those of the incomplete gamma function (Palm 1957).
struct WaitLaw {
  /// The weight of `exp(g(0))`; 0 when all else is so much larger that it is lost.
  let start: Double
  /// `z` times the integral of `exp(g)`: everybody who waits.
  let waiting: Double
  /// The same with `exp(-u)` under the integral: who waits and is answered.
  let answered: Double
  /// With `1 - exp(-u)`: who hangs up.
  let abandoned: Double
  /// With `u exp(-u)`: the waits of the answered in mean patiences, or not a number where not asked for.
  let answeredWaits: Double
  /// `waiting` from the threshold on: who would wait longer.
  let late: Double
  /// `answered` from the threshold on.
  let answeredLate: Double

  /// - Parameters:
  ///   - a: answers per mean patience with every agent busy, above 0.
  ///   - z: arrivals per mean patience, above 0.
  ///   - surplus: `a - z`, from where it loses fewer digits.
  ///   - threshold: where lateness begins.
  ///   - withWaits: whether `answeredWaits` is wanted.
  @inline(__always)
  init(answers a: Double, arrivals z: Double, surplus: Double, threshold: WaitThreshold, withWaits: Bool) {
    if z < 1500 && surplus > -6 * z.squareRoot() {
      self.init(summing: a, z, surplus, threshold, withWaits: withWaits)
    } else {
      self.init(integrating: a, z, surplus, threshold)
    }
  }

  /// Sums over the number of contacts waiting, `t_j = z^j / ((a+1) ... (a+j))`, now and with `z exp(-theta T)` at once.
  ///
  /// - Complexity: about `8.5 sqrt(z)` terms near balance, fewer in underload.
  @inline(__always)
  private init(
    summing a: Double, _ z: Double, _ surplus: Double, _ threshold: WaitThreshold, withWaits: Bool
  ) {
    let arrivals = SIMD2(z, z * threshold.patientShare)
    var term = SIMD2(1.0, 1.0)
    var rest = SIMD2(0.0, 0.0)  // t_1 + t_2 + ...
    var queue = 0.0  // sum of j t_j
    var harmonic = 0.0  // 1/(a+1) + ... + 1/(a+j)
    var waits = 0.0
    var j = 0.0
    while true {
      let rate = a + j + 1
      if withWaits {
        harmonic += 1 / rate
        waits += term.x / rate * harmonic
      }
      // What is left is below term * ratio / (1 - ratio), with weights that grow no faster than j.
      if term.x * z * (j + 2) < 1e-17 * (1 + rest.x + queue) * (rate - z) { break }
      term *= arrivals / rate
      rest += term
      j += 1
      queue += j * term.x
    }
    let lateWeight =
      threshold.patiences == .infinity
      ? 0 : exponential(-surplus * threshold.patiences - z * threshold.aboveTangent)
    start = 1
    waiting = z / a * (1 + rest.x)
    answered = rest.x
    abandoned = queue / a
    answeredWaits = withWaits ? z * waits : .nan
    late = z / a * lateWeight * (1 + rest.y)
    answeredLate = lateWeight * rest.y
  }

  /// Integrates over the wait, around the top of `exp(g)`: at 0, or in overload where everybody waits, at `ln(z/a)`.
  ///
  /// - Complexity: constant; some 50 to 150 points, more where `a` is far below 1.
  private init(integrating a: Double, _ z: Double, _ surplus: Double, _ threshold: WaitThreshold) {
    let isOverload = surplus < 0
    let top = isOverload ? naturalLogOfOnePlus(-surplus / a) : 0
    let patientAtTop = isOverload ? a / z : 1
    let hill = Hill(
      slope: isOverload ? 0 : surplus, curvature: isOverload ? a : z, leftEdge: -top)
    let split = threshold.patiences - top
    var waiting = 0.0
    var answered = 0.0
    var abandoned = 0.0
    var answeredWaits = 0.0
    var late = 0.0
    var answeredLate = 0.0
    hill.forEachPoint(splitAt: split, above: decayAboveTangent) { x, mass in
      let lost = x - decayAboveTangent(x)  // 1 - exp(-x)
      let staying = mass * patientAtTop * (1 - lost)
      waiting += mass
      answered += staying
      abandoned += mass * (1 - patientAtTop + patientAtTop * lost)
      answeredWaits += staying * (top + x)
      if x > split {
        late += mass
        answeredLate += staying
      }
    }
    start = isOverload ? exponential(-hill.fall(-top, decayAboveTangent)) : 1
    self.waiting = z * waiting
    self.answered = z * answered
    self.abandoned = z * abandoned
    self.answeredWaits = z * answeredWaits
    self.late = z * late
    self.answeredLate = z * answeredLate
  }
}

/// What a threshold contributes to the wait law, kept because a search asks for it at many numbers of agents.
struct WaitThreshold {
  /// The threshold itself.
  let time: Seconds
  /// `theta T`: the threshold in mean patiences.
  let patiences: Double
  /// `exp(-theta T)`: share that does not hang up by the threshold.
  let patientShare: Double
  /// `exp(-theta T) - 1 + theta T`.
  let aboveTangent: Double

  init(_ threshold: Seconds, patience: Seconds) {
    precondition(threshold.value >= 0, "a threshold is at least 0 seconds")
    time = threshold
    patiences = threshold.value == 0 ? 0 : threshold.value / patience.value
    patientShare = exponential(-patiences)
    aboveTangent = decayAboveTangent(patiences)
  }
}
