extension Profile {
  /// One row a ticket, as a query by ticket lists them.
  static let zendeskExploreTickets = Profile(
    "zendesk-explore-tickets", "Zendesk Explore, single tickets", .documentation, .contact
  ).with {
    $0.knownBy = [
      ["Ticket ID", "Ticket created - Timestamp"], ["Ticket ID", "Ticket created - Date", "Ticket created - Hour"],
      ["Ticket ID", "Ticket created - Timestamp", "Tickets"],
    ]
    $0.start = [["Ticket created - Timestamp"], ["Ticket created - Date", "Ticket created - Hour"]]
    $0.queue = ["Ticket group", "Ticket channel"]
    $0.contactId = ["Ticket ID"]
    $0.isHandled = [Mapping.Claim("Ticket solved - Timestamp"), Mapping.Claim("Ticket solved - Date")]
    $0.filters = [Mapping.Filter("Ticket status", drops: ["deleted", "spam"])]
  }
}
