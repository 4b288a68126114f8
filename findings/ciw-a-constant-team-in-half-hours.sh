#!/usr/bin/env bash
# Ciw 3.2.7 (PyPI), simulation of queues: 8 agents for 8 hours, a case every 6 minutes, 57 minutes of work for each,
# so that 9.5 agents would be needed. The team is given as a number, as one shift, and as rows of equal numbers.
#
# Seen: 8 as a number and 8 in one shift of 480 minutes are the same: 60 cases done, 29 minutes of waiting. The same 8
# written as half-hours are another queue. Every row, equal or not, sends the whole team off duty and brings a new one;
# who is in the middle of a case ends it beside the new team. Up to 10 work at once, nobody waits, and 71 are done. With
# preemption="resume" no more than 8 work and 60 are done, at the right times, but the waiting time of a case runs from
# its arrival to its last resumption, the work in between included: 71 minutes, more than twice the true mean.
#
# Why it matters: staffing tables come in rows of half an hour. Checked with such a simulation, a plan short by a sixth
# looks generous, or a good one late, and finer rows make both worse. Join rows of equal numbers before simulating, and
# with "resume" take the first service_start_date of each id_number. Where numbers do change, each row still does this.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet ciw==3.2.7
"$place/venv/bin/python" - <<'PY'
import ciw


def day(servers):
    ciw.seed(1)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([1] + [6] * 79 + [10**6])],
        service_distributions=[ciw.dists.Deterministic(57)],
        number_of_servers=[servers])
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(480)
    records = simulation.get_all_records()
    done = [record for record in records if record.record_type == "service"]
    began = {}
    for record in sorted(records, key=lambda record: record.service_start_date):
        began.setdefault(record.id_number, record.service_start_date)
    changes = [(record.service_start_date, 1) for record in records]
    changes = sorted(changes + [(record.exit_date, -1) for record in records])
    at_once = max(sum(step for _, step in changes[:index]) for index in range(len(changes) + 1))
    told = sum(record.waiting_time for record in done) / len(done)
    true = sum(began[record.id_number] - record.arrival_date for record in done) / len(done)
    return len(done), at_once, round(told, 1), round(true, 1)


def rows(count, **options):
    ends = [480 * row // count for row in range(1, count + 1)]
    return day(ciw.Schedule(numbers_of_servers=[8] * count, shift_end_dates=ends, **options))


print("done, at once, waiting by Ciw and from the first start:")
alone = day(8)
print("8 as a number:", alone)
assert alone == rows(1) == rows(1, preemption="resume") == (60, 8, 29.4, 29.4), alone
for count, expected, resumed in [(4, (69, 12, 9.8, 9.8), 42.5), (16, (71, 10, 0, 0), 71.0)]:
    kept, cut = rows(count), rows(count, preemption="resume")
    print(f"{count} rows of 8: {kept}, with resume: {cut}")
    assert kept == expected and cut == (60, 8, resumed, 29.4), (kept, cut)
PY
echo OK
