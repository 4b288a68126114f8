import Importing
import Testing

/// A small file in exactly the form of an export, with details made up, and what it holds.
struct Form: CustomTestStringConvertible, Sendable {
  var profile: String
  var text: String
  var totals: [String: Totals]
  var zone: String? = "Europe/Berlin"

  var testDescription: String { profile }
}

@Test("each known export is recognised and read to its totals", arguments: forms)
func form(_ form: Form) throws {
  #expect(try profile(of: form.text) == form.profile)
  #expect(try totals(imported(form.text, zone: form.zone)) == form.totals)
}

@Test("every profile has a file that is read")
func everyProfile() {
  let read = Set((forms + variants).map(\.profile))
  let refused: Set<String> = ["3cx-queue"]
  #expect(Profile.all.map(\.id).filter { !read.contains($0) && !refused.contains($0) } == [])
  #expect(Set(Profile.all.map(\.id)).count == Profile.all.count)
}

@Test("a report without intervals is recognised and refused with what to export instead")
func reportWithoutTimes() throws {
  let text = """
    Queue performance
    From 8/12/2025 12:00:00 AM To 8/13/2025 12:00:00 AM
    Group: all

    Agent,Queue,Total Logged in Time,Calls,% Calls Serviced,Answered per Hour,Ring Time,Mean Ring Time,Talk Time,Mean Talk Time
    Ada,800,08:00:00,12,100.00%,1.5,00:01:00,00:00:05,01:00:00,00:05:00
    Bo,800,08:00:00,8,90.00%,1.0,00:00:40,00:00:05,00:40:00,00:05:00
    Total:,,16:00:00,20,,,00:01:40,,01:40:00,

    """
  #expect(try profile(of: text) == "3cx-queue")
  let asked = try #require(throws: Asked.self) { try imported(text) }
  #expect(asked.questions[0].message.hasPrefix("no column holds dates"))
  #expect(asked.questions[0].next.contains("with the start of each interval"))
}

