#!/usr/bin/env bash
# Small inputs that once went wrong, each from a fresh copy of a seed: says for each whether the program given does right.
#
#   Tests/Fuzz/faults.sh PROGRAM [ROW ...]
#
# Exit status 0 when all rows asked for are right. Rows that need another user or a process space of their own are skipped where
# those cannot be had.
set -u
program=$(realpath "$1")
shift
seeds=$(realpath "$(dirname "$0")")
rows=(${@:-closed-subfolder out-is-a-file own-files damaged-manifest others-entries ill-on-a-day-off two-at-once one-interval
  huge-time-limit huge-agents huge-handle-time pipe-as-input pipe-in-out wide-header leftovers alike-ids full-output})

muster() { timeout 20 "$program" "$@" > said 2>&1; }
planned() { muster plan s --effort quick; [ $? -le 1 ]; }
status() { local expected=$1; shift; "$@"; [ $? -eq "$expected" ]; }
as_somebody() { # Runs a copy of the program as a user who is not root.
  if [ "$(id -u)" != 0 ]; then muster "$@"; return; fi
  cp "$program" ./program; chmod 755 program; chown -R 65534:65534 .
  setpriv --reuid 65534 --regid 65534 --clear-groups true 2> /dev/null || return 99
  timeout 20 setpriv --reuid 65534 --regid 65534 --clear-groups ./program "$@" > said 2>&1
}
# On which dates somebody of the roster works.
works() { grep "^$1," s/out/roster.csv | cut -d, -f2; }

closed-subfolder() {
  mkdir -p o/closed; echo keep > o/keep.txt; chmod 000 o/closed
  as_somebody plan s --effort quick --out o; local code=$?
  [ $code = 99 ] && return 99
  [ $code = 2 ] && [ "$(cat o/keep.txt)" = keep ] && [ -d o/closed ]
}
out-is-a-file() {
  echo work > report.xlsx
  status 2 muster plan s --effort quick --out report.xlsx && [ "$(cat report.xlsx)" = work ]
}
own-files() {
  mkdir o; echo mine > o/roster.csv
  muster plan s --effort quick --out o
  cat o/roster*.csv | grep -q '^mine$'
}
damaged-manifest() {
  planned || return 1
  echo "an edit" >> s/out/roster.csv; echo '{' > s/out/manifest.json
  muster plan s --effort quick
  cat s/out/roster*.csv | grep -q "an edit"
}
others-entries() {
  planned || return 1
  mkdir -m 700 s/out/empty; mkdir target; ln -s ../../target s/out/to-folder; ln -s nowhere s/out/dangling; chmod 700 s/out
  planned || return 1
  [ -d s/out/empty ] && [ "$(stat -c %a s/out/empty)" = 700 ] && [ "$(stat -c %a s/out)" = 700 ] &&
    [ "$(readlink s/out/to-folder)" = ../../target ] && [ "$(readlink s/out/dangling)" = nowhere ]
}
ill-on-a-day-off() {
  planned || return 1
  local date
  date=$(comm -13 <(works k1) <(printf '2025-04-0%s\n' 1 2 3 4 5 6) | head -1)
  muster replan s --sick k1 --on "$date"; [ $? -le 1 ] || return 1
  grep -q "^k1,$date" s/out/absences.csv 2> /dev/null
}
two-at-once() {
  local try
  for try in 1 2 3; do
    rm -rf s/out; planned || return 1
    local one two
    one=$(works k1 | head -1); two=$(works k2 | head -1)
    timeout 20 "$program" replan s --sick k1 --on "$one" > said 2>&1 & local first=$!
    timeout 20 "$program" replan s --sick k2 --on "$two" > said2 2>&1; local last=$?
    wait $first; first=$?
    # Whoever was told that all is well is in the file.
    [ $first -le 1 ] && ! grep -q "^k1,$one" s/out/absences.csv 2> /dev/null && return 1
    [ $last -le 1 ] && ! grep -q "^k2,$two" s/out/absences.csv 2> /dev/null && return 1
  done
  return 0
}
one-interval() { sed -i 's/10:00-16:00/10:00-11:00/' s/scenario.yaml; planned; }
huge-time-limit() { status 2 muster plan s --time-limit 1e19; }
huge-agents() {
  planned || return 1
  local column
  column=$(head -1 s/out/requirement.csv | tr -d '\r' | tr , '\n' | grep -n '^net_agents$' | cut -d: -f1)
  awk -F, -v OFS=, -v c="$column" 'NR == 2 { $c = "1e19" } 1' s/out/requirement.csv > r && cp r s/out/requirement.csv
  status 2 muster roster s
}
huge-handle-time() { sed -i '2s/[0-9]*$/1e100/' s/history.csv; status 2 muster plan s; }
pipe-as-input() { rm s/history.csv; mkfifo s/history.csv; status 2 muster plan s; }
pipe-in-out() { planned || return 1; rm s/out/roster.csv; mkfifo s/out/roster.csv; status 2 muster plan s --effort quick; }
wide-header() {
  { printf 'start,queue,offered'; seq -f ',c%.0f' 100000 | tr -d '\n'; printf '\n'; } > s/history.csv
  status 2 muster check s
}
leftovers() {
  unshare -p -f true 2> /dev/null || return 99
  mkdir -p s/.out.new-1/calendars/people; echo stale > s/.out.new-1/calendars/people/GONE.ics
  timeout 20 unshare -p -f "$program" plan s --effort quick > said 2>&1
  [ -e s/out/roster.csv ] && [ ! -e s/out/calendars/people/GONE.ics ]
}
alike-ids() {
  sed -n 1p s/agents.csv > a
  for id in a A a-ca978112; do echo "$id,Person,depot,day,nl,phone L1,ring" >> a; done
  cp a s/agents.csv
  planned && [ "$(ls s/out/calendars/people | wc -l)" = 3 ]
}
full-output() { timeout 20 "$program" plan s --effort quick --json > /dev/full 2> said; [ $? -ne 0 ]; }

wrong=0
for row in "${rows[@]}"; do
  folder=$(mktemp -d)
  (cd "$folder" && cp -r "$seeds/phone" s && "$row")
  case $? in
    0) echo "$row: right" ;;
    99) echo "$row: skipped" ;;
    *) echo "$row: wrong"; wrong=$((wrong + 1)) ;;
  esac
  chmod -R u+rwX "$folder" 2> /dev/null; rm -rf "$folder"
done
exit $((wrong > 0))
