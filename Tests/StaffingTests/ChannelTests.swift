import Staffing
import Testing
import Timeline
import Units
import Workforce

@Suite struct ChannelTests {
  @Test(
    "whatever waits for a deadline is staffed and covered like email",
    arguments: Channel.allCases.filter(\.isDeferred))
  func deferred(channel: Channel) throws {
    let email = try DeferredWorkTests.email(.business, hours: 4)
    var other = email
    other.queues[0].channel = channel
    let offered = { (interval: Int) in interval % 48 == 20 ? 12.0 : 2 }
    func planned(_ scenario: Scenario) -> Requirement {
      Staffing.requirement(for: Fixture.forecast(scenario, handleTime: 300, offered: offered), in: scenario)
    }
    let expected = planned(email)
    #expect(planned(other).queues[0].netAgents == expected.queues[0].netAgents)
    #expect(expected.queues[0].netAgents.contains { $0 > 0 })
  }

  @Test("people wait on the line of a phone or chat queue and of no other")
  func live() {
    #expect(Channel.allCases.filter { !$0.isDeferred } == [.phone, .chat])
    #expect(Channel.allCases.filter(\.isConcurrent) == [.chat])
    #expect(Channel.allCases.filter(\.takesCalls) == [.phone])
  }
}
