extension Profile {
  /// Documented by the vendor for importing history; public generators write the same.
  static let amazonConnect = Profile(
    "amazon-connect", "Amazon Connect, historical data for forecasts", .documentation, .interval
  ).with {
    $0.knownBy = [["QueueName", "TimeStamp", "IntervalDuration", "IncomingContactVolume"]]
    $0.start = [["TimeStamp"]]
    $0.zone = "UTC"
    $0.queue = ["QueueName", "ChannelType"]
    $0.offered = [["IncomingContactVolume"]]
    $0.handled = [["ContactsHandled"]]
    $0.handleTime = [[Part("AverageHandleTime", .seconds, .mean)]]
    $0.filters = [Mapping.Filter("IntervalDuration", drops: ["daily"])]
  }

  /// The historical metrics report, grouped by queue and interval.
  static let amazonMetrics = Profile(
    "amazon-connect-metrics", "Amazon Connect, historical metrics by interval", .documentation, .interval
  ).with {
    $0.knownBy = [
      ["Queue", "StartInterval", "EndInterval"], ["Queue", "StartInterval", "EndInterval", "Contacts queued"],
    ]
    $0.start = [["StartInterval"]]
    $0.zone = "UTC"
    $0.queue = ["Queue", "Channel"]
    $0.offered = [["Contacts queued"], ["Contacts incoming"], ["Contacts handled incoming", "Contacts abandoned"]]
    $0.handled = [["Contacts handled incoming"], ["Contacts handled"]]
    $0.abandoned = [["Contacts abandoned"]]
    $0.handleTime = [[Part("Average handle time", nil, .mean)]]
  }

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

  /// View exports by agent or queue and interval: durations in milliseconds with decimals.
  static let genesysView = Profile("genesys-view", "Genesys Cloud, export of an interval view", .files, .interval).with
  {
    $0.knownBy = [
      ["Interval Start", "Interval End", "Interval Complete", "Media Type"],
      ["Interval Start", "Interval End", "Filters", "Media Type"],
    ]
    $0.start = [["Interval Start"]]
    $0.queue = ["Queue Name", "Media Type"]
    $0.offered = [["Offer"], ["Offered"], ["Handle"]]
    $0.handled = [["Answer"], ["Answered"], ["Handle"]]
    $0.abandoned = [["Abandon"], ["Abandoned"]]
    $0.handleTime = [
      [Part("Total Handle", .milliseconds, .sum)], [Part("Avg Handle", .milliseconds, .mean)],
      [
        Part("Total Talk", .milliseconds, .sum), Part("Total Hold", .milliseconds, .sum),
        Part("Total ACW", .milliseconds, .sum),
      ],
    ]
  }

  /// The file that Genesys Cloud takes as history; totals, not means.
  static let genesysHistory = Profile("genesys-history", "Genesys Cloud, historical import", .documentation, .interval)
    .with {
      $0.knownBy = [
        ["Interval Start UTC Date", "Queue", "Media Type", "Offered"],
        ["Interval Start UTC Date", "Queue", "Media Type", "Offered", "Interactions Handled"],
      ]
      $0.start = [["Interval Start UTC Date"]]
      $0.zone = "UTC"
      $0.queue = ["Queue", "Media Type", "Language"]
      $0.offered = [["Offered"]]
      $0.handled = [["Interactions Handled"]]
      $0.handleTime = [
        [Part("Total Handle Time", .seconds, .sum)], [Part("Total Handle Time (Seconds)", .seconds, .sum)],
      ]
    }

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

  /// As another planner's import page asks for it.
  static let genesysOthers = Profile("genesys-queue", "Genesys, queue figures by interval", .documentation, .interval)
    .with {
      $0.knownBy = [["Timestamp", "QueueName", "ContactsOffered", "ContactsAnswered"]]
      $0.start = [["Timestamp"]]
      $0.queue = ["QueueName"]
      $0.offered = [["ContactsOffered"]]
      $0.handled = [["ContactsAnswered"]]
      $0.abandoned = [["ContactsAbandoned"]]
      $0.handleTime = [[Part("AverageHandleTime", nil, .mean)], [Part("AverageTalkTime", nil, .mean)]]
    }

  static let nice = Profile("nice-cxone", "NICE CXone, contacts by interval", .documentation, .interval).with {
    $0.knownBy = [["StartDate", "StartTime", "ContactsQueued", "ContactsHandled"]]
    $0.start = [["StartDate", "StartTime"]]
    $0.queue = ["SkillName|Skill Name|Skill|CampaignName", "MediaTypeName"]
    $0.offered = [["ContactsQueued"]]
    $0.handled = [["ContactsHandled"]]
    $0.abandoned = [["ContactsAbandoned"]]
    $0.handleTime = [[Part("AvgHandleTime", nil, .mean)]]
  }

  /// Legs of a transfer are child contacts of one master; each counts in its own queue.
  static let niceDetail = Profile("nice-calldetail", "NICE CXone, call detail", .documentation, .contact).with {
    $0.knownBy = [["Contact_ID", "Master_Contact_ID", "Contact_Code"]]
    $0.start = [["Start_Date", "Start_Time"], ["Start_Date", "start_time"], ["Contact_Start"]]
    $0.queue = ["Skill_Name|Skill"]
    $0.contactId = ["Master_Contact_ID"]
    $0.wait = [Part("InQueue", nil), Part("Queue_Time", nil)]
    $0.handleTime = [[Part("Agent_Time"), Part("ACW_Time")], [Part("Agent_Time")]]
    $0.isAbandoned = [Mapping.Claim("Abandon"), Mapping.Claim("Abandoned")]
  }

