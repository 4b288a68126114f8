extension Example {
  /// Forty-five people on three continents answer English and Spanish day and night.
  static let followTheSun = Example(
    name: "follow-the-sun",
    summary: "45 people in Mexico City, Lisbon and Manila; 24 hours; five weeks across two different clock changes",
    written: [
      WrittenFile(name: "scenario.yaml", text: FollowTheSun.scenario),
      WrittenFile(name: "headcount.yaml", text: FollowTheSun.headcount),
      WrittenFile(name: "agents.csv", text: FollowTheSun.agents),
      WrittenFile(name: "leave.csv", text: FollowTheSun.leave),
      WrittenFile(name: "requests.csv", text: FollowTheSun.requests),
    ],
    history: FollowTheSun.history)
}

/// The parts of the example `follow-the-sun`.
enum FollowTheSun {}
