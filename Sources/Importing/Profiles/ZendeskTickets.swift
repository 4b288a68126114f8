extension Profile {
  /// Tickets have no handle time: it is told for the queue in scenario.yaml.
  static let zendeskTickets = Profile("zendesk-tickets", "Zendesk, ticket export", .files, .contact).with {
    $0.knownBy = [
      ["Id", "Requester", "Group", "Status", "Via", "Created at"],
      ["Ticket ID", "Created Date", "Resolved Date", "Priority"],
      ["Summation column", "Id", "Requester", "Group", "Created at"],
    ]
    $0.start = [["Created at"], ["Created Date"]]
    $0.queue = ["Group|Issue Type", "Via"]
    $0.contactId = ["Id", "Ticket ID"]
    $0.isHandled = [Mapping.Claim("Solved at"), Mapping.Claim("Resolved Date")]
    $0.filters = [
      Mapping.Filter("Status", drops: ["deleted", "spam"]),
      Mapping.Filter("Via", drops: ["phone call (outgoing)", "phone call (outbound)"]),
    ]
  }
}
