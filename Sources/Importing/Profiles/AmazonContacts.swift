extension Profile {
  /// One row a contact, as a search lists them; a transfer is a contact of its own.
  static let amazonContacts = Profile(
    "amazon-connect-contacts", "Amazon Connect, contact search", .documentation, .contact
  ).with {
    $0.knownBy = [["Contact ID", "Channel", "Initiation method", "Initiation timestamp"]]
    $0.start = [["Initiation timestamp"]]
    $0.zone = "UTC"
    $0.queue = ["Queue", "Channel"]
    $0.contactId = ["Contact ID"]
    $0.handleTime = [
      [Part("Agent interaction duration"), Part("Customer hold duration"), Part("After contact work duration")],
      [Part("Agent interaction duration"), Part("After contact work duration")],
    ]
    $0.isHandled = [
      Mapping.Claim("Connected to agent timestamp"), Mapping.Claim("Agent connection timestamp"),
      Mapping.Claim("Agent interaction duration"),
    ]
    $0.filters = [
      Mapping.Filter("Initiation method", drops: ["outbound", "external_outbound", "disconnect", "monitor"])
    ]
  }
}
