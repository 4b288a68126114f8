extension Profile {
  static let zendeskExplore = Profile("zendesk-explore", "Zendesk Explore, tickets by hour", .documentation, .interval)
    .with {
      $0.knownBy = [
        ["Ticket created - Date", "Ticket created - Hour", "Tickets"], ["Ticket created - Timestamp", "Tickets"],
        ["Ticket created - Date", "Ticket created - Hour", "Ticket group", "Tickets"],
        ["Ticket created - Date", "Ticket created - Hour", "COUNT(Tickets)"],
        ["Ticket created - Date", "Ticket created - Hour", "D_COUNT(Tickets)"],
      ]
      $0.start = [["Ticket created - Date", "Ticket created - Hour"], ["Ticket created - Timestamp"]]
      $0.queue = ["Ticket group", "Ticket channel"]
      $0.offered = [["Tickets"], ["D_COUNT(Tickets)"], ["COUNT(Tickets)"], ["Created tickets"], ["Tickets created"]]
      $0.handled = [["Solved tickets"]]
    }
}
