import Tabular
import Units
import Workforce

/// How many runs of a sweep keep a promise, and which of those that do costs least.
struct PromiseTally {
  let text: String
  let place: String
  private var kept = 0
  private var told = 0
  /// The first run that breaks it, and what is missing there.
  private var broken: (run: String, shortfall: String)?
  /// The run that keeps it at the least wages; the first of those that cost the same.
  private var cheapest: (run: String, wages: Double)?

  init(text: String, place: String) {
    (self.text, self.place) = (text, place)
  }

  /// Counts a run.
  mutating func add(_ verdict: PromiseVerdict, of run: SweepPlan.Run, wages: [String: Int]?) {
    told += 1
    let name = run.values.compactMap { $0 }.joined(separator: ", ")
    if verdict.isKept {
      kept += 1
      let wages = wages?.reduce(0) { $0 + Double($1.value) / Money.minorUnits(ofOne: $1.key) } ?? 0
      if wages < cheapest?.wages ?? .infinity { cheapest = (name, wages) }
    } else if broken == nil {
      broken = (name, verdict.shortfallText)
    }
  }

  /// What became of the promise over the runs.
  var sentence: String {
    guard let broken else { return "Promise kept in every run: \(text)." }
    let first = (broken.run.isEmpty ? ", broken: " : ", first broken at \(broken.run): ") + broken.shortfall
    let next =
      cheapest.map { best in
        let money = best.wages > 0 ? " at the least wages, \(FixedDecimal.text(best.wages, decimals: 0))" : ""
        return best.run.isEmpty ? "" : "\n  next: \(best.run) keeps it\(money)."
      } ?? "\n  next: no run keeps it; vary further, or see what muster plan proposes for one of them."
    return "Promise kept in \(kept) of \(told) runs: \(place): \(text)\(first).\(next)"
  }
}
