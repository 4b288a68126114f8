extension Profile {
  /// 45 columns in the full report; short abandons have a column of their own.
  static let talkdesk = Profile("talkdesk", "Talkdesk, contacts report", .files, .contact).with {
    $0.knownBy = [
      ["Interaction ID", "Direction", "Contact Type", "Started At"],
      ["Interaction ID", "Started At", "Ring Groups", "Talk Time"],
      ["Interaction ID", "Call Type", "Start Time", "Talk Time", "Ring Groups"],
    ]
    $0.start = [["Started At"], ["Start Time"]]
    $0.queue = ["Ring Groups"]
    $0.contactId = ["Interaction ID"]
    $0.handleTime = [
      [Part("Handle Time")], [Part("Talk Time"), Part("Hold Time"), Part("After Call Work Time")],
      [Part("Talk Time"), Part("Hold Time")],
    ]
    $0.wait = [Part("Wait Time")]
    $0.isAbandoned = [Mapping.Claim("Abandon Time")]
    $0.isHandled = [Mapping.Claim("Answered At"), Mapping.Claim("Talk Time")]
    $0.filters = [
      Mapping.Filter("Direction", keeps: ["inbound", "in"]),
      Mapping.Filter(
        "Call Type", keeps: ["inbound", "missed", "abandoned", "short_abandoned", "short abandoned", "voicemail"]),
    ]
  }
}
