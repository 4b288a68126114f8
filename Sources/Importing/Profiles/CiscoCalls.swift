extension Profile {
  /// One row a call and leg; dispositions and types have a number and a word.
  static let ciscoCalls = Profile(
    "cisco-uccx-calls", "Cisco UCCX, detailed call by call (CCDR)", .documentation, .contact
  ).with {
    $0.knownBy = [
      ["Call Start Time", "Contact Disposition", "CSQ Names", "Talk Time"],
      ["Start Time", "Contact Disposition", "CSQ Names", "Talk Time"],
      ["Call Start Time", "Contact Disposition", "CSQ Name", "Talk Time"],
    ]
    $0.start = [["Call Start Time"], ["Start Time"]]
    $0.queue = ["CSQ Names|CSQ Name"]
    $0.contactId = ["Node ID - Session ID - Sequence No.", "Node ID-Session ID-Sequence No", "Session ID"]
    $0.handleTime = [
      [Part("Talk Time"), Part("Hold Time"), Part("Work Time")], [Part("Talk Time"), Part("Work Time")],
      [Part("Talk Time")],
    ]
    $0.wait = [Part("Queue Time")]
    $0.isHandled = [Mapping.Claim("Contact Disposition", words: ["handled", "2"])]
    $0.isAbandoned = [Mapping.Claim("Contact Disposition", words: ["abandoned", "1"])]
    $0.filters = [
      Mapping.Filter("Contact Type", keeps: ["incoming", "1", "1: incoming", "4: redirect in", "5: transfer in"])
    ]
  }
}
