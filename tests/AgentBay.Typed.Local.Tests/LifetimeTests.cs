using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>What begins and ends with a session, and with LocalBay itself.</summary>
public sealed class LifetimeTests
{
    // Daemons of every kind: in the background, in a session of their own, orphaned.
    private const string StartDaemons = "sleep 500 & (setsid sleep 501 > /dev/null 2>&1 &); (sh -c 'trap \"\" TERM; sleep 502 & wait' &)";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deleting_a_session_ends_its_processes_and_removes_its_files(bool useBubblewrap)
    {
        var root = NewRoot();
        await using var bay = await LocalBay.StartAsync(new LocalBayOptions { RootDirectory = root, UseBubblewrap = useBubblewrap });
        using var wire = new Wire(bay);
        var (session, other) = (await wire.CreateSessionAsync(), await wire.CreateSessionAsync());
        await session.OutputAsync($"{StartDaemons}; mkdir -p a/b; echo x > a/b/c; ln -s / a/root; chmod 000 a/b");
        await other.OutputAsync("sleep 600 > /dev/null & echo kept > file");
        Assert.True(session.LivingProcesses().Count >= 3);

        await session.CallAsync("DeleteSessionAsync");

        Assert.Empty(session.LivingProcesses());
        Assert.Equal(other.Id, Path.GetFileName(Assert.Single(Directory.EnumerateDirectories(root))));
        Assert.NotEmpty(other.LivingProcesses());
        Assert.Equal("kept", await other.OutputAsync("cat file"));
        await bay.DisposeAsync();
        Directory.Delete(root);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disposing_ends_everything_and_stops_listening(bool useBubblewrap)
    {
        var root = NewRoot();
        var bay = await LocalBay.StartAsync(new LocalBayOptions { RootDirectory = root, UseBubblewrap = useBubblewrap });
        using var wire = new Wire(bay);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => wire.CreateSessionAsync()));
        foreach (var session in sessions) await session.OutputAsync(StartDaemons);

        await bay.DisposeAsync();
        await bay.DisposeAsync();

        Assert.All(sessions, session => Assert.Empty(session.LivingProcesses()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
        await Assert.ThrowsAsync<HttpRequestException>(() => wire.CallAsync("ListSession"));
        Directory.Delete(root);
    }

    [Fact]
    public async Task A_call_under_way_ends_when_its_session_is_deleted()
    {
        await using var bay = await LocalBay.StartAsync();
        using var wire = new Wire(bay);
        var session = await wire.CreateSessionAsync();
        var watch = Stopwatch.StartNew();

        var call = session.CallAsync("CallMcpTool", ("Name", "shell"), ("Args", """{"command":"touch begun; sleep 300","timeout_ms":300000}"""));
        while ((await session.ShellAsync("ls begun")).IsError) await Task.Delay(20);
        await session.CallAsync("DeleteSessionAsync");

        Assert.Equal("InvalidMcpSession.NotFound", (await call).Code);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 100);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_before_the_session_is_there_leaves_none_behind()
    {
        using var hangUp = new CancellationTokenSource();
        await using var bay = await LocalBay.StartAsync(new LocalBayOptions { TimeProvider = new InterruptingClock(hangUp) });
        using var wire = new Wire(bay);
        using var form = Wire.Form(("Authorization", bay.ApiKey), ("Timeout", "600"));

        var creation = wire.Http.PostAsync(new Uri("/?Action=CreateMcpSession", UriKind.Relative), form, hangUp.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creation);
        await Eventually.HoldsAsync(async () => (await wire.CallAsync("ListSession")).Data.GetArrayLength() == 0);
    }

    [Fact]
    public async Task Disposing_does_not_wait_for_calls_under_way()
    {
        var bay = await LocalBay.StartAsync();
        using var wire = new Wire(bay);
        var session = await wire.CreateSessionAsync();
        var call = session.CallAsync("CallMcpTool", ("Name", "shell"), ("Args", """{"command":"touch begun; sleep 300","timeout_ms":300000}"""));
        while ((await session.ShellAsync("ls begun")).IsError) await Task.Delay(20);
        var watch = Stopwatch.StartNew();

        await bay.DisposeAsync();

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 100);
        Assert.Empty(session.LivingProcesses());
        _ = await Record.ExceptionAsync(() => call);
    }

