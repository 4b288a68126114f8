extension Profile {
  /// 45 columns in the full report; short abandons have a column of their own.
  static let talkdesk = Profile("talkdesk", "Talkdesk, contacts report", .files, .contact).with {
    $0.knownBy = [
      ["Interaction ID", "Direction", "Contact Type", "Started At"],
      ["Interaction ID", "Started At", "Ring Groups", "Talk Time"],
      ["Interaction ID", "Call Type", "Start Time", "Talk Time", "Ring Groups"],
    ]
    $0.start = [["Started At"], ["Start Time"]]
    $0.queue = ["Ring Groups"]
    $0.contactId = ["Interaction ID"]
    $0.handleTime = [
      [Part("Handle Time")], [Part("Talk Time"), Part("Hold Time"), Part("After Call Work Time")],
      [Part("Talk Time"), Part("Hold Time")],
    ]
    $0.wait = [Part("Wait Time")]
    $0.isAbandoned = [Mapping.Claim("Abandon Time")]
    $0.isHandled = [Mapping.Claim("Answered At"), Mapping.Claim("Talk Time")]
    $0.filters = [
      Mapping.Filter("Direction", keeps: ["inbound", "in"]),
      Mapping.Filter(
        "Call Type", keeps: ["inbound", "missed", "abandoned", "short_abandoned", "short abandoned", "voicemail"]),
    ]
  }

  static let aircall = Profile("aircall", "Aircall, calls", .documentation, .contact).with {
    $0.knownBy = [
      ["line", "direction", "duration (total)", "missed_call_reason"],
      ["line", "direction", "date (TZ offset incl.)", "datetime (UTC)"],
      ["Call ID", "Line", "Direction", "Started at", "Answered at"],
    ]
    $0.start = [["datetime (UTC)"], ["Started at"], ["date (TZ offset incl.)", "time (TZ offset incl.)"]]
    $0.zone = "UTC"
    $0.queue = ["line"]
    $0.contactId = ["call id", "id"]
    $0.handleTime = [[Part("duration (in call)")], [Part("in call duration")], [Part("duration in call")]]
    $0.isAbandoned = [Mapping.Claim("missed_call_reason")]
    $0.isHandled = [
      Mapping.Claim("answered", words: ["yes", "true", "1"]), Mapping.Claim("Answered at"),
      Mapping.Claim("duration (in call)"),
    ]
    $0.filters = [Mapping.Filter("direction", keeps: ["inbound"])]
  }

  static let ringCentral = Profile("ringcentral", "RingCentral, call log", .documentation, .contact).with {
    $0.knownBy = [
      ["Direction", "Type", "Phone Number", "Date", "Time", "Action Result", "Duration"],
      ["Type", "Direction", "From", "To", "Date", "Time", "Action", "Action Result", "Duration"],
    ]
    $0.start = [["Date", "Time"]]
    $0.queue = ["Queue"]
    $0.handleTime = [[Part("Duration")]]
    $0.isHandled = [
      Mapping.Claim("Action Result", words: ["accepted", "call connected", "answered", "connected"])
    ]
    $0.isAbandoned = [Mapping.Claim("Action Result", words: ["missed", "no answer", "hang up", "abandoned"])]
    $0.filters = [
      Mapping.Filter("Direction", keeps: ["incoming", "inbound"]), Mapping.Filter("Type", keeps: ["voice"]),
    ]
  }

  /// Reports are built by each user; these are the words of the model behind them.
  static let twilio = Profile("twilio-flex", "Twilio Flex Insights, segments", .documentation, .contact).with {
    $0.knownBy = [
      ["Segment", "Conversation", "Queue", "Talk Time"],
      ["Conversation ID", "Queue", "Communication Channel", "Talk Time"],
    ]
    $0.start = [["Date", "Time"], ["Start Time"], ["Segment Start"]]
    $0.queue = ["Queue", "Communication Channel"]
    $0.contactId = ["Segment", "Conversation ID", "Conversation"]
    $0.handleTime = [[Part("Handling Time")], [Part("Talk Time"), Part("Wrap Up Time")], [Part("Talk Time")]]
    $0.isAbandoned = [Mapping.Claim("Abandoned")]
    $0.filters = [Mapping.Filter("Direction", keeps: ["inbound"])]
  }

  /// Four title lines, one row an agent and queue, a row of totals, and no intervals: told, and refused for want of a time.
  static let threeCXQueue = Profile("3cx-queue", "3CX, queue report", .files, .interval).with {
    $0.knownBy = [
      ["Agent", "Queue", "Calls", "Ring Time", "Mean Ring Time", "Talk Time", "Mean Talk Time"],
      ["Queue", "Date", "Calls", "Answered", "Talk Time"],
    ]
    $0.start = [["Date", "Time"], ["Date"]]
    $0.queue = ["Queue"]
    $0.offered = [["Calls"]]
    $0.handled = [["Answered"]]
    $0.handleTime = [[Part("Talk Time", .clock, .sum)]]
  }

  static let threeCXCalls = Profile("3cx-calls", "3CX, call log", .files, .contact).with {
    $0.knownBy = [
      ["CallID", "Time", "Duration", "Direction", "Status"],
      ["Call Time", "Caller ID", "Destination", "Status", "Ringing", "Talking"],
    ]
    $0.start = [["Time"], ["Call Time"]]
    $0.queue = ["Queue"]
    $0.contactId = ["CallID"]
    $0.handleTime = [[Part("Talking")], [Part("Duration")]]
    $0.isHandled = [Mapping.Claim("Status", words: ["answered", "completed"])]
    $0.isAbandoned = [Mapping.Claim("Status", words: ["unanswered", "missed", "abandoned", "no answer"])]
    $0.filters = [Mapping.Filter("Direction", keeps: ["inbound", "in", "incoming"])]
  }

  /// One row for each leg: a call that rings with three people has three, which count as one.
  static let asteriskCDR = Profile("asterisk-cdr", "Asterisk or FreePBX, call records with a header", .files, .contact)
    .with {
      $0.knownBy = [
        ["calldate", "dst", "dcontext", "billsec", "disposition"],
        ["calldate", "dst", "dcontext", "duration", "billsec", "disposition"],
        ["calldate", "src", "dst", "billsec", "disposition"],
      ]
      $0.start = [["calldate"]]
      $0.queue = ["dst"]
      $0.contactId = ["linkedid", "uniqueid"]
      $0.handleTime = [[Part("billsec", .seconds)]]
      $0.isHandled = [Mapping.Claim("disposition", words: ["answered"])]
      $0.isAbandoned = [Mapping.Claim("disposition", words: ["no answer", "busy", "failed"])]
      // What phones of the house dial, to others of the house or out.
      $0.filters = [Mapping.Filter("dcontext", drops: ["from-internal"])]
    }

  /// Asterisk's own Master.csv has no header.
  static let asteriskMaster = Profile("asterisk-master", "Asterisk, Master.csv", .documentation, .contact).with {
    $0.columns = [
      "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata", "start",
      "answer", "end",
      "duration", "billsec", "disposition", "amaflags", "uniqueid", "userfield",
    ]
    $0.cells =
      [Cell](repeating: .any, count: 9) + [.time, .any, .time, .number, .number]
      + [.word(["answered", "no answer", "busy", "failed", "congestion"])]
    $0.start = [["start"]]
    $0.queue = ["dst"]
    $0.contactId = ["uniqueid"]
    $0.handleTime = [[Part("billsec", .seconds)]]
    $0.isHandled = [Mapping.Claim("disposition", words: ["answered"])]
    $0.isAbandoned = [Mapping.Claim("disposition", words: ["no answer", "busy", "failed"])]
    $0.filters = [Mapping.Filter("dcontext", drops: ["from-internal"])]
  }

  /// Bars, no header: epoch, call, queue, agent, event and what belongs to it.
  static let queueLog = Profile("asterisk-queue-log", "Asterisk, queue_log", .files, .queueLog).with {
    $0.columns = ["time", "callid", "queue", "agent", "event", "data1", "data2", "data3", "data4", "data5"]
    $0.cells = [.time, .any, .any, .any, .word(queueLogEvents)]
    $0.knownBy = [["time", "callid", "queuename", "agent", "event"], ["time", "callid", "queue", "agent", "event"]]
    $0.start = [["time"]]
    $0.queue = ["queue|queuename"]
    $0.contactId = ["callid"]
  }

  /// Events of a queue_log, in lower case.
  static let queueLogEvents: Set<String> = [
    "abandon", "addmember", "agentdump", "agentlogin", "agentlogoff", "agentcallbacklogin", "agentcallbacklogoff",
    "attendedtransfer", "blindtransfer", "completeagent", "completecaller", "configreload", "connect", "did",
    "enterqueue",
    "exitempty", "exitwithkey", "exitwithtimeout", "info", "pause", "pauseall", "pausereason", "penalty", "queuestart",
    "removemember", "ringcanceled", "ringnoanswer", "sysoffline", "sysonline", "transfer", "unpause", "unpauseall",
  ]

  /// No header: name, number, destination, context, start, answer, end, duration, billed seconds, cause, uuid.
  static let freeSwitch = Profile("freeswitch-cdr", "FreeSWITCH, Master.csv", .files, .contact).with {
    $0.columns = [
      "caller_name", "caller_number", "destination", "context", "start", "answer", "end", "duration", "billsec",
      "hangup_cause", "uuid", "bleg_uuid", "accountcode", "read_codec", "write_codec",
    ]
    $0.cells = [.any, .any, .any, .any, .time, .any, .time, .number, .number, .any, .any]
    $0.start = [["start"]]
    $0.queue = ["destination"]
    $0.contactId = ["uuid"]
    $0.handleTime = [[Part("billsec", .seconds)]]
    $0.isHandled = [Mapping.Claim("billsec")]
    $0.isAbandoned = [
      Mapping.Claim(
        "hangup_cause", words: ["originator_cancel", "original_cancel", "no_answer", "no_user_response", "user_busy"])
    ]
  }
}
