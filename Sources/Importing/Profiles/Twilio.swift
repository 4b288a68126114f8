extension Profile {
  /// Reports are built by each user; these are the words of the model behind them.
  static let twilio = Profile("twilio-flex", "Twilio Flex Insights, segments", .documentation, .contact).with {
    $0.knownBy = [
      ["Segment", "Conversation", "Queue", "Talk Time"],
      ["Conversation ID", "Queue", "Communication Channel", "Talk Time"],
    ]
    $0.start = [["Date", "Time"], ["Start Time"], ["Segment Start"]]
    $0.queue = ["Queue", "Communication Channel"]
    $0.contactId = ["Segment", "Conversation ID", "Conversation"]
    $0.handleTime = [[Part("Handling Time")], [Part("Talk Time"), Part("Wrap Up Time")], [Part("Talk Time")]]
    $0.isAbandoned = [Mapping.Claim("Abandoned")]
    $0.filters = [Mapping.Filter("Direction", keeps: ["inbound"])]
  }
}
