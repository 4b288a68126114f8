// The page to work on a plan: a server on this machine alone.
// In: a scenario folder, requests of one browser. Out: the report of the plan as it is now, answers in JSON.
// It answers only who knows its address, on its own name, from its own page.
// It decides nothing of planning and writes no file itself: that is the Desk's, in Muster.
