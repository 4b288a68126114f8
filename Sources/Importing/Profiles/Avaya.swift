extension Profile {
  static let avaya = Profile("avaya-cms", "Avaya CMS, split or skill by interval", .documentation, .interval).with {
    $0.knownBy = [
      ["Date", "Interval", "ACD Calls", "Aband Calls"], ["Date", "Interval", "ACD Calls", "Calls Aband"],
      ["Date", "StartTime", "StopTime", "ACD Calls", "Aban Calls"],
    ]
    $0.start = [["Date", "Interval"], ["Date", "StartTime"]]
    $0.queue = ["Split/Skill|Split|Skill|VDN"]
    $0.offered = [
      ["Calls Offered"], ["Inbound Calls"], ["ACD Calls", "Calls Aband"], ["ACD Calls", "Aband Calls"],
      ["ACD Calls", "Aban Calls"],
    ]
    $0.handled = [["ACD Calls"]]
    $0.abandoned = [["Calls Aband"], ["Aband Calls"], ["Aban Calls"]]
    $0.handleTime = [
      [Part("Avg Talk Time", nil, .mean), Part("Avg ACW Time", nil, .mean)],
      [Part("Avg ACD Time", nil, .mean), Part("Avg ACW Time", nil, .mean)],
      [Part("ACD Time", nil, .sum), Part("ACW Time", nil, .sum)], [Part("Avg Talk Time", nil, .mean)],
    ]
  }
}
