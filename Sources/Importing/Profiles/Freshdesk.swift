extension Profile {
  static let freshdesk = Profile("freshdesk", "Freshdesk, tickets", .documentation, .contact).with {
    $0.knownBy = [
      ["Ticket ID", "Subject", "Status", "Priority", "Source", "Created time"],
      ["Ticket ID", "Source", "Group", "Created time"],
    ]
    $0.start = [["Created time"]]
    $0.queue = ["Group", "Source"]
    $0.contactId = ["Ticket ID"]
    $0.isHandled = [Mapping.Claim("Resolved time"), Mapping.Claim("Closed time")]
    $0.handleTime = [[Part("Time tracked")]]
    $0.filters = [Mapping.Filter("Status", drops: ["spam", "deleted", "trashed"])]
  }
}
