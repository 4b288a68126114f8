import Timeline
import Workforce

/// People and dates: a page for each team and week, and a day of everybody, which scripts draw.
struct RosterSection {
  let model: ReportModel

  func write(to page: inout Markup) {
    guard model.content.roster != nil else { return }
    let phrases = model.phrases
    page.raw("<section id=\"roster\" class=\"part\">")
    page.element("h2", phrases.roster)
    page.raw("<div id=\"roster-controls\" class=\"controls scripted\" hidden></div>")
    page.raw("<p class=\"legend\">")
    for (name, words) in [
      ("wd", phrases.shift), ("wl", phrases.lateEnds), ("wn", phrases.nights), ("wa", phrases.leave),
    ] {
      page.raw("<span><i class=\"key \(name)\"></i>")
      page.add(words)
      page.raw("</span>")
    }
    page.raw("</p><div id=\"day-bars\" class=\"scripted\" hidden></div><div id=\"sheets\">")
    for (number, week) in model.weeks.enumerated() {
      for (index, team) in model.teams.enumerated() {
        var rest = team.people[...]
        // A larger team goes on on the next page.
        while !rest.isEmpty {
          writeSheet(index, Array(rest.prefix(PageStyle.mostRows)), number, week, to: &page)
          rest = rest.dropFirst(PageStyle.mostRows)
        }
      }
    }
    page.raw("</div></section>")
  }

  private func writeSheet(
    _ team: Int, _ people: [Int], _ number: Int, _ week: [CivilDate], to page: inout Markup
  ) {
    let (phrases, forms) = (model.phrases, model.forms)
    // Times of twelve hours are longer, and a row that breaks would take the sheet to a second page.
    let isLong = model.hourCycle != .twentyFour
    let size = people.count <= (isLong ? 8 : 20) ? "" : people.count <= (isLong ? 20 : 32) ? " many" : " most"
    let last = week.last ?? week[0]
    page.raw("<section class=\"sheet\(size) rows\(people.count)\" ")
    page.raw("data-team=\"\(team)\" data-week=\"\(number)\"><h3><bdi>")
    page.add(model.teams[team].name)
    page.raw("</bdi> <span>")
    page.add("\(forms.text(week[0])) – \(forms.fullText(last))")
    page.raw("</span></h3><div class=\"wide\" tabindex=\"0\" role=\"region\" ")
    page.raw("\(Markup.attribute("aria-label", "\(isolated(model.teams[team].name)), \(forms.text(week[0]))"))><table>")
    page.raw("<thead><tr>")
    page.element("th", phrases.person, "scope=\"col\"")
    for date in week {
      page.raw("<th scope=\"col\" data-d=\"\(date.days(since: model.scenario.horizon.first))\">")
      page.add(forms.text(date))
      writeMarks(date, people, to: &page)
      page.raw("</th>")
    }
    page.element("th", phrases.hours, "scope=\"col\" class=\"n\"")
    page.raw("</tr></thead><tbody>")
    for person in people { writeRow(person, week, to: &page) }
    page.raw("</tbody></table></div></section>")
  }

  /// Holidays of the people's sites, and days that are longer or shorter than others.
  private func writeMarks(_ date: CivilDate, _ people: [Int], to page: inout Markup) {
    let scenario = model.scenario
    let sites = scenario.sites.filter { site in people.contains { scenario.agents[$0].site == site.id } }
    var seen = Set<String>()
    for site in sites {
      if let name = scenario.holidays(in: site.region)[date], seen.insert(name).inserted {
        page.raw("<small><bdi>")
        page.add(name)
        page.raw("</bdi></small>")
      }
      let seconds = site.zone.dayLengthSeconds(date)
      guard seconds != 86_400 else { continue }
      let hours = filled(
        model.phrases.longDay, model.forms.number(Double(seconds) / 3600, seconds % 3600 == 0 ? 0 : 1))
      if seen.insert(hours).inserted { page.element("small", hours, "class=\"change\"") }
    }
  }

  private func writeRow(_ person: Int, _ week: [CivilDate], to page: inout Markup) {
    let zone = model.zone(of: person)
    page.raw("<tr data-p=\"\(person)\"><th scope=\"row\"><bdi>")
    page.add(model.name(of: person))
    page.raw("</bdi></th>")
    var minutes = 0
    for date in week {
      let shifts = model.shifts[person].filter { $0.date == date }
      let duties = model.duties[person].filter { $0.date == date }
      minutes += shifts.reduce(0) { $0 + $1.paidMinutes }
      if shifts.isEmpty {
        if model.away[person].contains(date) {
          page.raw("<td class=\"wa\">")
          page.add(model.phrases.leave)
        } else {
          page.raw("<td>")
        }
      } else {
        page.raw("<td class=\"\(Self.kind(of: shifts, in: zone))\">")
        page.add(shifts.map { model.times($0.start, $0.end, in: zone) }.joined(separator: " + "))
      }
      if !duties.isEmpty {
        page.raw("<small>")
        page.add(
          "\(model.phrases.onCall) " + duties.map { model.times($0.start, $0.end, in: zone) }.joined(separator: " + "))
        page.raw("</small>")
      }
      page.raw("</td>")
    }
    page.raw("<td class=\"n\">")
    page.add(model.forms.number(Double(minutes) / 60, 1))
    page.raw("</td></tr>")
  }

  /// Start and end on a clock of 24 hours.
  static func times(_ start: Instant, _ end: Instant, in zone: Zone) -> String {
    "\(zone.local(at: start).clockText)–\(zone.local(at: end).clockText)"
  }

  /// Night (`wn`), late (`wl`) or day (`wd`), as the ledger counts them.
  static func kind(of shifts: [Shift], in zone: Zone) -> String {
    var name = "wd"
    for shift in shifts {
      let start = zone.local(at: shift.start)
      let end = zone.local(at: shift.end)
      if start.secondsOfDay < 5 * 3600 || zone.startOfDay(start.date.advanced(byDays: 1)) < shift.end { return "wn" }
      if end.date > start.date || end.secondsOfDay > 20 * 3600 { name = "wl" }
    }
    return name
  }
}
