/// A server that speaks as much CalDAV as publishing needs and fails on purpose, and the checks of what is on it.
///
/// It runs in Python, which has a server of HTTP and another's reading of it; loopback only.
enum CalDAVHarness {
  static let program = #"""
    import base64, csv, http.server, json, os, re, signal, ssl, subprocess, sys, threading, time, urllib.parse, urllib.request
    muster, mode = sys.argv[1], sys.argv[2]

    class Store:
        def __init__(self):
            self.collections, self.log, self.faults, self.count, self.pid = {}, [], {}, 0, None
            # How a calendar is taken that is put to the address of a collection: not at all, split up, or kept as one thing.
            self.always, self.taking, self.plain = None, taking, set()
    taking = "nothing"
    store, lock = Store(), threading.Lock()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *_): pass
        def answer(self, status, body=b"", **headers):
            self.send_response(status)
            for name, value in headers.items(): self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def handle_any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with lock:
                store.count += 1
                fault = store.faults.pop(store.count, None) or (store.always and store.always(self.command, self.path))
            if self.headers.get("Authorization") != "Basic " + base64.b64encode(b"planner:secret").decode():
                return self.answer(401, WWW_Authenticate='Basic realm="x"')
            with lock: store.log.append(self.command)
            if fault in (403, 409, 412, 429, 500, 503):
                return self.answer(fault, **({"Retry_After": "0"} if fault == 429 else {}))
            if fault == "hang":
                time.sleep(2.5)
                self.close_connection = True
                return
            with lock: result = self.work(body)
            if fault == "cut":
                self.close_connection = True
                self.connection.close()
                return
            if fault == "kill":
                os.kill(store.pid, signal.SIGKILL)
                self.close_connection = True
                return
            self.answer(result[0], result[1], **result[2])
        def work(self, body):
            folder, name = self.path.rsplit("/", 1)
            inside = store.collections.get(folder)
            if self.command == "PUT" and not name:
                assert self.headers.get("If-None-Match") == "*", "no condition"
                if store.taking == "nothing": return 405, b"", {}
                if inside is not None: return 412, b"", {}
                if store.taking == "one":
                    store.plain.add(folder)
                    return 201, b"", {"ETag": '"one"'}
                head, *events = re.split(rb"(?=BEGIN:VEVENT)", body.rsplit(b"END:VCALENDAR", 1)[0])
                inside = store.collections[folder] = {}
                for place, event in enumerate(events):
                    uid = re.search(r"UID:(\S+)", unfolded(event.decode()))[1]
                    inside[urllib.parse.quote(uid) + ".ics"] = (f"w{store.count}-{place}", head + event + b"END:VCALENDAR\r\n")
                return 201, b"", {}
            if folder in store.plain:
                if self.command == "DELETE" and not name:
                    store.plain.discard(folder)
                    return 204, b"", {}
                if self.command == "REPORT": return 405, b"", {}
            if self.command == "MKCALENDAR":
                if inside is not None: return 405, b"", {}
                store.collections[folder] = {}
                return 201, b"", {}
            if inside is None: return 404, b"", {}
            if self.command == "PROPFIND":
                rows = "".join(f'<d:response><d:href>{folder}/{n}</d:href><d:propstat><d:prop><d:getetag>&quot;{e}&quot;'
                               f'</d:getetag></d:prop></d:propstat></d:response>' for n, (e, _) in inside.items())
                xml = f'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:href>{folder}/</d:href></d:response>{rows}</d:multistatus>'
                return 207, xml.encode(), {"Content_Type": "application/xml"}
            if self.command == "REPORT":
                rows = "".join(f'<d:response><d:href>{folder}/{n}</d:href><d:propstat><d:prop><d:getetag>"{e}"</d:getetag>'
                               f'<c:calendar-data><![CDATA[{b.decode()}]]></c:calendar-data></d:prop></d:propstat></d:response>'
                               for n, (e, b) in inside.items())
                return 207, f'<d:multistatus xmlns:d="DAV:" xmlns:c="x">{rows}</d:multistatus>'.encode(), {}
            there = inside.get(name)
            if self.headers.get("If-None-Match") == "*" and there: return 412, b"", {}
            wanted = self.headers.get("If-Match")
            if wanted and (not there or wanted != f'"{there[0]}"'): return 412, b"", {}
            if self.command == "GET":
                return (200, there[1], {"ETag": f'"{there[0]}"'}) if there else (404, b"", {})
            if self.command == "DELETE":
                if not there: return 404, b"", {}
                del inside[name]
                return 204, b"", {}
            assert self.command == "PUT" and (wanted or self.headers.get("If-None-Match") == "*"), "no condition"
            tag = f"t{store.count}"
            inside[name] = (tag, body)
            return (204 if there else 201), b"", {"ETag": f'"{tag}"'}
        do_GET = do_PUT = do_DELETE = do_PROPFIND = do_MKCALENDAR = do_REPORT = handle_any

    def unfolded(text): return text.replace("\r\n ", "").replace("\r\n\t", "").replace("\n ", "")
    def told():
        found = {}
        for name in ("roster.csv", "cancelled.csv"):
            path = "plan/out/" + name
            if not os.path.exists(path): continue
            for row in csv.DictReader(open(path, newline="")):
                found[row["agent_id"], row["uid"]] = int(row["sequence"])
        return found
    def on_server():
        found = {}
        for folder, inside in store.collections.items():
            for _, (_, body) in inside.items():
                text = unfolded(body.decode())
                found[folder.rsplit("/", 1)[1], re.search(r"UID:(\S+)", text)[1]] = int(re.search(r"SEQUENCE:(\d+)", text)[1])
        return found
    clock = [0]
    # A server that hangs on purpose is waited for briefly, others as long as a busy machine may need.
    patience = "1" if mode == "scripted" else "60"
    def publish(*more, password="secret", url=None, at=None):
        clock[0] += 1
        moment = at or f"2026-02-27T12:{clock[0] // 60:02d}:{clock[0] % 60:02d}Z"
        environment = dict(os.environ, MUSTER_CALDAV_USER="planner", MUSTER_CALDAV_PASSWORD=password)
        process = subprocess.Popen(
            [muster, "publish", "plan", "--caldav", url or home, "--timeout", patience, "--json", "--by", "ann", "--at", moment, *more],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True)
        store.pid = process.pid
        output, errors = process.communicate()
        assert password not in output + errors
        return process.returncode, (json.loads(output)["delivery"] if output.startswith("{") else None), errors
    def writes(): return [m for m in store.log if m not in ("PROPFIND", "GET", "REPORT")]
    def whole(run):
        assert run[0] == 0 and run[1] and not run[1]["foreign"] and not run[1]["failed"], run
        assert on_server() == told(), (on_server(), told())
    def afresh():
        store.__init__()
        subprocess.run(["rm", "-rf", "plan/caldav"])
    def move(place, to):
        row = list(csv.DictReader(open("plan/out/roster.csv", newline="")))[place]
        done = subprocess.run([muster, "move", "plan", row["agent_id"], "--on", row["date"], "--to", to, "--allow-faults",
                               "--at", "2026-02-27T12:00Z"], capture_output=True, text=True)
        assert "Written into" in done.stdout, done.stdout + done.stderr
        return row["uid"]

    if mode == "scripted":
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}/planner/"
        # A wrong password: nobody is told, everybody is named.
        status, report, _ = publish(password="wrongword")
        assert status == 1 and len(report["failed"]) == 3 and not store.log, (status, report)
        # All at once, and a second run that writes nothing.
        whole(publish())
        assert on_server()
        store.log = []
        whole(publish())
        assert not writes(), writes()
        # A change writes that event alone.
        tags = {n: e for c in store.collections.values() for n, (e, _) in c.items()}
        uid = move(0, "08:30")
        whole(publish())
        changed = {n for c in store.collections.values() for n, (e, _) in c.items() if tags.get(n) != e}
        assert changed == {uid.split("@")[0] + ".ics"}, changed
        # What others changed and took away is left alone and reported, also where it changes here.
        inside = next(c for c in store.collections.values() if uid.split("@")[0] + ".ics" in c)
        name = uid.split("@")[0] + ".ics"
        edited = inside[name][1].replace(b"SUMMARY", b"X-NOTE:mine\r\nSUMMARY").replace(b"T", b"T", 1)
        edited = re.sub(rb"LOCATION:.*", b"LOCATION:elsewhere", edited)
        inside[name] = ("foreign", edited)
        other = next(n for c in store.collections.values() for n in c if n != name)
        holder = next(c for c in store.collections.values() if other in c)
        del holder[other]
        move(0, "09:00")
        status, report, _ = publish()
        assert status == 1 and len(report["foreign"]) == 2 and inside[name] == ("foreign", edited) and other not in holder, report
        # A server that is busy, fails, hangs or is cut off once.
        for fault in (409, 412, 429, 500, 503, "hang", "cut"):
            for number in (1, 3):
                afresh()
                store.faults[number] = fault
                status, report, _ = publish()
                if status != 0: assert fault in (409, 412) and report["failed"], (fault, number, report)
                whole(publish())
        # One person's collection that always answers so, or never: the others are told, and it is said who was not, and why. Where there
        # is no place to make a calendar in, there is none for whoever comes later.
        for fault, words, who in ((409, "no such place", ["p2", "p3"]), (412, "answered 412", ["p2"]), (429, "answered 429", ["p2"]),
                                  (500, "answered 500", ["p2"]), ("cut", "", ["p2"]), ("hang", "timed out", ["p2"])):
            afresh()
            store.always = lambda method, path: fault if "/p2/" in path else None
            status, report, _ = publish()
            assert status == 1 and [f["agent"] for f in report["failed"]] == who and report["people"] == 3 - len(who), (fault, report)
            assert all(words in f["why"] for f in report["failed"]), (fault, report)
            store.always = None
            whole(publish())
        # Killed after any request and run again: the same, nobody else blamed, and then nothing more to write.
        afresh()
        whole(publish())
        total = store.count
        assert total > 8
        for number in range(1, total + 1):
            afresh()
            store.faults[number] = "kill"
            assert publish()[0] == -9
            whole(publish())
        store.log = []
        whole(publish())
        assert not writes(), writes()
        # Killed in the midst of a change, and changed again before it is run again.
        for number in range(1, 6):
            afresh()
            whole(publish())
            move(0, "08:00" if number % 2 else "08:30")
            store.faults[store.count + number] = "kill"
            publish()
            store.faults.clear()
            move(0, "09:00")
            whole(publish())
        # A shift that is withdrawn is cancelled there.
        rows = open("plan/out/roster.csv", newline="").read().splitlines()
        open("plan/out/roster.csv", "w", newline="").write("\r\n".join(rows[:1] + rows[2:]) + "\r\n")
        whole(publish())
        assert sum(b"STATUS:CANCELLED" in b for c in store.collections.values() for _, b in c.values()) == 1
        # Once it is past it is taken away, and what was worked stays.
        past = publish(at="2026-03-10T12:00Z")
        assert past[0] == 0 and past[1]["removed"] == 1 and not past[1]["foreign"], past
        assert len(on_server()) == len(rows) - 2, on_server()
        assert not any(b"STATUS:CANCELLED" in b for c in store.collections.values() for _, b in c.values())
        print("requests of a first run:", total)
        # A server that takes whole collections: one PUT for each, then single events under the names that it gave them.
        taking = "all"
        afresh()
        whole(publish())
        assert store.log.count("PUT") == len(store.collections) and "MKCALENDAR" not in store.log, store.log
        assert all("%40" in n for c in store.collections.values() for n in c)
        requests = store.count
        store.log = []
        whole(publish())
        assert set(store.log) == {"PROPFIND"}, store.log
        tags = {n: e for c in store.collections.values() for n, (e, _) in c.items()}
        uid = move(0, "08:00")
        whole(publish())
        changed = {n for c in store.collections.values() for n, (e, _) in c.items() if tags.get(n) != e}
        assert changed == {urllib.parse.quote(uid) + ".ics"}, changed
        for fault in (500, 503, "cut"):
            for number in (2, 3):
                afresh()
                store.faults[number] = fault
                if publish()[0] != 0: whole(publish())
                whole(publish())
        for number in range(1, requests + 1):
            afresh()
            store.faults[number] = "kill"
            assert publish()[0] == -9
            whole(publish())
            store.log = []
            whole(publish())
            assert not writes(), writes()
        # One that keeps it as a single thing gives it back, and has the events one by one.
        taking = "one"
        afresh()
        whole(publish())
        assert not store.plain and "DELETE" in store.log and store.log.count("PUT") == len(on_server()) + 1, store.log
    elif mode == "tls":
        made = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem",
                               "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"], capture_output=True)
        assert made.returncode == 0, made.stderr
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("cert.pem", "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"https://127.0.0.1:{server.server_port}/planner/"
        # The server works for whoever trusts it.
        trusting = ssl.create_default_context(cafile="cert.pem")
        request = urllib.request.Request(home + "p1/", method="MKCALENDAR")
        request.add_header("Authorization", "Basic " + base64.b64encode(b"planner:secret").decode())
        assert urllib.request.urlopen(request, context=trusting).status == 201 and store.log == ["MKCALENDAR"]
        # Nobody has vouched for it here: no request, no password, and everybody is named.
        store.count, store.log = 0, []
        status, report, _ = publish()
        assert status == 1 and report["people"] == 0 and [f["agent"] for f in report["failed"]] == ["p1", "p2", "p3"], report
        assert all("cannot prove who it is" in f["why"] for f in report["failed"]), report
        assert store.count == 0 and not store.log, store.log
    else:
        import socket
        probe = socket.socket(); probe.bind(("127.0.0.1", 0)); port = probe.getsockname()[1]; probe.close()
        if mode == "radicale":
            open("users", "w").write("planner:secret\n")
            open("config", "w").write(f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = users\n"
                "htpasswd_encryption = plain\n[storage]\nfilesystem_folder = data\n")
            command, home = [sys.executable, "-m", "radicale", "--config", "config"], f"http://127.0.0.1:{port}/planner/"
        else:
            command = [sys.executable, "-m", "xandikos", "-d", "data", "--defaults", "-l", "127.0.0.1", "-p", str(port),
                       "--current-user-principal", "/planner/"]
            home = f"http://127.0.0.1:{port}/planner/calendars/"
        process = subprocess.Popen(command, stdout=open("server.log", "w"), stderr=subprocess.STDOUT)
        try:
            for _ in range(200):
                try: socket.create_connection(("127.0.0.1", port), 0.2).close(); break
                except OSError: time.sleep(0.1)
            def ask(method, path, body=None, **headers):
                request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method, data=body, headers=headers)
                request.add_header("Authorization", "Basic " + base64.b64encode(b"planner:secret").decode())
                return urllib.request.urlopen(request)
            def there():
                found = {}
                for agent in {a for a, _ in told()}:
                    path = home.split(str(port))[1] + agent + "/"
                    xml = ask("PROPFIND", path, b'<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>', Depth="1",
                              **{"Content-Type": "application/xml"}).read().decode()
                    for href in re.findall(r"<[^>]*href>([^<]*\.ics)<", xml):
                        answer = ask("GET", href)
                        text = unfolded(answer.read().decode())
                        found[agent, re.search(r"UID:(\S+)", text)[1]] = (int(re.search(r"SEQUENCE:(\d+)", text)[1]), answer.headers["ETag"], href)
                return found
            def good(run):
                assert run[0] == 0 and not run[1]["foreign"] and not run[1]["failed"], run
                found = there()
                assert {k: v[0] for k, v in found.items()} == told(), (found, told())
                return found
            first = good(publish())
            if mode == "radicale": assert all("%40" in v[2] or "@" in v[2] for v in first.values()), first
            run = publish()
            assert run[1]["written"] == 0 and good(run) == first, run
            uid = move(0, "08:30")
            second = good(publish())
            assert {k[1] for k in second if second[k][1] != first[k][1]} == {uid}
            # Somebody else's edit stays.
            key = next(k for k in second if k[1] == uid)
            text = ask("GET", second[key][2]).read().replace(b"LOCATION:", b"LOCATION:not ")
            ask("PUT", second[key][2], text, **{"Content-Type": "text/calendar"})
            move(0, "09:00")
            status, report, _ = publish()
            assert status == 1 and report["foreign"] == [f"{uid} of {key[0]} was changed there"], report
            assert b"LOCATION:not " in ask("GET", second[key][2]).read()
        finally:
            process.terminate()
            process.wait()
    print("all held")
    """#
}
