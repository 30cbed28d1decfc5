#!/usr/bin/env python3
"""What LocalBay takes and gives: 200 sessions at once, their memory, and the calls per second of a trivial tool.

Run it from the repository's root after `dotnet build runtime/AgentBay.Typed.Cli`.
"""
import http.client
import json
import os
import subprocess
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

SESSIONS, CALLS, KEY = 200, 1500, "benchmark"
PROGRAM = "artifacts/bin/AgentBay.Typed.Cli/debug_net10.0/agentbay-typed.dll"


def body(**fields):
    return urllib.parse.urlencode({"Authorization": f"Bearer {KEY}", **fields})


def call(connection, action, **fields):
    connection.request("POST", f"/?Action={action}", body(**fields), {"Content-Type": "application/x-www-form-urlencoded"})
    answer = json.loads(connection.getresponse().read())
    assert answer["Success"], answer
    return answer


def memory(path, key):
    with open(path) as lines:
        return sum(int(line.split()[1]) for line in lines if line.startswith(key)) // 1024


def sandboxes():
    """How many processes carry a session's mark, and their memory in MB, what they share counted once."""
    count = kilobytes = 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/environ", "rb") as environment:
                if b"AGENTBAY_SESSION=" not in environment.read():
                    continue
            with open(f"/proc/{process}/smaps_rollup") as lines:
                kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            count += 1
        except OSError:
            pass  # ended meanwhile
    return count, kilobytes // 1024


def at_once(workers, action, items):
    """Does something with each item, several at a time, each time over a connection of its own."""
    def one(item):
        connection = http.client.HTTPConnection(host)
        try:
            return action(connection, item)
        finally:
            connection.close()

    started = time.time()
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(one, items))
    return results, time.time() - started


def create(connection, _):
    return call(connection, "CreateMcpSession")["Data"]["SessionId"]


def tool(name, arguments, times=1):
    def run(connection, session):
        for _ in range(times):
            answer = call(connection, "CallMcpTool", SessionId=session, Name=name, Args=json.dumps(arguments))
            assert not answer["Data"]["isError"], answer
    return run


server = subprocess.Popen(["dotnet", PROGRAM, "serve", "--api-key", KEY], stdout=subprocess.PIPE, text=True)
try:
    for line in server.stdout:
        if line.strip().startswith("HTTP "):
            host = line.split()[1].removeprefix("http://")
        if line.strip() == "ready":
            break
    status = f"/proc/{server.pid}/status"
    print(f"LocalBay alone: {memory(status, 'VmRSS')} MB")
    sessions, seconds = at_once(16, create, range(SESSIONS))
    print(f"{SESSIONS} sessions created in {seconds:.1f} s; LocalBay: {memory(status, 'VmRSS')} MB; processes of sandboxes: %d, %d MB" % sandboxes())
    print(f"a shell command in each: {at_once(32, tool('shell', {'command': 'echo hello'}), sessions)[1]:.1f} s")
    for connections in (1, 8):
        seconds = at_once(connections, tool("list_directory", {"path": "."}, CALLS), sessions[:connections])[1]
        print(f"list_directory over {connections} connections: {CALLS * connections / seconds:.0f} calls/s")
    print(f"deleted in {at_once(16, lambda connection, session: call(connection, 'DeleteSessionAsync', SessionId=session), sessions)[1]:.1f} s")
finally:
    server.terminate()
    server.wait()