    [Fact]
    public async Task Twenty_sessions_at_once_keep_apart()
    {
        await using var bay = await LocalBay.StartAsync();
        using var wire = new Wire(bay);

        var outputs = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var session = await wire.CreateSessionAsync();
            await session.TextAsync("write_file", new { path = "mine", content = $"{i}" });
            var output = await session.OutputAsync("sleep 0.2; ls; cat mine");
            await session.CallAsync("DeleteSessionAsync");
            return output;
        }));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"mine\n{i}"), outputs);
        Assert.Equal(0, (await wire.CallAsync("ListSession")).Data.GetArrayLength());
    }

    [Fact]
    public async Task Many_calls_of_one_session_run_side_by_side()
    {
        await using var bay = await LocalBay.StartAsync();
        using var wire = new Wire(bay);
        var session = await wire.CreateSessionAsync();
        var watch = Stopwatch.StartNew();

        var outputs = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => session.OutputAsync($"sleep 1; echo {i}")));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), outputs);
        Assert.InRange(watch.Elapsed.TotalSeconds, 1, 19);
    }

    [Fact]
    public async Task The_default_root_directory_is_private_and_goes_with_the_bay()
    {
        using var log = new RecordingLoggerFactory();
        var bay = await LocalBay.StartAsync(new LocalBayOptions { LoggerFactory = log });
        var root = Assert.Single(log.Entries.Select(entry => Regex.Match(entry, "files are under ([^;. ]+)")), match => match.Success).Groups[1].Value;
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(root));

        await bay.DisposeAsync();

        Assert.False(Directory.Exists(root));
    }

    [Fact]
    public async Task A_port_that_is_taken_fails_and_leaves_nothing()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var root = NewRoot();

        await Assert.ThrowsAsync<IOException>(() => LocalBay.StartAsync(new LocalBayOptions { Port = ((IPEndPoint)taken.LocalEndpoint).Port, RootDirectory = root }));

        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
        Directory.Delete(root);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_nothing()
    {
        var root = NewRoot();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LocalBay.StartAsync(new LocalBayOptions { RootDirectory = root }, cancelled.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
        Directory.Delete(root);
    }

    [Fact]
    public async Task The_port_and_the_key_can_be_chosen()
    {
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        await using var bay = await LocalBay.StartAsync(new LocalBayOptions { Port = port, ApiKey = "my-key" });

        Assert.Equal((new Uri($"http://127.0.0.1:{port}"), "my-key"), (bay.Endpoint, bay.ApiKey));
        using var wire = new Wire(bay);
        Assert.Equal(HttpStatusCode.OK, (await wire.CallAsync("ListSession")).Status);
    }

    [Fact]
    public async Task Each_bay_has_a_key_of_its_own_and_listens_on_loopback_only()
    {
        await using var one = await LocalBay.StartAsync();
        await using var two = await LocalBay.StartAsync();

        Assert.NotEqual(one.ApiKey, two.ApiKey);
        Assert.Equal("127.0.0.1", one.Endpoint.Host);
        Assert.NotEqual(one.Endpoint.Port, two.Endpoint.Port);
    }

    [Fact]
    public async Task A_blank_key_is_refused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => LocalBay.StartAsync(new LocalBayOptions { ApiKey = " " }));

    [Fact]
    public async Task A_client_is_made_for_the_bay()
    {
        await using var bay = await LocalBay.StartAsync();

        using var client = bay.CreateClient();

        Assert.NotNull(client);
    }

    [Fact]
    public async Task Without_isolation_the_log_says_so_plainly()
    {
        using var log = new RecordingLoggerFactory();

        await using var bay = await LocalBay.StartAsync(new LocalBayOptions { UseBubblewrap = false, LoggerFactory = log });

        Assert.False(bay.IsIsolated);
        Assert.Contains(log.Entries, entry => entry.StartsWith("Warning", StringComparison.Ordinal) && entry.Contains("NOT isolated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_key_is_never_logged()
    {
        using var log = new RecordingLoggerFactory();
        await using var bay = await LocalBay.StartAsync(new LocalBayOptions { LoggerFactory = log });
        using var wire = new Wire(bay);
        var session = await wire.CreateSessionAsync();
        await session.ShellAsync("echo $0");
        await wire.PostAsync($"/?Action=SyncContext&Authorization=Bearer%20{bay.ApiKey}&SessionId={session.Id}", null);
        await wire.CallAsync("NoSuchAction");

        Assert.Contains(log.Entries, entry => entry.Contains("CallMcpTool answered 200", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Entries, entry => entry.Contains(bay.ApiKey, StringComparison.Ordinal));
    }

    [BubblewrapFact]
    public async Task When_the_keeper_of_a_sandbox_loses_its_pipe_everything_in_it_ends()
    {
        await using var bay = await LocalBay.StartAsync();
        using var wire = new Wire(bay);
        var session = await wire.CreateSessionAsync();
        await session.OutputAsync(StartDaemons);

        // The pipe breaks as it does when this process dies: the cat that reads it is gone.
        var cat = session.LivingProcesses().Single(id => File.ReadAllText($"/proc/{id}/comm") == "cat\n");
        Process.GetProcessById(cat).Kill();

        await Eventually.HoldsAsync(() => session.LivingProcesses().Count == 0);
        Assert.Contains("sandbox of this session has ended", await session.ErrorAsync("shell", new { command = "echo alive" }), StringComparison.Ordinal);
    }

    private static string NewRoot() => Directory.CreateTempSubdirectory("localbay-root-").FullName;

    /// <summary>Hangs up when a session's idle time begins, and gives the server a moment to see it.</summary>
    private sealed class InterruptingClock(CancellationTokenSource hangUp) : TimeProvider
    {
        private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            hangUp.Cancel();
            using var never = new ManualResetEventSlim();
            never.Wait(Moment);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