let forms: [Form] = [
  // Traps: Z in every time, channels in capitals, daily rows beside those of 30 minutes.
  Form(
    profile: "amazon-connect",
    text: """
      QueueName,QueueId,ChannelType,TimeStamp,IntervalDuration,IncomingContactVolume,AverageHandleTime,ContactsHandled
      Basic_Sales,aa-11,VOICE,2026-01-05T08:00:00Z,30mins,10,200.5,8
      Basic_Sales,aa-11,VOICE,2026-01-05T08:30:00Z,30mins,0,0,0
      Basic_Sales,aa-11,CHAT,2026-01-05T08:00:00Z,30mins,4,600,4
      Basic_Sales,aa-11,VOICE,2026-01-05T00:00:00Z,daily,10,200.5,8

      """,
    totals: ["basic-sales-phone": Totals(10, 8, 1604), "basic-sales-chat": Totals(4, 4, 2400)], zone: nil),
  // Traps: milliseconds with decimals, one row a person, blank cells for nothing.
  Form(
    profile: "genesys-view",
    text: """
      Interval Start,Interval End,Interval Complete,Filters,Media Type,Agent Id,Agent Name,Handle,Avg Handle,Avg Talk,Avg Hold,Avg ACW,Total Handle,Total Talk,Total Hold,Total ACW
      2025-07-26 00:00:00,2025-07-26 00:30:00,True,,voice,7f1,Ada A,2,254321.5,200000.25,,54321.25,508643.0,400000.5,,108642.5
      2025-07-26 00:00:00,2025-07-26 00:30:00,True,,voice,8a2,Bo B,1,100000.0,100000.0,,,100000.0,100000.0,,
      2025-07-26 00:30:00,2025-07-26 01:00:00,True,,voice,7f1,Ada A,,,,,,,,,

      """,
    totals: ["voice": Totals(3, 3, 608.643)]),
  // Traps: media in words, totals and not means, the seconds named in the header.
  Form(
    profile: "genesys-history",
    text: """
      Interval Start UTC Date,Queue,Media Type,Skill Set,Language,Offered,Interactions Handled,Total Handle Time (Seconds)
      2026-02-02T09:00:00Z,Billing,voice,a|||b,English,12,11,3300
      2026-02-02T09:15:00Z,Billing,voice,,English,6,6,1500

      """,
    totals: ["billing": Totals(18, 17, 4800)], zone: nil),
  // Traps: outbound rows, a filter column, a title the export puts in a cell.
  Form(
    profile: "genesys-interactions",
    text: """
      Full Export Completed,Partial Result Timestamp,Filters,Users,Date,Initial Direction,First Queue
      YES,,,Ada A,2025-07-26 09:03:00,Inbound,Campaign One
      YES,,,Bo B,2025-07-26 09:17:21,Outbound,Campaign One
      YES,,,Ada A,2025-07-26 10:41:05,Inbound,Campaign One
      YES,,,Ada A,2025-07-26 10:44:05,Inbound,

      """,
    totals: ["campaign-one": Totals(2)]),
  Form(
    profile: "genesys-queue",
    text: """
      Timestamp,QueueName,ContactsOffered,ContactsAnswered,ContactsAbandoned,ServiceLevelPct,AverageHandleTime,AverageTalkTime,AverageSpeedOfAnswer
      2025-01-20T09:00:00Z,Support-EN,20,18,2,88.5,240,200,12
      2025-01-20T09:30:00Z,Support-EN,10,10,0,100,300,250,5

      """,
    totals: ["support-en": Totals(30, 28, 7320)], zone: nil),
  // Traps: date and clock apart, month first, a mean of the handled and not of the queued.
  Form(
    profile: "nice-cxone",
    text: """
      StartDate,StartTime,SkillName,ContactsQueued,ContactsHandled,ContactsAbandoned,AvgHandleTime
      01/20/2025,09:00:00,Retail,10,5,5,120
      01/20/2025,09:30:00,Retail,8,8,0,90

      """,
    totals: ["retail": Totals(18, 13, 1320)]),
  // Traps: a transfer is a child of one master, another skill counts for itself, seconds.
  Form(
    profile: "nice-calldetail",
    text: """
      Contact_ID,Master_Contact_ID,Contact_Code,Start_Date,Start_Time,Skill_Name,InQueue,Agent_Time,ACW_Time,Abandon
      11,11,1,01/20/2025,09:00:10,Sales,5,100,20,N
      12,11,1,01/20/2025,09:02:30,Sales,2,60,0,N
      13,11,1,01/20/2025,09:04:00,Retention,9,200,10,N
      14,14,1,01/20/2025,09:31:00,Sales,44,0,0,Y

      """,
    totals: ["sales": Totals(2, 1, 180), "retention": Totals(1, 1, 210)]),
  // Traps: bars, mmddyyyy without marks, the zone in a column.
  Form(
    profile: "nice-iex",
    text: """
      date|period|TZ|queue|offered|handled|aht
      01202025|09:00|America/New_York|100|12|10|300
      01202025|09:15|America/New_York|100|6|6|240

      """,
    totals: ["100": Totals(18, 16, 4440)]),
  // Traps: weekday and month in words, empty durations, outbound calls, internal ones.
  Form(
    profile: "five9-calls",
    text: """
      CALL ID,TIMESTAMP,CAMPAIGN,CALL TYPE,AGENT,AGENT NAME,DISPOSITION,ANI,CUSTOMER NAME,DNIS,CALL TIME,BILL TIME (ROUNDED),COST,IVR TIME,QUEUE WAIT TIME,RING TIME,TALK TIME,HOLD TIME,PARK TIME,AFTER CALL WORK TIME,TRANSFERS,CONFERENCES,HOLDS,ABANDONED,RECORDINGS
      300,"Thu, 27 Oct 2016 14:51:34",Care,Inbound,a@x,Ada A,Done,5550100,Zoe Z,800,00:05:00,00:06:00,0.1,00:00:20,00:00:10,00:00:05,00:04:00,00:00:30,,00:00:20,0,0,1,0,1
      301,"Thu, 27 Oct 2016 14:59:00",Care,Inbound,,,Abandon,5550101,,800,00:00:40,00:01:00,0,00:00:10,00:00:30,,,,,,0,0,0,1,0
      302,"Thu, 27 Oct 2016 15:01:00",Care,Outbound,a@x,Ada A,Done,5550102,,800,00:02:00,00:02:00,0,,,,00:02:00,,,,0,0,0,0,0
      303,"Thu, 27 Oct 2016 15:02:00",Care,Internal,a@x,Ada A,Done,1,,2,00:02:00,00:02:00,0,,,,00:02:00,,,,0,0,0,0,0

      """,
    totals: ["care": Totals(2, 1, 290)]),
  Form(
    profile: "five9-interval",
    text: """
      Date,Time,Skill,Calls Inbound,Calls Answered,Calls Abandoned,Average Handle Time
      01/20/2025,9:00 AM,Care,10,9,1,00:04:00
      01/20/2025,1:30 PM,Care,4,4,0,00:05:00
      Total,,,14,13,1,

      """,
    totals: ["care": Totals(14, 13, 3360)]),
  // Traps: ranges for times, no column of calls offered, talk and after-call means apart.
  Form(
    profile: "avaya-cms",
    text: """
      Date,Interval,Split/Skill,ACD Calls,Aband Calls,Avg Talk Time,Avg ACW Time
      01/20/2025,09:00-09:30,Sales 7,10,2,200,30
      01/20/2025,09:30-10:00,Sales 7,5,0,180,20
      Totals,,,15,2,,

      """,
    totals: ["sales-7": Totals(17, 15, 3300)]),
  // Traps: dispositions and types with their numbers, a consulted call, names and numbers of people, decimals of seconds.
  Form(
    profile: "cisco-uccx-calls",
    text: """
      Node ID - Session ID - Sequence No.,Call Start Time,Call End Time,Contact Disposition,Contact Type,Originator DN,Called Number,CSQ Names,Queue Time,Agent Name,Talk Time,Hold Time,Work Time
      1-9001-0,2026-03-16 09:01:10.0,2026-03-16 09:06:10.0,2: Handled,1: Incoming,600100,4001,Billing,00:00:12,Ada A,00:04:00,00:00:30,00:00:45
      1-9002-0,2026-03-16 09:11:40.0,2026-03-16 09:12:10.0,1: Abandoned,1: Incoming,600101,4001,Billing,00:00:30,,00:00:00,00:00:00,00:00:00
      1-9003-0,2026-03-16 09:14:00.0,2026-03-16 09:15:00.0,2: Handled,3: Internal,4711,4712,Billing,00:00:00,Bo B,00:01:00,00:00:00,00:00:00
      1-9004-0,2026-03-16 09:41:00.0,2026-03-16 09:44:00.0,2: Handled,5: Transfer in,600102,4001,Tech,00:00:08,Bo B,00:02:00,00:00:00,00:00:20

      """,
    totals: ["billing": Totals(2, 1, 315), "tech": Totals(1, 1, 140)]),
  Form(
    profile: "cisco-uccx",
    text: """
      CSQ Name,Interval Start Time,Interval End Time,Calls Presented,Calls Handled,Calls Abandoned,Avg Handle Time
      HelpDesk,1/20/25 9:00:00 AM,1/20/25 9:30:00 AM,11,10,1,0:03:20
      HelpDesk,1/20/25 2:00:00 PM,1/20/25 2:30:00 PM,3,3,0,0:05:00

      """,
    totals: ["help-desk": Totals(14, 13, 2900)]),
  // Traps: no header, dates of eight digits, calls that overflow in, talk and wrap apart.
  Form(
    profile: "calabrio-queue",
    text: """
      36;20260105;09:00;1;Kundendienst;20;2;1;0;19;190;20;3800;570;30;20;4;18;210;0;1
      37;20260105;09:15;1;Kundendienst;10;0;0;0;10;50;0;2000;300;10;0;4;10;50;0;0

      """,
    totals: ["kundendienst": Totals(32, 29, 6670)]),
  Form(
    profile: "calabrio-forecast",
    text: """
      Sales,20260105 09:00,20260105 09:15,12,200,30
      Sales,20260105 09:15,20260105 09:30,8,210,30

      """,
    totals: ["sales": Totals(20, nil, 4680)]),
  Form(
    profile: "verint",
    text: """
      Queue,Date,Time,Contacts Received,Contacts Handled,Contacts Abandoned,AHT
      Claims,2026-01-05,09:00,10,9,1,300
      Claims,2026-01-05,09:30,6,6,0,320

      """,
    totals: ["claims": Totals(16, 15, 4620)]),
  // Traps: more columns than are needed, outbound contacts, an abandoned contact with no time.
  Form(
    profile: "talkdesk",
    text: """
      Interaction ID,Contact ID,Company Number,Phone Display Name,Direction,Contact Type,Started At,Wait Time,Abandon Time,Short Abandon Time,Ring Time,Answered At,Talk Time,Hold Time,After Call Work Time,Finished At,Duration,Handle Time,Ring Groups,Handling Ring Groups
      a1,c1,+100,Main,inbound,call,2026-01-05 09:01:02,12,,,4,2026-01-05 09:01:14,200,10,30,2026-01-05 09:05:00,252,240,agents,agents
      a2,c2,+100,Main,inbound,call,2026-01-05 09:05:02,33,33,,4,,0,0,0,2026-01-05 09:05:35,33,0,agents,
      a3,c3,+100,Main,outbound,call,2026-01-05 09:06:02,0,,,4,2026-01-05 09:06:04,99,0,0,2026-01-05 09:08:00,118,99,agents,agents

      """,
    totals: ["agents": Totals(2, 1, 240)]),
  Form(
    profile: "aircall",
    text: """
      line,date (TZ offset incl.),time (TZ offset incl.),number timezone,datetime (UTC),country_code,direction,from,to,answered,missed_call_reason,user,duration (total),duration (in call),via
      Paris Line,2026-01-05,10:01:02,Paris,2026-01-05 09:01:02,FR,inbound,331,332,Yes,,Ada,130,120,
      Paris Line,2026-01-05,10:11:02,Paris,2026-01-05 09:11:02,FR,inbound,331,332,No,abandoned_in_ivr,,30,0,
      Paris Line,2026-01-05,10:21:02,Paris,2026-01-05 09:21:02,FR,outbound,332,331,Yes,,Ada,60,55,

      """,
    totals: ["paris-line": Totals(2, 1, 120)], zone: nil),
  // Traps: twelve-hour clock with seconds in a column of its own, faxes beside calls, outgoing calls.
  Form(
    profile: "ringcentral",
    text: """
      Direction,Type,Phone Number,Name,Date,Time,Action,Action Result,Result Description,Duration
      Incoming,Voice,555,Zoe Z,Mon 01/05/2026,9:15 AM,Phone Call,Accepted,The call was answered,0:04:12
      Incoming,Voice,556,Al,Mon 01/05/2026,1:20 PM,Phone Call,Missed,,0:00:20
      Outgoing,Voice,557,Bea,Mon 01/05/2026,1:40 PM,VoIP Call,Call connected,,0:10:00
      Incoming,Fax,558,Fax,Mon 01/05/2026,2:00 PM,Fax,Received,,0:01:00
      Incoming,Voice,559,Cy,Thu 01/15/2026,2:00 PM,Phone Call,Accepted,,0:02:00

      """,
    totals: ["calls": Totals(3, 2, 372)]),
  Form(
    profile: "twilio-flex",
    text: """
      Segment,Conversation,Date,Time,Queue,Communication Channel,Direction,Abandoned,Talk Time,Wrap Up Time
      s1,c1,2026-01-05,09:00:30,Everyone,Call,Inbound,No,100,20
      s2,c2,2026-01-05,09:10:30,Everyone,Call,Inbound,Yes,0,0
      s3,c3,2026-01-05,09:20:30,Everyone,Call,Outbound,No,70,10

      """,
    totals: ["everyone": Totals(2, 1, 120)]),
  Form(
    profile: "3cx-calls",
    text: """
      CallID,Time,Duration,Direction,Status
      1,2025-07-02 09:01,120,Inbound,Answered
      2,2025-07-02 09:07,15,Inbound,Unanswered
      3,2025-07-02 09:09,300,Outbound,Answered

      """,
    totals: ["calls": Totals(2, 1, 120)]),
  // Traps: day first without leading zeros, three legs of one call that rings with three people, busy calls.
  Form(
    profile: "asterisk-cdr",
    text: #"""
      calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield
      21/9/2017 16:33:01,"""A"" <555>",555,800,in,SIP/1,SIP/7,Dial,,20,0,NO ANSWER,3,,150.1,
      21/9/2017 16:33:01,"""A"" <555>",555,800,in,SIP/1,SIP/8,Dial,,80,60,ANSWERED,3,,150.1,
      21/9/2017 16:33:01,"""A"" <555>",555,800,in,SIP/1,SIP/9,Dial,,20,0,NO ANSWER,3,,150.1,
      22/9/2017 10:02:00,"""B"" <556>",556,800,in,SIP/1,,Dial,,9,0,BUSY,3,,151.2,

      """#,
    totals: ["800": Totals(2, 1, 60)]),
  Form(
    profile: "asterisk-master",
    text: #"""
      "","555","800","in","""A"" <555>","SIP/1-1","SIP/7-1","Queue","800","2026-01-05 09:00:01","2026-01-05 09:00:09","2026-01-05 09:03:09",188,180,"ANSWERED","DOCUMENTATION","17.1",""
      "","556","800","in","""B"" <556>","SIP/1-2","","Queue","800","2026-01-05 09:04:01","","2026-01-05 09:04:21",20,0,"NO ANSWER","DOCUMENTATION","17.2",""

      """#,
    totals: ["800": Totals(2, 1, 180)]),
  // Traps: epochs, a call that enters a second queue, one still under way, log-ins between.
  Form(
    profile: "asterisk-queue-log",
    text: """
      1767603600|NONE|NONE|NONE|QUEUESTART|
      1767603601|100.1|sales|NONE|ENTERQUEUE||5550100|1
      1767603611|100.1|sales|Agent/1|CONNECT|10|100.2|3
      1767603700|NONE|sales|Agent/2|PAUSE|
      1767603791|100.1|sales|Agent/1|COMPLETECALLER|10|180|1
      1767603800|101.1|sales|NONE|ENTERQUEUE||5550101|1
      1767603830|101.1|sales|NONE|ABANDON|1|1|30
      1767603900|102.1|sales|NONE|ENTERQUEUE||5550102|1
      1767603990|102.1|sales|NONE|EXITWITHTIMEOUT|1
      1767603991|102.1|backup|NONE|ENTERQUEUE||5550102|1
      1767604000|102.1|backup|Agent/3|CONNECT|9|102.3|2
      1767604100|102.1|backup|Agent/3|ATTENDEDTRANSFER|800|in|9|100

      """,
    totals: ["sales": Totals(3, 1, 180), "backup": Totals(1, 1, 100)]),
  Form(
    profile: "freeswitch-cdr",
    text: """
      "Ada","555","800","public","2026-01-05 09:00:01","2026-01-05 09:00:05","2026-01-05 09:02:05","124","120","NORMAL_CLEARING","u-1","u-2","acc","PCMU","PCMU"
      "Bo","556","800","public","2026-01-05 09:10:01","","2026-01-05 09:10:31","30","0","ORIGINATOR_CANCEL","u-3","","acc","PCMU","PCMU"

      """,
    totals: ["800": Totals(2, 1, 120)]),
  // Traps: subjects and addresses beside what is needed, tickets not solved, calls out, no handle time.
  Form(
    profile: "zendesk-tickets",
    text: """
      Summation column,Id,Requester,Requester email,Assignee,Group,Subject,Status,Priority,Via,Created at,Updated at,Solved at
      1,9001,Zoe Z,zoe@example.com,Ada,Support FR,"Where, please, is it?",Solved,Normal,Mail,2026-01-05 09:12,2026-01-06 10:00,2026-01-06 10:00
      1,9002,Al A,al@example.com,,Support FR,Refund,Open,High,Phone call (incoming),2026-01-05 09:44,2026-01-05 09:44,
      1,9003,Bo B,bo@example.com,,Support FR,Called back,Open,High,Phone call (outgoing),2026-01-05 10:44,2026-01-05 10:44,

      """,
    totals: ["support-fr-email": Totals(1, 1), "support-fr-phone": Totals(1, 0)]),
  Form(
    profile: "zendesk-explore",
    text: """
      Ticket created - Date,Ticket created - Hour,Ticket group,Tickets
      2026-01-05,9,Support,4
      2026-01-05,10,Support,7

      """,
    totals: ["support": Totals(11)]),
  Form(
    profile: "intercom",
    text: """
      id,created_at,state,team_assignee_id,statistics.first_admin_reply_at
      71,1767603600,closed,5,1767603700
      72,1767607205,open,5,

      """,
    totals: ["5": Totals(2, 1)], zone: nil),
  Form(
    profile: "salesforce-agentwork",
    text: """
      Id,WorkItemId,RequestDateTime,AssignedDateTime,AcceptDateTime,CloseDateTime,HandleTime,ActiveTime,SpeedToAnswer,Status,OriginalQueueId
      w1,500A,2026-01-05T09:00:10.000Z,2026-01-05T09:00:20.000Z,2026-01-05T09:00:30.000Z,2026-01-05T09:10:30.000Z,600,500,20,Closed,00G1
      w2,500B,2026-01-05T09:02:10.000Z,2026-01-05T09:02:20.000Z,,,,,,Canceled,00G1

      """,
    totals: ["00g1": Totals(2, 1, 600)], zone: nil),
  Form(
    profile: "jira-service-management",
    text: """
      Issue key,Summary,Issue Type,Status,Reporter,Created,Resolved
      IT-1,Cannot log in,Incident,Done,zoe,05/Jan/26 9:12 AM,05/Jan/26 1:00 PM
      IT-2,New laptop,Incident,Open,al,06/Jan/26 4:02 PM,

      """,
    totals: ["incident": Totals(2, 1)]),
  Form(
    profile: "freshdesk",
    text: """
      Ticket ID,Subject,Status,Priority,Source,Group,Created time,Resolved time
      5,Broken,Resolved,Low,Email,Billing,2026-01-05 09:12:00,2026-01-05 10:12:00
      6,Spam here,Spam,Low,Email,Billing,2026-01-05 09:13:00,

      """,
    totals: ["billing": Totals(1, 1)]),
  Form(
    profile: "hubspot-tickets",
    text: """
      Ticket ID,Ticket name,Create date,Pipeline,Ticket status,Priority,Source,Ticket owner,Close date
      70001,Where is it,2026-01-05 09:12,Support,Closed,High,Email,Ada,2026-01-05 11:00
      70002,Call me,2026-01-05 09:40,Support,New,Low,Phone,,

      """,
    totals: ["support-email": Totals(1, 1), "support-phone": Totals(1, 0)]),
  Form(
    profile: "muster",
    text: """
      start,queue,offered,handled,abandoned,handle_seconds_total
      2026-03-02T08:00+01:00,fr-phone,10,9,1,2700
      2026-03-02T08:30+01:00,fr-phone,0,0,0,0

      """,
    totals: ["fr-phone": Totals(10, 9, 2700)], zone: nil),
]
