extension Profile {
  /// One row an interaction, without durations in the narrow form that was seen.
  static let genesysInteractions = Profile("genesys-interactions", "Genesys Cloud, interactions", .files, .contact).with
  {
    $0.knownBy = [
      ["Full Export Completed", "Date", "Initial Direction", "First Queue"],
      ["Conversation ID", "Date", "Direction", "Queue"],
    ]
    $0.start = [["Date"]]
    $0.queue = ["First Queue|Queue", "Media Type"]
    $0.contactId = ["Conversation ID"]
    $0.handleTime = [[Part("Total Handle")], [Part("Handle")]]
    $0.filters = [
      Mapping.Filter("Initial Direction", keeps: ["inbound"]), Mapping.Filter("Direction", keeps: ["inbound"]),
    ]
    $0.isAbandoned = [Mapping.Claim("Abandoned")]
  }
}