  /// Bars between cells; columns behind the third are chosen by whoever set the export up, so its header says them.
  static let niceIEX = Profile("nice-iex", "NICE IEX, CT queue data", .documentation, .interval).with {
    $0.knownBy = [["date", "period", "TZ"]]
    $0.start = [["date", "period"]]
    $0.queue = ["queue|ct queue|ctq|queue name"]
  }

  static let five9Calls = Profile("five9-calls", "Five9, call log", .files, .contact).with {
    $0.knownBy = [["CALL ID", "TIMESTAMP", "CAMPAIGN", "CALL TYPE", "DISPOSITION"]]
    $0.start = [["TIMESTAMP"]]
    $0.queue = ["SKILL|CAMPAIGN"]
    $0.contactId = ["CALL ID"]
    $0.handleTime = [[Part("TALK TIME"), Part("HOLD TIME"), Part("AFTER CALL WORK TIME")], [Part("TALK TIME")]]
    $0.wait = [Part("QUEUE WAIT TIME")]
    $0.isAbandoned = [Mapping.Claim("ABANDONED")]
    $0.isHandled = [Mapping.Claim("TALK TIME")]
    $0.filters = [Mapping.Filter("CALL TYPE", keeps: ["inbound", "queue callback", "inbound call"])]
  }

  static let five9Interval = Profile("five9-interval", "Five9, calls by interval", .documentation, .interval).with {
    $0.knownBy = [["Date", "Time", "Calls Inbound"]]
    $0.start = [["Date", "Time"]]
    $0.queue = ["Skill|Skill Name|Campaign|Campaign Name"]
    $0.offered = [["Calls Inbound"]]
    $0.handled = [["Calls Answered"], ["Calls Handled"]]
    $0.abandoned = [["Calls Abandoned"], ["Abandoned"]]
  }

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

  /// 21 fields without a header; zone not in the file.
  static let teleopti = Profile(
    "calabrio-queue", "Calabrio (Teleopti), queue statistics", .documentation, .interval
  ).with {
    $0.columns = [
      "interval", "date_from", "time", "queue", "queue_name", "offd_direct_call_cnt", "overflow_in_call_cnt",
      "aband_call_cnt", "overflow_out_call_cnt", "answ_call_cnt", "queued_and_answ_call_dur",
      "queued_and_aband_call_dur", "talking_call_dur", "wrap_up_dur", "queued_answ_longest_que_dur",
      "queued_aband_longest_que_dur", "avg_avail_member_cnt", "ans_servicelevel_cnt", "wait_dur",
      "aband_short_call_cnt", "aband_within_sl_cnt",
    ]
    $0.knownBy = [["date_from", "time", "queue_name", "offd_direct_call_cnt", "answ_call_cnt"]]
    $0.cells = [
      .number, .time, .clock, .any, .any, .number, .number, .number, .number, .number, .number, .number, .number,
      .number,
      .number, .number, .number, .number,
    ]
    $0.start = [["date_from", "time"]]
    $0.queue = ["queue_name"]
    $0.offered = [["offd_direct_call_cnt", "overflow_in_call_cnt"]]
    $0.handled = [["answ_call_cnt"]]
    $0.abandoned = [["aband_call_cnt"]]
    $0.handleTime = [[Part("talking_call_dur", .seconds, .sum), Part("wrap_up_dur", .seconds, .sum)]]
  }

  /// Skill, start, end, volume, task and after-task seconds, without a header.
  static let calabrioForecast = Profile(
    "calabrio-forecast", "Calabrio, file of volumes by skill", .documentation, .interval
  ).with {
    $0.columns = ["skill", "start", "end", "volume", "avg task", "after task", "agents"]
    $0.cells = [.any, .time, .time, .number, .number, .number]
    $0.start = [["start"]]
    $0.queue = ["skill"]
    $0.offered = [["volume"]]
    $0.handleTime = [[Part("avg task", .seconds, .mean), Part("after task", .seconds, .mean)]]
  }

  static let verint = Profile("verint", "Verint, queue statistics by interval", .documentation, .interval).with {
    $0.knownBy = [["Queue", "Interval Start", "Contacts Received"], ["Queue", "Time", "Contacts Received"]]
    $0.start = [["Interval Start"], ["Date", "Time"], ["Time"]]
    $0.queue = ["Queue"]
    $0.offered = [["Contacts Received"]]
    $0.handled = [["Contacts Handled"]]
    $0.abandoned = [["Contacts Abandoned"]]
    $0.handleTime = [[Part("Average Handle Time", nil, .mean)], [Part("AHT", nil, .mean)]]
  }

  /// The form that Muster itself reads, with totals that add up.
  static let muster = Profile("muster", "Muster's own history", .files, .interval).with {
    $0.knownBy = [["start", "queue", "offered", "handle_seconds_total"]]
    $0.start = [["start"]]
    $0.queue = ["queue"]
    $0.offered = [["offered"]]
    $0.handled = [["handled"]]
    $0.abandoned = [["abandoned"]]
    $0.handleTime = [[Part("handle_seconds_total", .seconds, .sum)]]
  }
}
