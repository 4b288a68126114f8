extension FollowTheSun {
  /// `headcount.yaml`.
  static let headcount = """
    # Whom to hire over the months ahead, by when to sign them, and what it costs: read by muster headcount.
    # Made up. Wages are in US dollars, one vendor bills in euros: sums are in dollars at dated rates.
    months: 18
    currency: USD
    short: 30 USD/h               # what an hour left short is taken to cost
    rates:
      - { currency: EUR, from: 2026-01-01, rate: 1.16 }
      - { currency: EUR, from: 2027-01-01, rate: 1.18 }

    usual:
      lead: 6 weeks               # from signing to the first day
      training: { length: 4 weeks, cost: 400 USD }
      ramp: [70 %, 90 %]          # of a full head's work in the first and second month after training
      attrition: [8 %, 5 %, 3.5 %]      # of heads at the end of their first, second ... month; the last goes on
      leave: { usual: 5 %, dec: 9 % }
      hiring: 700 USD
      charges: 22 %
      supplements: { night: 20 %, sunday: 25 %, holiday: 100 % }

    classes:
      - { site: mexico-city, contract: mexico-six-days, languages: [es, en], intake: { size: 3-10, cost: 500 USD } }
      - { site: mexico-city, contract: mexico-student, languages: [es, en], attrition: [10 %, 7 %, 5 %], hiring: 300 USD }
      - { site: lisbon, contract: lisbon-full-time, languages: [en], charges: 24 %, lead: 2 months, attrition: 25 % a year }
      - { site: manila, contract: manila-day, languages: [en], intake: { size: 4-12 } }
      - { site: manila, contract: manila-night, languages: [en], intake: { size: 4-12 } }

    vendors:
      - { id: madrid-partner, queues: [es-phone, es-chat], price: 3.10 EUR/contact, most: 800 h, notice: 2 months }

    courses:
      - { language: es, length: 8 weeks, cost: 900 USD, pass: 70 % }
      - { skill: L2, length: 4 weeks, cost: 600 USD, pass: 80 % }

    ceilings:
      - { year: 2026, cost-centre: lisbon, most: 400000 USD }

    """
}
