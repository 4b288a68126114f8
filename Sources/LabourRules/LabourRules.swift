// LabourRules: judges any roster, ours or edited by hand, against the rules people are employed under.
// In: a roster and the scenario it is for. Out: one sentence for every rule broken, with person, date and amount.
// Rules are values (`LabourRule`); what each means, to the minute, is in docs/reference/rules.md.
// It never repairs a roster, never prints, and shares no code with the builder it judges: both are written from
// that page alone, so that one's mistake is not the other's blindness.
