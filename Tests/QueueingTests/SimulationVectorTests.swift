import Foundation
import Queueing
import Testing
import Units

/// Scenarios that an independent simulation played for longer; its figures and half widths stand in the file.
@Suite(.enabled(if: SharedVectors.arePresent, "needs the shared vectors beside the checkout"))
struct SimulationVectorTests {
  /// Every simulated figure lies within 4 standard errors of the reference, and is at most 3 times as vague.
  private func compare(_ own: Estimate, _ reference: Any?, _ place: String) throws {
    let entry = try #require(reference as? [String: Any], "\(place)")
    guard let expected = entry["est"] as? Double, let width = entry["ci95"] as? Double else {
      #expect(own.value.isNaN, "\(place): \(own) for nothing counted")
      return
    }
    let error = (own.halfWidth * own.halfWidth + width * width).squareRoot() / 1.96
    #expect(abs(own.value - expected) < 4 * error, "\(place): \(own) for \(expected) +- \(width)")
    #expect(own.halfWidth <= 3 * width, "\(place): \(own) for +- \(width)")
  }

  private func scenarios(_ simulator: String) throws -> [[String: Any]] {
    let document = try JSONSerialization.jsonObject(with: SharedVectors.data("queue_sim.json")) as? [String: Any]
    let all = try #require(document?["scenarios"] as? [[String: Any]])
    return all.filter { $0["simulator"] as? String == simulator }
  }

