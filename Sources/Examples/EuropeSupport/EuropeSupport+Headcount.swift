extension EuropeSupport {
  /// `headcount.yaml`.
  static let headcount = """
    # Whom to hire over the months ahead, by when to sign them, and what it costs: read by muster headcount.
    # Made up. Everything in here holds for eighteen months from the first full month of the scenario's horizon.
    months: 18
    currency: EUR
    short: 45 EUR/h               # what an hour left short is taken to cost: lost sales, refunds, angry customers

    # Holds for everybody; a class below may say otherwise.
    usual:
      lead: 2 months              # from signing to the first day
      training: { length: 3 weeks, cost: 600 EUR }
      ramp: [60 %, 85 %]          # of a full head's work in the first and second month after training
      attrition: [6 %, 4 %, 3 %, 2 %]   # of heads at the end of their first, second ... month; the last goes on
      leave: { usual: 7 %, jul: 10 %, aug: 16 %, dec: 12 % }
      hiring: 1400 EUR            # a person: advertisements, fees, equipment
      intake: { size: 1-8 }       # people who start and train together, one such group a month
      charges: 28 %               # the employer's, on wages and supplements
      supplements: { night: 25 %, sunday: 50 % }
      overtime: { most: 4 %, price: 140 % }

    # Kinds of people that may be hired. People of agents.csv belong to the class with their site, contract and queues;
    # those of no class stay, leave by the usual attrition and are not replaced.
    classes:
      - { site: barcelona, contract: barcelona-full-time, languages: [es, en] }
      - { site: barcelona, contract: barcelona-full-time, languages: [it, en] }
      - { site: barcelona, contract: barcelona-part-time, languages: [es, en] }
      - site: paris
        contract: paris-full-time
        languages: [fr, en]
        lead: 3 months
        charges: 42 %
        hiring: 2600 EUR
        wages: [{ from: 2027-01-01, pay: 25.40 EUR/h }]
      - { site: lisbon, contract: lisbon-full-time, languages: [en], lead: 6 weeks, charges: 24 % }
      - site: lisbon
        contract: lisbon-full-time
        languages: [fr, en]
        lead: 6 weeks
        charges: 24 %
        intake: { size: 2-6, cost: 900 EUR }
      - { site: lisbon, contract: lisbon-full-time, languages: [de, en], lead: 6 weeks, charges: 24 %, hiring: 2200 EUR }
      - site: lisbon
        contract: lisbon-full-time
        languages: [de, en]
        skills: [phone, chat, email, L1, L2]
        lead: 3 months
        charges: 24 %
        hiring: 3000 EUR

    # Outsourced partners. Of an hour that this one bills, 82 % is on the queue.
    vendors:
      - id: atlas
        queues: [en-phone, en-chat, es-phone]
        price: 26 EUR/h
        tiers: [{ from: 600 h, price: 24 EUR/h }]
        least: 100 h              # a month, paid in any case
        most: 1200 h
        notice: 1 month
        growth: 300 h             # more than in the month before, at most
        productive: 82 %

    # Ways from one class into another: here first level to second.
    transfers:
      - { from: lisbon-full-time:de+en, to: lisbon-full-time:de+en:L2, training: 2 months, pass: 80 %, cost: 900 EUR, a-month: 1 }

    # Courses for people who are there: who of them to train next is listed by what it saves a month.
    courses:
      - { language: fr, length: 6 weeks, cost: 1500 EUR, pass: 75 % }
      - { language: de, length: 8 weeks, cost: 1800 EUR, pass: 70 % }
      - { skill: L2, length: 4 weeks, cost: 900 EUR, pass: 80 % }

    seats: [{ site: lisbon, most: 40 }]
    ceilings:
      - { year: 2026, most: 3.2M EUR }

    """
}
