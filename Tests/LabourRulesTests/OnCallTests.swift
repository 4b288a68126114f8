import LabourRules
import Testing
import Timeline
import Workforce

@Suite("Who is on call")
struct OnCallTests {
  /// A shift from 08:00 to 16:30 on a Tuesday, and a duty from 20:00 on.
  private func centre() throws -> Centre {
    var centre = try Centre(weeks: 1)
    try centre.work("2026-03-24")
    centre.duties = [try duty(from: "2026-03-24T20:00+01:00", to: "2026-03-25T08:00+01:00")]
    return centre
  }

  private func duty(from start: String, to end: String, skill: String = "L1") throws -> OnCallDuty {
    let begin = try #require(Instant(iso: start))
    let date = try #require(CivilDate(iso: String(start.prefix(10))))
    return OnCallDuty(
      agent: "ana", date: date, site: "home", skill: skill, start: begin, end: try #require(Instant(iso: end)))
  }

  @Test("a duty beside the shifts is right, one that meets a shift by a minute is not") func overlap() throws {
    var centre = try centre()
    #expect(centre.violations.isEmpty)
    centre.duties[0].start = centre.shifts[0].end
    #expect(centre.violations.isEmpty)
    centre.duties[0].start = centre.shifts[0].end.advanced(bySeconds: -60)
    #expect(centre.broken == ["on-call-shift"])
    #expect(centre.violations.first?.finding == "is on call for L1 during a shift, for 1 min")
  }

  @Test("nobody is on call on a date of leave or absence; the evening before is another date") func away() throws {
    let centre = try centre()
    func leave(_ text: String) throws -> Centre {
      try centre.after {
        $0.scenario.leave = [Leave(agent: "ana", from: try date(text), to: try date(text), kind: "vacation")]
      }
    }
    #expect(try leave("2026-03-25").violations.isEmpty)
    #expect(try leave("2026-03-24").broken == ["leave", "on-call-away"])
  }

  @Test("who is on call has the skill and the site") func skill() throws {
    let centre = try centre()
    let other = centre.after { $0.duties[0].skill = "L2" }
    #expect(other.broken == ["on-call-skill"])
    let away = centre.after { $0.duties[0].site = "away" }
    #expect(away.broken == ["on-call-skill"])
  }

  @Test("one duty a date is enough") func once() throws {
    var centre = try centre()
    centre.duties.append(try duty(from: "2026-03-25T20:00+01:00", to: "2026-03-26T08:00+01:00"))
    #expect(centre.violations.isEmpty)
    centre.duties.append(try duty(from: "2026-03-24T17:00+01:00", to: "2026-03-24T20:00+01:00"))
    #expect(centre.broken == ["on-call-once"])
  }
}
