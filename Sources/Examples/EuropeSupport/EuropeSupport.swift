extension Example {
  /// Sixty people in three cities answer five languages by phone, chat and email.
  static let europeSupport = Example(
    name: "europe-support",
    summary: "60 people in Barcelona, Paris and Lisbon; five languages; four weeks across the European clock change",
    written: [
      WrittenFile(name: "scenario.yaml", text: EuropeSupport.scenario),
      WrittenFile(name: "headcount.yaml", text: EuropeSupport.headcount),
      WrittenFile(name: "agents.csv", text: EuropeSupport.agents),
      WrittenFile(name: "leave.csv", text: EuropeSupport.leave),
      WrittenFile(name: "requests.csv", text: EuropeSupport.requests),
    ],
    history: EuropeSupport.history)
}

/// The parts of the example `europe-support`.
enum EuropeSupport {}
