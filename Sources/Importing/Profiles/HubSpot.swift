extension Profile {
  /// A pipeline stands for a queue; tickets have no handle time.
  static let hubSpot = Profile("hubspot-tickets", "HubSpot, tickets", .documentation, .contact).with {
    $0.knownBy = [
      ["Ticket ID", "Ticket name", "Create date"], ["Record ID", "Ticket name", "Create date"],
      ["Ticket-ID", "Ticketname", "Erstellungsdatum"], ["Datensatz-ID", "Ticketname", "Erstellungsdatum"],
    ]
    $0.start = [["Create date"], ["Erstellungsdatum"]]
    $0.queue = ["Pipeline", "Source|Quelle"]
    $0.contactId = ["Ticket ID", "Ticket-ID", "Record ID", "Datensatz-ID"]
    $0.isHandled = [Mapping.Claim("Close date"), Mapping.Claim("Abschlussdatum")]
  }
}
