extension FollowTheSun {
  /// `scenario.yaml`.
  static let scenario = """
    # A software company's support desk: forty-five people on three continents, English and Spanish, day and night.
    # Made up; the history was drawn with a seed. Values carry their units: 30 s, 8 h, 80 %, 9.60 USD/h.
    name: Follow the sun, March 2026

    # Five weeks from a Monday. New York changes its clocks on 8 March, Lisbon on 29 March, Mexico City and Manila never:
    # for three weeks the desk's hours fit together differently from before and after.
    horizon: { first: 2026-03-02, weeks: 5, interval: 30 min }

    # Tables beside this file, one row a fact.
    history: history.csv          # start (ISO 8601 with offset), queue, offered, handled, abandoned, handle_seconds_total
    holidays: holidays.csv        # date, region, name
    events: events.csv            # from, to, queue (* for all), factor (empty: unusual, do not learn from it), note
    agents: agents.csv            # id, name, site, contract, languages, skills, team, calendar_language, from, to
    leave: leave.csv              # agent, from, to, kind
    requests: requests.csv        # agent, date, wish, weight

    # Where work is done. Shrinkage is paid time away from the queue; breaks inside a shift are not part of it.
    sites:
      - { id: mexico-city, zone: America/Mexico_City, region: MX, shrinkage: { absence: 4 %, training: 3 %, coaching: 2 % } }
      - { id: lisbon, zone: Europe/Lisbon, region: PT, shrinkage: { absence: 5 %, training: 3 %, coaching: 2 % } }
      - { id: manila, zone: Asia/Manila, region: PH, shrinkage: { absence: 5 %, training: 3 %, coaching: 2 % } }

    # Where contacts wait. Hours are on the customers' clock: most English speaking customers live by New York's.
    queues:
      - id: en-phone
        language: en
        channel: phone
        tier: L1
        open: { zone: America/New_York, daily: 24 h }
        region: US
        goal: { answered: 80 %, within: 30 s }
        patience: 120 s           # mean time before a caller hangs up
      - id: en-chat
        language: en
        channel: chat
        tier: L1
        concurrency: 3            # chats one person holds at once
        open: { zone: America/New_York, daily: 24 h }
        region: US
        goal: { answered: 80 %, within: 60 s }
        patience: 240 s
      - id: en-email
        language: en
        channel: email
        tier: L1
        open: { zone: America/New_York, daily: 24 h }
        region: US
        goal: { answered: 90 %, within: 8 h }    # every hour counts: the desk never closes

      - id: es-phone
        language: es
        channel: phone
        tier: L1
        open: { zone: America/Mexico_City, daily: 07:00-23:00 }
        region: MX
        goal: { answered: 80 %, within: 30 s }
        patience: 120 s
      - id: es-chat
        language: es
        channel: chat
        tier: L1
        concurrency: 3
        open: { zone: America/Mexico_City, daily: 08:00-22:00 }
        region: MX
        goal: { answered: 80 %, within: 60 s }
        patience: 240 s

      # Second level: cases that a specialist finishes within a working day of New York.
      - id: en-l2
        language: en
        channel: email
        tier: L2
        open: { zone: America/New_York, mon-fri: 08:00-20:00, holidays: closed }
        region: US
        goal: { answered: 90 %, within: 12 h, clock: business }

    # What a person may be asked to work, on the clock of the site. Lengths are paid time; an unpaid lunch comes on top.
    contracts:
      - id: mexico-six-days
        week: { hours: 48 h, days: 6 }
        shifts: { lengths: [8 h], starts: 06:00-14:30 every 30 min, lunch: 30 min unpaid, breaks: 2 x 15 min paid }
        rest: 12 h
        days-in-a-row: 6
        cost: 7.20 USD/h
      - id: mexico-student
        week: { hours: 20-30 h, days: 5 }
        shifts: { lengths: [5 h, 6 h], starts: 06:00-17:30 every 30 min, breaks: 1 x 15 min paid }
        rest: 12 h
        days-in-a-row: 6
        cost: 6.80 USD/h
      - id: lisbon-full-time
        week: { hours: 40 h, days: 5 }
        shifts: { lengths: [8 h], starts: 06:00-15:30 every 30 min, lunch: 60 min unpaid, breaks: 2 x 15 min paid }
        rest: 11 h
        days-in-a-row: 6
        weekends: 3 per 4 weeks
        cost: 15.80 USD/h
      - id: manila-day
        week: { hours: 40-48 h, days: 6 }
        shifts: { lengths: [8 h], starts: 06:00-15:00 every 30 min, lunch: 60 min unpaid, breaks: 2 x 15 min paid }
        rest: 12 h
        days-in-a-row: 6
        cost: 5.90 USD/h
      - id: manila-night                          # the American day is Manila's night
        week: { hours: 40 h, days: 5 }
        shifts: { lengths: [8 h], starts: 19:00-23:30 every 30 min, lunch: 60 min unpaid, breaks: 2 x 15 min paid }
        rest: 12 h
        days-in-a-row: 5
        days-off-in-a-row: 2
        nights-in-a-row: 5
        cost: 7.10 USD/h

    # Points per agent and half hour: one missing weighs as much as ten too many.
    prices: { short: 10, over: 1 }

    """
}
