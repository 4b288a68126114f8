import Foundation
import LabourRules
import Testing

@Suite("The page of rules")
struct RulePageTests {
  @Test("every rule has its own id and stands in docs/reference/rules.md")
  func everyRuleIsExplained() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/reference/rules.md"), encoding: .utf8)
    let ids = LabourRule.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    let others = ["unknown-person", "unknown-contract"] + Remark.Wish.allCases.map(\.rawValue)
    for id in ids + others {
      #expect(page.contains("| `\(id)` |"), "\(id) is not explained")
    }
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(rows.count == ids.count + others.count)
  }
}
