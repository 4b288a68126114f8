extension Profile {
  static let cisco = Profile("cisco-uccx", "Cisco UCCX, contact service queue by interval", .documentation, .interval)
    .with {
      $0.knownBy = [
        ["CSQ Name", "Interval Start Time", "Calls Presented"], ["CSQ Name", "Start Time", "Calls Presented"],
      ]
      $0.start = [["Interval Start Time"], ["Start Time"]]
      $0.queue = ["CSQ Name"]
      $0.offered = [["Calls Presented"]]
      $0.handled = [["Calls Handled"]]
      $0.abandoned = [["Calls Abandoned"]]
      $0.handleTime = [[Part("Avg Handle Time", nil, .mean)], [Part("Average Handle Time", nil, .mean)]]
    }
}