  /// A fifth of the reference's replications makes our half width 2.2 times its own.
  private func replications(_ scenario: [String: Any]) throws -> Int {
    Int(Double(try #require(scenario["replications"] as? Int)) * 0.2)
  }

  /// Skills, routing and changing staff; chats held several at once; mail in the gaps and over night.
  enum Centre: CaseIterable {
    case skills, chats, blend
  }

  @Test("levels, waits, occupancy, concurrency, deadlines and backlog are the reference's", arguments: Centre.allCases)
  func reference(centre: Centre) throws {
    switch centre {
    case .skills: try skills()
    case .chats: try chats()
    case .blend: try blend()
    }
  }

  private func skills() throws {
    for scenario in try scenarios("sbr") {
      let name = try #require(scenario["name"] as? String)
      let staffings = try #require(scenario["staffing"] as? [String: [String: Any]])
      let reference = try #require(scenario["reference"] as? [String: Any])
      for label in staffings.keys.sorted() {
        let centre = try skillCentre(scenario, staffing: #require(staffings[label]))
        let result = try Simulator(centre, seed: 20_260_711).run(replications: replications(scenario))
        let expected = try #require(reference[label] as? [String: [String: [String: Any]]])
        let types = try #require(scenario["types"] as? [[String: Any]]).map { $0["name"] as? String ?? "" }
        for queue in Array(types.indices) + [nil] as [Int?] {
          let type = queue.map { types[$0] } ?? "all"
          try compareQueue(result, queue, #require(expected["types"]?[type]), "\(name)/\(label)/\(type)")
        }
        for (team, group) in try #require(scenario["groups"] as? [[String: Any]]).enumerated() {
          let groupName = try #require(group["name"] as? String)
          try compare(
            result.team(team).occupancy, expected["groups"]?[groupName]?["occupancy"], "\(name)/\(label)/\(groupName)")
        }
      }
    }
  }

  private func compareQueue(_ result: SimulationResult, _ queue: Int?, _ expected: [String: Any], _ place: String)
    throws
  {
    let own = result.queue(queue)
    try compare(own.serviceLevel(), expected["sl_offered"], "\(place)/sl_offered")
    try compare(own.serviceLevel(.excludingShort), expected["sl_exclshort"], "\(place)/sl_exclshort")
    try compare(own.abandoned, expected["p_abandon"], "\(place)/p_abandon")
    try compare(own.waitProbability, expected["p_wait"], "\(place)/p_wait")
    try compare(own.averageWait, expected["asa_s"], "\(place)/asa")
    guard let byInterval = expected["sl_offered_by_interval"] as? [Any] else { return }
    #expect(byInterval.count == result.intervals)
    for (interval, entry) in byInterval.enumerated() {
      try compare(result.queue(queue, interval: interval).serviceLevel(), entry, "\(place)/\(interval)")
    }
  }

  private func skillCentre(_ scenario: [String: Any], staffing: [String: Any]) throws -> ContactCentre {
    let types = try #require(scenario["types"] as? [[String: Any]])
    let groups = try #require(scenario["groups"] as? [[String: Any]])
    let typeNames = types.map { $0["name"] as? String ?? "" }
    let groupNames = groups.map { $0["name"] as? String ?? "" }
    let length = try #require(scenario["interval_s"] as? Double)
    let isByPriority = scenario["queue_rule"] as? String == "priority"
    let queues = try types.map { type in
      ContactCentre.Line(
        arrivals: try arrivals(type["rate_per_h"], every: length),
        patience: (type["patience_s"] as? Double).map(Seconds.init),
        threshold: .seconds(try #require(type["T_s"] as? Double)),
        routes: try #require(type["try_groups"] as? [String]).compactMap { groupNames.firstIndex(of: $0) })
    }
    let teams = try groups.map { group in
      let name = try #require(group["name"] as? String)
      let handleTimes = try #require(group["aht_s"] as? [String: Double])
      let skills = try #require(group["serves"] as? [String]).enumerated().map { place, type in
        ContactCentre.Skill(
          queue: try #require(typeNames.firstIndex(of: type)), handleTime: .seconds(try #require(handleTimes[type])),
          priority: isByPriority ? place : 0)
      }
      let people = try #require((staffing[name] as? [Int]) ?? (staffing[name] as? Int).map { [$0] })
      return ContactCentre.Team(
        skills: skills, staffing: people.enumerated().map { (.seconds(Double($0.offset) * length), $0.element) })
    }
    var centre = ContactCentre(
      queues: queues, teams: teams, horizon: .seconds(try #require(scenario["horizon_s"] as? Double)))
    centre.warmUp = .seconds(try #require(scenario["warmup_s"] as? Double))
    if centre.warmUp.value == 0 { centre.interval = .seconds(length) }
    return centre
  }

  private func arrivals(_ value: Any?, every length: Double) throws -> ArrivalRate {
    if let rate = value as? Double { return .constant(rate / 3600) }
    if let rates = value as? [Double] { return .steps(rates.map { $0 / 3600 }, every: .seconds(length)) }
    let wave = try #require(value as? [String: Double])
    let mean = try #require(wave["mean"]) / 3600
    let amplitude = try #require(wave["amplitude"])
    let period = try #require(wave["period_s"])
    let zero = try #require(wave["zero_s"])
    return .varying(peak: mean * (1 + amplitude)) { time in
      max(0, mean * (1 + amplitude * sin(2 * Double.pi * (time - zero) / period)))
    }
  }

  private func chats() throws {
    for scenario in try scenarios("chat") {
      let handleTimes = try #require(scenario["aht_by_concurrency_s"] as? [Double]).map(Seconds.init)
      var centre = ContactCentre(
        queues: [
          .init(
            arrivals: .constant(try #require(scenario["rate_per_h"] as? Double) / 3600),
            patience: .seconds(try #require(scenario["patience_s"] as? Double)),
            threshold: .seconds(try #require(scenario["T_s"] as? Double)), routes: [0])
        ],
        teams: [
          .init(
            skills: [.init(queue: 0, handleTimes: handleTimes)],
            staffing: [(.seconds(0), try #require(scenario["agents"] as? Int))])
        ],
        horizon: .seconds(try #require(scenario["horizon_s"] as? Double)))
      centre.warmUp = .seconds(try #require(scenario["warmup_s"] as? Double))
      let result = try Simulator(centre, seed: 7).run(replications: replications(scenario))
      let expected = try #require(scenario["reference"] as? [String: Any])
      let own = result.queue(0)
      let team = result.team(0)
      try compare(own.serviceLevel(), expected["sl_offered"], "chat/sl_offered")
      try compare(own.abandoned, expected["p_abandon"], "chat/p_abandon")
      try compare(own.waitProbability, expected["p_wait"], "chat/p_wait")
      try compare(own.averageWait, expected["asa_s"], "chat/asa")
      try compare(team.occupancy, expected["occupancy_any_chat"], "chat/occupancy")
      try compare(team.contactsPerBusyAgent, expected["mean_chats_per_busy_agent"], "chat/concurrency")
      try compare(team.averageHandleTime, expected["mean_handle_s"], "chat/handle time")
    }
  }

  private func blend() throws {
    for scenario in try scenarios("blend") {
      let centre = try blendCentre(scenario)
      let result = try Simulator(centre, seed: 11).run(replications: replications(scenario))
      let expected = try #require(scenario["reference"] as? [String: Any])
      let mail = result.queue(1)
      try compare(mail.withinBusinessDeadline, expected["email_within_sla_business"], "mail/business")
      try compare(mail.withinClockDeadline, expected["email_within_sla_clock"], "mail/clock")
      try compare(mail.averageFinishTime, expected["email_mean_clock_s"], "mail/finish time")
      try compare(result.backlog(probe: 0, queue: 1), expected["email_backlog_at_open"], "mail/backlog at open")
      try compare(result.backlog(probe: 1, queue: 1), expected["email_backlog_at_close"], "mail/backlog at close")
      try compare(result.team(0).occupancy, expected["occupancy"], "mail/occupancy")
      guard expected["voice_sl_offered"] != nil else { continue }
      let voice = result.queue(0)
      try compare(voice.serviceLevel(), expected["voice_sl_offered"], "voice/sl_offered")
      try compare(voice.abandoned, expected["voice_p_abandon"], "voice/p_abandon")
      try compare(voice.averageWait, expected["voice_asa_s"], "voice/asa")
    }
  }

  private func blendCentre(_ scenario: [String: Any]) throws -> ContactCentre {
    func number(_ key: String) throws -> Double { try #require(scenario[key] as? Double) }
    let days = Int(try number("days"))
    let warmDays = Int(try number("warmup_days"))
    let hourly = { (key: String, days: Int) throws -> [Double] in
      let day = try #require(scenario[key] as? [Double])
      return (0..<days).flatMap { _ in day }
    }
    let open = try number("open_s")
    let close = try number("close_s")
    var mail = ContactCentre.Line(
      arrivals: .steps(try hourly("email_per_h", days).map { $0 / 3600 }, every: .hours(1)), patience: nil,
      threshold: .seconds(0), routes: [0])
    var deferral = ContactCentre.Deferral(deadline: .seconds(try number("email_sla_s")))
    deferral.reserve = Int(try number("reserve"))
    deferral.openPeriods = (0..<(days + 30)).map {
      (.seconds(Double($0) * 86_400 + open), .seconds(Double($0) * 86_400 + close))
    }
    mail.deferral = deferral
    let voice = ContactCentre.Line(
      arrivals: .steps(try hourly("voice_per_h", days).map { $0 / 3600 }, every: .hours(1)),
      patience: .seconds(try number("voice_patience_s")), threshold: .seconds(try number("T_s")), routes: [0])
    let team = ContactCentre.Team(
      skills: [
        .init(queue: 0, handleTime: .seconds(try number("voice_aht_s"))),
        .init(queue: 1, handleTime: .seconds(try number("email_aht_s"))),
      ],
      staffing: try hourly("agents_by_hour", days + 30).enumerated().map {
        (.hours(Double($0.offset)), Int($0.element))
      })
    var centre = ContactCentre(queues: [voice, mail], teams: [team], horizon: .hours(24 * Double(days)))
    centre.warmUp = .hours(24 * Double(warmDays))
    centre.backlogProbes = [open, close].map { moment in
      (warmDays..<days).map { .seconds(Double($0) * 86_400 + moment) }
    }
    return centre
  }
}
