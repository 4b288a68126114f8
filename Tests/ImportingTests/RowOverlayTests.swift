import Importing
import Testing

/// Rows of a later report laid over those of an earlier one.
@Suite struct RowOverlayTests {
  private func row(
    _ minute: Int, _ offered: Double, _ handled: Double = .nan, _ abandoned: Double = .nan, _ seconds: Double = .nan
  ) -> HistoryRow {
    HistoryRow(
      start: 1_773_648_000 + minute * 60, offset: 3600, offered: offered, handled: handled, abandoned: abandoned,
      handleSeconds: seconds)
  }

  @Test("what a later report does not say stays as far as it can be of its contacts")
  func silence() {
    let old = [row(0, 12, 10, 2, 2000), row(30, 7, 7, 0, 1260), row(60, 4, 4, 0, 800)]
    let overlay = RowOverlay(old, under: [row(0, 12), row(30, 14), row(60, 5, 5)])
    #expect(overlay.rows[0].handled == 10 && overlay.rows[0].abandoned == 2 && overlay.rows[0].handleSeconds == 2000)
    #expect(overlay.rows[1].handled.isNaN && overlay.rows[1].handleSeconds == 2520)
    #expect(overlay.rows[2].handled == 5 && overlay.rows[2].abandoned.isNaN && overlay.rows[2].handleSeconds == 1000)
    #expect(overlay.changed == 2 && overlay.kept == 3 && overlay.covered == 0)
  }

  @Test("another number of any column is a change, and the first is told by its name")
  func changes() {
    let old = [row(0, 12, 10, 2, 2000), row(30, 7, 7, 0, 1260)]
    let overlay = RowOverlay(old, under: [row(0, 12, 11, 1, 2000), row(30, 7, 7, 0, 1300)])
    #expect(overlay.changed == 2)
    #expect(overlay.first.map { [$0.texts.old, $0.texts.new] } == ["10 handled", "11"])
    #expect(RowOverlay(old, under: old).changed == 0)
    #expect(RowOverlay(old, under: [row(0, 3)], keepsOld: true).rows.map(\.offered) == [12, 7])
  }

  @Test("an hour takes the place of its halves, and halves that of their hour")
  func lengths() {
    let halves = (0..<8).map { row($0 * 30, 5) }
    let hours = (0..<4).map { row($0 * 60, 10) }
    let coarse = RowOverlay(halves, under: Array(hours[1...2]))
    #expect(coarse.rows.map(\.offered) == [5, 5, 10, 10, 5, 5] && coarse.covered == 2)
    let fine = RowOverlay(hours, under: Array(halves[2...5]))
    #expect(fine.rows.map(\.offered) == [10, 5, 5, 5, 5, 10] && fine.covered == 0)
    let inner = RowOverlay(hours, under: Array(halves[3...5]))
    #expect(inner.rows.map(\.offered) == [10, 5, 5, 5, 10] && inner.covered == 1)
    let kept = RowOverlay(halves, under: hours, keepsOld: true)
    #expect(kept.rows.map(\.offered) == halves.map(\.offered))
  }

  @Test("a single row takes the place of no neighbour")
  func single() {
    let halves = (0..<8).map { row($0 * 30, 5) }
    let overlay = RowOverlay(halves, under: [row(60, 9)])
    #expect(overlay.rows.map(\.offered) == [5, 5, 9, 5, 5, 5, 5, 5] && overlay.covered == 0)
  }
}
