using System.Diagnostics;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>The shell, isolated or not.</summary>
public abstract class ShellTests(BayFixture fixture)
{
    private readonly Wire _wire = fixture.Wire;

    [Fact]
    public async Task A_command_answers_with_its_output_and_exit_code()
    {
        var session = await _wire.CreateSessionAsync();

        var answer = await session.ShellAsync("echo out; echo err >&2");

        Assert.False(answer.IsError);
        Assert.Equal("""{"stdout":"out\n","stderr":"err\n","exit_code":0}""", answer.Text);
    }

    [Fact]
    public async Task A_failing_command_is_an_error_with_the_same_envelope_and_a_trace_id()
    {
        var session = await _wire.CreateSessionAsync();

        var answer = await session.ShellAsync("echo half; exit 3");

        Assert.True(answer.IsError);
        Assert.Equal(("half\n", 3), (answer.Stdout, answer.ExitCode));
        Assert.NotEmpty(answer.Json.GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task A_command_killed_by_a_signal_reports_128_plus_the_signal()
    {
        var session = await _wire.CreateSessionAsync();

        Assert.Equal(137, (await session.ShellAsync("kill -9 $$")).ExitCode);
    }

    [Fact]
    public async Task Standard_input_is_empty()
    {
        var session = await _wire.CreateSessionAsync();

        Assert.Equal("0", await session.OutputAsync("cat | wc -c | tr -d ' '"));
    }

    [Fact]
    public async Task A_command_starts_in_the_home_directory()
    {
        var session = await _wire.CreateSessionAsync();

        Assert.Equal("same", await session.OutputAsync("[ \"$PWD\" = \"$HOME\" ] && echo same"));
    }

    [Fact]
    public async Task Cwd_and_envs_are_applied()
    {
        var session = await _wire.CreateSessionAsync();

        var answer = await session.ToolAsync("shell", new { command = "pwd; echo $GREETING", timeout_ms = 5000, cwd = "/usr", envs = new { GREETING = "grüße = 'x'" } });

        Assert.Equal("/usr\ngrüße = 'x'\n", answer.Stdout);
    }

    [Fact]
    public async Task A_relative_cwd_starts_at_home()
    {
        var session = await _wire.CreateSessionAsync();
        await session.OutputAsync("mkdir work");

        var answer = await session.ToolAsync("shell", new { command = "basename $PWD", timeout_ms = 5000, cwd = "work" });

        Assert.Equal("work\n", answer.Stdout);
    }

    [Fact]
    public async Task A_cwd_that_is_not_there_is_an_error_that_names_it()
    {
        var session = await _wire.CreateSessionAsync();

        Assert.Contains("/no/such/place", await session.ErrorAsync("shell", new { command = "true", timeout_ms = 5000, cwd = "/no/such/place" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1A")]
    [InlineData("A=B")]
    [InlineData("-u")]
    public async Task An_impossible_variable_name_is_refused(string name)
    {
        var session = await _wire.CreateSessionAsync();

        var error = await session.ErrorAsync("shell", new { command = "true", timeout_ms = 5000, envs = new Dictionary<string, string> { [name] = "x" } });

        Assert.Contains($"'{name}' cannot be the name of an environment variable", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_timeout_takes_the_schemas_default_of_one_second()
    {
        var session = await _wire.CreateSessionAsync();
        var watch = Stopwatch.StartNew();

        var answer = await session.ToolAsync("shell", new { command = "sleep 30" });

        Assert.Contains("Timed out after 1000 ms (timeout_ms)", answer.Stderr, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 25);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_answers_with_the_output_so_far()
    {
        var session = await _wire.CreateSessionAsync();

        var answer = await session.ShellAsync("echo early; sleep 30; echo late", timeoutMs: 3000);

        Assert.True(answer.IsError);
        Assert.Equal(("early\n", 124), (answer.Stdout, answer.ExitCode));
        Assert.Contains("Timed out after 3000 ms", answer.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeout_kills_daemons_and_their_children_too()
    {
        var session = await _wire.CreateSessionAsync();
        var marker = $"TEST_MARKER=m{Guid.NewGuid():N}";
        const string Daemonise = "(setsid sh -c '(sleep 300 & sleep 301) & sleep 302' > /dev/null 2>&1 &) ; (trap '' TERM HUP INT; sleep 303 &) ; sleep 30";

        await session.ShellAsync($"export {marker}; {Daemonise}", timeoutMs: 3000);

        Assert.Empty(Processes.Carrying(marker));
    }

    [Fact]
    public async Task A_timeout_leaves_the_processes_of_other_calls_alone()
    {
        var session = await _wire.CreateSessionAsync();
        var marker = $"TEST_MARKER=m{Guid.NewGuid():N}";
        await session.OutputAsync($"export {marker}; sleep 300 > /dev/null 2>&1 &");

        await session.ShellAsync("sleep 30", timeoutMs: 200);

        Assert.NotEmpty(Processes.Carrying(marker));
    }

    [Fact]
    public async Task A_caller_who_hangs_up_kills_the_command()
    {
        var session = await _wire.CreateSessionAsync();
        var marker = $"TEST_MARKER=m{Guid.NewGuid():N}";
        using var hangUp = new CancellationTokenSource();
        using var form = Wire.Form(
            ("Authorization", fixture.Bay.ApiKey), ("SessionId", session.Id), ("Name", "shell"),
            ("Args", $$"""{"command":"export {{marker}}; sleep 300","timeout_ms":300000}"""));

        var call = _wire.Http.PostAsync(new Uri("/?Action=CallMcpTool", UriKind.Relative), form, hangUp.Token);
        await Eventually.HoldsAsync(() => Processes.Carrying(marker).Count > 0);
        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Eventually.HoldsAsync(() => Processes.Carrying(marker).Count == 0);
    }

    [Fact]
    public async Task A_background_process_does_not_hold_up_the_answer_and_survives_it()
    {
        var session = await _wire.CreateSessionAsync();
        var watch = Stopwatch.StartNew();

        Assert.Contains("started", await session.OutputAsync("(while :; do echo tick; echo tock >> ticks; sleep 0.05; done) & echo started"), StringComparison.Ordinal);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
        var first = int.Parse(await session.OutputAsync("sleep 0.3; wc -l < ticks"), System.Globalization.CultureInfo.InvariantCulture);
        var second = int.Parse(await session.OutputAsync("sleep 0.3; wc -l < ticks"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(second > first, $"{first} then {second}");
    }

    [Fact]
    public async Task Large_output_is_cut_and_says_how_much_is_missing()
    {
        var session = await _wire.CreateSessionAsync();

        var answer = await session.ShellAsync("head -c 3000000 /dev/zero | tr '\\0' 'x'");

        Assert.False(answer.IsError);
        Assert.StartsWith("xxxx", answer.Stdout, StringComparison.Ordinal);
        Assert.EndsWith($"[{3_000_000 - 1024 * 1024} more bytes were left out]\n", answer.Stdout, StringComparison.Ordinal);
        Assert.InRange(answer.Stdout.Length, 1024 * 1024, 1024 * 1024 + 100);
    }

    [Fact]
    public async Task Output_that_is_no_text_comes_with_replacement_characters()
    {
        var session = await _wire.CreateSessionAsync();

        Assert.Equal("a\uFFFDb", await session.OutputAsync("printf 'a\\377b'"));
    }

    [Fact]
    public async Task Output_keeps_every_kind_of_text()
    {
        var session = await _wire.CreateSessionAsync();

        Assert.Equal("日本語 🚀 \"quoted\" \\ <tag>", await session.OutputAsync("""printf '%s' '日本語 🚀 "quoted" \ <tag>'"""));
    }

    [Fact]
    public async Task A_command_with_a_nul_is_refused()
    {
        var session = await _wire.CreateSessionAsync();

        Assert.Contains("'command' must not contain a NUL", await session.ErrorAsync("shell", """{"command":"echo a\u0000b","timeout_ms":1000}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_too_long_to_start_is_an_error()
    {
        var session = await _wire.CreateSessionAsync();

        var error = await session.ErrorAsync("shell", new { command = $"echo {new string('x', 200_000)}", timeout_ms = 5000 });

        Assert.Contains("could not be started", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeout_below_one_is_refused()
    {
        var session = await _wire.CreateSessionAsync();

        Assert.Contains("'timeout_ms' must be at least 1", await session.ErrorAsync("shell", new { command = "true", timeout_ms = 0 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocalBays_own_environment_is_not_visible()
    {
        Environment.SetEnvironmentVariable("LOCALBAY_TEST_SECRET", "do-not-tell");
        var session = await _wire.CreateSessionAsync();

        var environment = await session.OutputAsync("env; cat /proc/self/environ | tr '\\0' '\\n'");

        Assert.DoesNotContain("do-not-tell", environment, StringComparison.Ordinal);
        Assert.Equal(
            ["AGENTBAY_CALL", "AGENTBAY_SESSION", "HOME", "LANG", "PATH", "PWD", "USER"],
            (await session.OutputAsync("env")).Split('\n').Select(line => line.Split('=')[0]).Except(["TMPDIR", "OLDPWD", "SHLVL", "_"]).Order());
    }
}

public sealed class ShellWithTheBestIsolationTests(BestBay fixture) : ShellTests(fixture), IClassFixture<BestBay>;

public sealed class ShellWithoutIsolationTests(PlainBay fixture) : ShellTests(fixture), IClassFixture<PlainBay>;
