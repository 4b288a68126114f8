extension Profile {
  static let threeCXCalls = Profile("3cx-calls", "3CX, call log", .files, .contact).with {
    $0.knownBy = [
      ["CallID", "Time", "Duration", "Direction", "Status"],
      ["Call Time", "Caller ID", "Destination", "Status", "Ringing", "Talking"],
    ]
    $0.start = [["Time"], ["Call Time"]]
    $0.queue = ["Queue"]
    $0.contactId = ["CallID"]
    $0.handleTime = [[Part("Talking")], [Part("Duration")]]
    $0.isHandled = [Mapping.Claim("Status", words: ["answered", "completed"])]
    $0.isAbandoned = [Mapping.Claim("Status", words: ["unanswered", "missed", "abandoned", "no answer"])]
    $0.filters = [Mapping.Filter("Direction", keeps: ["inbound", "in", "incoming"])]
  }
}
