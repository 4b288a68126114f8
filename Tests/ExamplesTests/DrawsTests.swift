import Chance
import Examples
import Testing

@Suite("Random quantities for made-up histories")
struct DrawsTests {
  /// First numbers of SplitMix64 from the seed 1234567, a vector that many implementations share.
  @Test("the generator gives the numbers everybody's SplitMix64 gives")
  func generatorVector() {
    var generator = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
      16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in generator.next() } == expected)
  }

  @Test("parts of one seed differ from each other and repeat themselves")
  func parts() {
    let firsts = (0..<100).map { part in
      var generator = SplitMix64(seed: 7, part: part)
      return generator.next()
    }
    #expect(Set(firsts).count == 100)
    var again = SplitMix64(seed: 7, part: 42)
    #expect(again.next() == firsts[42])
  }

  @Test("waiting times are exponential: mean 1, variance 1, and e^-1 of them above 1")
  func exponential() {
    var draws = Draws(seed: 1, part: 0)
    let values = (0..<200_000).map { _ in draws.exponential() }
    let (mean, variance) = moments(values)
    #expect(abs(mean - 1) < 0.01)
    #expect(abs(variance - 1) < 0.03)
    let above = Double(values.count { $0 > 1 }) / Double(values.count)
    #expect(abs(above - 0.367_879) < 0.005)
  }

  @Test("counts are Poisson: variance equals mean, and none arrive with e^-mean", arguments: [0.3, 2.0, 17.5, 60.0])
  func poisson(mean: Double) {
    var draws = Draws(seed: 2, part: 0)
    let values = (0..<40_000).map { _ in Double(draws.poisson(mean: mean)) }
    let (found, variance) = moments(values)
    #expect(abs(found / mean - 1) < 0.02)
    #expect(abs(variance / mean - 1) < 0.05)
    if mean == 2 {
      let none = Double(values.count { $0 == 0 }) / Double(values.count)
      #expect(abs(none - 0.135_335) < 0.007)
    }
  }

  @Test("moods have mean 1 and the variance their shape says", arguments: [1, 6, 80, 400])
  func factor(shape: Int) {
    var draws = Draws(seed: 3, part: 0)
    let (mean, variance) = moments((0..<20_000).map { _ in draws.factor(shape: shape) })
    #expect(abs(mean - 1) < 0.04)
    #expect(abs(variance * Double(shape) - 1) < 0.1)
  }

  @Test("nothing arrives in no time, and nobody of nobody hangs up")
  func emptyCases() {
    var draws = Draws(seed: 4, part: 0)
    #expect(draws.poisson(mean: 0) == 0)
    #expect(draws.binomial(trials: 0, probability: 0.5) == 0)
    #expect(draws.gamma(shape: 0) == 0)
    #expect((0..<1000).allSatisfy { _ in draws.binomial(trials: 5, probability: 1) == 5 })
  }

  private func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return (mean, variance)
  }
}
