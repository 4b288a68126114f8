extension EuropeSupport {
  /// `scenario.yaml`.
  static let scenario = """
    # A support operation of sixty people in three cities, as a planner would write it down.
    # Made up; the history was drawn with a seed. Values carry their units: 20 s, 4 h, 80 %, 18.50 EUR/h.
    name: Europe support, spring 2026

    # Four weeks from a Monday. Clocks go forward on 29 March; Good Friday is 3 April, Easter Monday 6 April.
    horizon: { first: 2026-03-23, weeks: 4, interval: 30 min }

    # Tables beside this file, one row a fact.
    history: history.csv          # start (ISO 8601 with offset), queue, offered, handled, abandoned, handle_seconds_total
    holidays: holidays.csv        # date, region, name
    events: events.csv            # from, to, queue (* for all), factor (empty: unusual, do not learn from it), note
    agents: agents.csv            # id, name, site, contract, languages, skills, team, calendar_language, from, to
    leave: leave.csv              # agent, from, to, kind
    requests: requests.csv        # agent, date, wish, weight

    # Where work is done. Shrinkage is paid time away from the queue; breaks inside a shift are not part of it.
    sites:
      - { id: barcelona, zone: Europe/Madrid, region: ES, shrinkage: { absence: 5 %, training: 2 %, meetings: 2 % } }
      - { id: paris, zone: Europe/Paris, region: FR, shrinkage: { absence: 5 %, training: 3 %, meetings: 2 % } }
      - { id: lisbon, zone: Europe/Lisbon, region: PT, shrinkage: { absence: 6 %, training: 3 % } }   # outsourced

    # Where contacts wait. A person may take from a queue with its language, its channel and its tier.
    # Hours are on the customers' clock; region says whose holidays shape the volume. Email arrives day and night:
    # its hours say when it is worked,
    # here around noon, when early and late shifts overlap.
    queues:
      # English: the only queues that stay open on public holidays.
      - id: en-phone
        language: en
        channel: phone
        tier: L1
        open: { zone: Europe/London, mon-fri: 08:00-20:00, sat: 09:00-17:00 }
        region: GB
        goal: { answered: 80 %, within: 20 s }
        patience: 100 s           # mean time before a caller hangs up
      - id: en-chat
        language: en
        channel: chat
        tier: L1
        concurrency: 3            # chats one person holds at once
        open: { zone: Europe/London, mon-fri: 08:00-20:00, sat: 09:00-17:00 }
        region: GB
        goal: { answered: 80 %, within: 45 s }
        patience: 180 s
      - id: en-email
        language: en
        channel: email
        tier: L1
        open: { zone: Europe/London, mon-fri: 10:00-16:00, holidays: closed }
        region: GB
        goal: { answered: 90 %, within: 6 h, clock: business }

      # French
      - id: fr-phone
        language: fr
        channel: phone
        tier: L1
        open: { zone: Europe/Paris, mon-fri: 08:00-20:00, sat: 09:00-17:00, holidays: closed }
        region: FR
        goal: { answered: 80 %, within: 20 s }
        patience: 90 s
      - id: fr-email
        language: fr
        channel: email
        tier: L1
        open: { zone: Europe/Paris, mon-fri: 10:00-16:00, holidays: closed }
        region: FR
        goal: { answered: 90 %, within: 6 h, clock: business }

      # German
      - id: de-phone
        language: de
        channel: phone
        tier: L1
        open: { zone: Europe/Berlin, mon-fri: 08:00-19:00, holidays: closed }
        region: DE
        goal: { answered: 80 %, within: 30 s }
        patience: 90 s
      - id: de-email
        language: de
        channel: email
        tier: L1
        open: { zone: Europe/Berlin, mon-fri: 10:00-16:00, holidays: closed }
        region: DE
        goal: { answered: 90 %, within: 6 h, clock: business }

      # Spanish
      - id: es-phone
        language: es
        channel: phone
        tier: L1
        open: { zone: Europe/Madrid, mon-fri: 08:00-20:00, sat: 09:00-15:00, holidays: closed }
        region: ES
        goal: { answered: 80 %, within: 20 s }
        patience: 90 s
      - id: es-chat
        language: es
        channel: chat
        tier: L1
        concurrency: 3
        open: { zone: Europe/Madrid, mon-fri: 08:00-20:00, holidays: closed }
        region: ES
        goal: { answered: 80 %, within: 60 s }
        patience: 180 s

      # Italian: a small language, so a patient goal.
      - id: it-phone
        language: it
        channel: phone
        tier: L1
        open: { zone: Europe/Rome, mon-fri: 09:00-19:00, holidays: closed }
        region: IT
        goal: { answered: 80 %, within: 30 s }
        patience: 90 s

      # Second level: few people, long cases, callers who are used to waiting a little.
      - id: en-l2
        language: en
        channel: phone
        tier: L2
        open: { zone: Europe/London, mon-fri: 08:00-18:00, holidays: closed }
        region: GB
        goal: { answered: 75 %, within: 60 s }
        patience: 240 s
      - id: de-l2
        language: de
        channel: phone
        tier: L2
        open: { zone: Europe/Berlin, mon-fri: 09:00-18:00, holidays: closed }
        region: DE
        goal: { answered: 75 %, within: 120 s }
        patience: 300 s

    # What a person may be asked to work, on the clock of the site. Lengths are paid time; an unpaid lunch comes on top.
    contracts:
      - id: barcelona-full-time
        week: { hours: 40 h, days: 5 }
        shifts: { lengths: [8 h], starts: 08:00-12:30 every 30 min, lunch: 30 min unpaid, breaks: 2 x 15 min paid }
        rest: 12 h
        days-in-a-row: 6
        weekends: 2 per 4 weeks
        cost: 18.50 EUR/h
      - id: barcelona-part-time
        week: { hours: 25 h, days: 5 }
        shifts: { lengths: [5 h], starts: 08:00-15:00 every 30 min, breaks: 1 x 15 min paid }
        rest: 12 h
        days-in-a-row: 6
        weekends: 2 per 4 weeks
        cost: 18.50 EUR/h
      - id: paris-full-time
        week: { hours: 35 h, days: 5 }
        shifts: { lengths: [7 h], starts: 08:00-12:00 every 30 min, lunch: 60 min unpaid, breaks: 2 x 15 min paid }
        rest: 11 h
        days-in-a-row: 6
        weekends: 2 per 4 weeks
        cost: 24.80 EUR/h
      - id: paris-four-days
        week: { hours: 28 h, days: 4 }
        shifts: { lengths: [7 h], starts: 08:00-12:00 every 30 min, lunch: 60 min unpaid, breaks: 2 x 15 min paid }
        rest: 11 h
        days-in-a-row: 5
        weekends: 1 per 4 weeks
        cost: 24.80 EUR/h
      - id: lisbon-full-time
        week: { hours: 40 h, days: 5 }
        shifts: { lengths: [8 h], starts: 07:00-11:30 every 30 min, lunch: 30 min unpaid, breaks: 2 x 15 min paid }
        rest: 11 h
        days-in-a-row: 6
        weekends: 3 per 4 weeks
        cost: 13.40 EUR/h
      - id: lisbon-flexible                       # the vendor bills what is rostered, within a range
        week: { hours: 24-40 h, days: 5 }
        shifts: { lengths: [6 h, 8 h], starts: 07:00-13:30 every 30 min, lunch: 30 min unpaid, lunch-from: 7 h, breaks: 2 x 15 min paid }
        rest: 11 h
        days-in-a-row: 6
        weekends: 3 per 4 weeks
        cost: 13.90 EUR/h

    # Points per agent and half hour: one missing weighs as much as ten too many.
    prices: { short: 10, over: 1 }

    """
}
