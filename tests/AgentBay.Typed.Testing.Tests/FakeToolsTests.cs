namespace AgentBay.Typed.Testing.Tests;

public sealed class FakeToolsTests
{
    private static readonly LinuxLatest.ShellResult Listing = new() { Stdout = "a\nb\n", Stderr = "", ExitCode = 0 };

    private readonly FakeTools<LinuxLatest> _fake = new();

    [Fact]
    public async Task A_call_answers_the_value_that_was_set_up()
    {
        _fake.On(static tools => tools.Shell("ls")).Returns(Listing);

        Assert.Same(Listing, (await _fake.Tools.Shell("ls")).Value);
    }

    [Fact]
    public async Task Text_is_read_as_the_tools_own_answer_would_be()
    {
        _fake.On(static tools => tools.Shell("ls")).ReturnsText("""{"stdout":"x","stderr":"","exit_code":2}""");

        Assert.Equal(2, (await _fake.Tools.Shell("ls")).Value.ExitCode);
    }

    [Fact]
    public async Task Json_is_structured_content()
    {
        _fake.On(static tools => tools.Shell("ls")).ReturnsJson("""{"stdout":"x","stderr":"","exit_code":3}""");

        Assert.Equal(3, (await _fake.Tools.Shell("ls")).Value.ExitCode);
    }

    [Fact]
    public async Task Any_text_may_stand_for_a_text()
    {
        _fake.On(static tools => tools.WriteFile("/tmp/a", Any.Text)).ReturnsText("written");

        Assert.Equal("written", (await _fake.Tools.WriteFile("/tmp/a", "whatever")).Text);
        await Assert.ThrowsAsync<UnexpectedToolCallException>(() => _fake.Tools.WriteFile("/tmp/b", "whatever"));
    }

    [Fact]
    public async Task A_condition_looks_at_the_arguments_as_they_are_sent()
    {
        _fake.On(static tools => tools.Shell(""))
            .When(static arguments => arguments.GetProperty("command").GetString()!.StartsWith("git ", StringComparison.Ordinal))
            .Returns(Listing);

        Assert.Same(Listing, (await _fake.Tools.Shell("git status", timeoutMs: 5)).Value);
        await Assert.ThrowsAsync<UnexpectedToolCallException>(() => _fake.Tools.Shell("ls"));
    }

    [Fact]
    public async Task A_set_up_may_take_any_arguments()
    {
        _fake.On(static tools => tools.Shell("")).WithAnyArguments().Returns(Listing);

        Assert.Same(Listing, (await _fake.Tools.Shell("pwd", cwd: "/tmp")).Value);
    }

    [Fact]
    public async Task Answers_are_given_in_turn_and_the_last_one_stays()
    {
        _fake.On(static tools => tools.ReadFile("/f")).ReturnsText("1").ReturnsText("2");

        Assert.Equal("1", (await _fake.Tools.ReadFile("/f")).Text);
        Assert.Equal("2", (await _fake.Tools.ReadFile("/f")).Text);
        Assert.Equal("2", (await _fake.Tools.ReadFile("/f")).Text);
    }

    [Fact]
    public async Task A_later_set_up_goes_before_an_earlier_one()
    {
        _fake.On(static tools => tools.ReadFile(Any.Text)).ReturnsText("any");
        _fake.On(static tools => tools.ReadFile("/f")).ReturnsText("this");

        Assert.Equal("this", (await _fake.Tools.ReadFile("/f")).Text);
        Assert.Equal("any", (await _fake.Tools.ReadFile("/g")).Text);
    }

    [Fact]
    public async Task An_answer_may_depend_on_the_arguments()
    {
        _fake.On(static tools => tools.Shell(Any.Text))
            .Returns(static arguments => Listing with { Stdout = arguments.GetProperty("command").GetString()! });

        Assert.Equal("echo", (await _fake.Tools.Shell("echo")).Value.Stdout);
    }

    [Fact]
    public async Task A_failure_of_the_tool_is_data()
    {
        _fake.On(static tools => tools.ReadFile("/f")).Fails("no such file");

        ToolResult result = await _fake.Tools.ReadFile("/f");

        Assert.True(result.IsError);
        Assert.Equal("no such file", result.ErrorMessage);
    }

    [Fact]
    public async Task A_failure_on_the_way_is_thrown()
    {
        _fake.On(static tools => tools.ReadFile("/f")).Throws(new AgentBayException("gone") { Code = "InvalidMcpSession.NotFound" });

        await Assert.ThrowsAsync<AgentBayException>(() => _fake.Tools.ReadFile("/f"));
    }

    [Fact]
    public async Task An_unexpected_call_says_what_was_called_and_what_is_near()
    {
        _fake.On(static tools => tools.Shell("ls /tmp")).Returns(Listing);

        UnexpectedToolCallException unexpected = await Assert.ThrowsAsync<UnexpectedToolCallException>(() => _fake.Tools.Shell("ls /tpm"));

        Assert.Equal(
            """
            No set-up answers the call: shell {"command":"ls /tpm","timeout_ms":50000}
              near: shell {"command":"ls /tmp","timeout_ms":50000}; $.command is "ls /tpm", not "ls /tmp"
            """.ReplaceLineEndings("\n"),
            unexpected.Message);
    }

    [Fact]
    public async Task An_unexpected_call_of_another_tool_says_which_tools_are_set_up()
    {
        _fake.On(static tools => tools.Shell("ls")).Returns(Listing);
        _fake.On(static tools => tools.ReadFile("/f")).ReturnsText("x");

        UnexpectedToolCallException unexpected = await Assert.ThrowsAsync<UnexpectedToolCallException>(() => _fake.Tools.ListDirectory("/"));

        Assert.Contains("known tools: read_file, shell", unexpected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verification_counts_the_calls_that_were_made()
    {
        _fake.On(static tools => tools.Shell(Any.Text)).Returns(Listing);
        await _fake.Tools.Shell("a");
        await _fake.Tools.Shell("b");

        _fake.Verify(static tools => tools.Shell("a"), times: 1);
        _fake.Verify(static tools => tools.Shell("c"), times: 0);
        Assert.Equal(2, _fake.Count(static tools => tools.Shell(Any.Text)));
        MissingToolCallException missing = Assert.Throws<MissingToolCallException>(() => _fake.Verify(static tools => tools.Shell("c")));
        Assert.Contains("\"command\":\"b\"", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_verified_at_once_also_what_the_code_swallowed()
    {
        _fake.On(static tools => tools.ReadFile("/f")).ReturnsText("x");
        Assert.Throws<MissingToolCallException>(_fake.VerifyAll);
        await _fake.Tools.ReadFile("/f");
        _fake.VerifyAll();

        await Assert.ThrowsAsync<UnexpectedToolCallException>(() => _fake.Tools.ReadFile("/g"));
        Assert.Throws<UnexpectedToolCallException>(_fake.VerifyAll);
    }

    [Fact]
    public async Task Groups_of_the_fake_are_for_code_that_asks_for_no_more()
    {
        _fake.On(static tools => tools.ReadFile("/f")).ReturnsText("x");
        LinuxLatest.IFileSystemTools files = _fake.Tools;

        Assert.Equal("x", (await files.ReadFile("/f")).Text);
    }

    [Fact]
    public void A_set_up_without_a_call_is_refused() =>
        Assert.Throws<ArgumentException>(() => _fake.On(static _ => Task.FromResult<ToolResult>(null!)));

    [Fact]
    public async Task A_value_has_no_text_and_says_so_rather_than_to_be_empty()
    {
        _fake.On(static tools => tools.Shell("ls")).Returns(Listing);
        ToolResult<LinuxLatest.ShellResult> run = await _fake.Tools.Shell("ls");

        Assert.Contains("ReturnsText", Assert.Throws<InvalidOperationException>(() => run.Text).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => run.Json);
        Assert.Throws<InvalidOperationException>(() => run.Images);
        Assert.Same(Listing, run.EnsureSuccess().Value);
    }

    [Fact]
    public void A_set_up_of_two_calls_is_refused()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => _fake.On(static tools =>
        {
            _ = tools.ReadFile("/a");
            return tools.Shell("b");
        }));

        Assert.Contains("it made read_file and shell", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verification_runs_its_function_once()
    {
        await Assert.ThrowsAsync<UnexpectedToolCallException>(() => _fake.Tools.Shell("a"));
        int runs = 0;

        Assert.Throws<MissingToolCallException>(() => _fake.Verify(tools =>
        {
            runs++;
            return tools.Shell("b");
        }));

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Any_text_is_shown_as_that()
    {
        _fake.On(static tools => tools.WriteFile("/a", Any.Text)).ReturnsText("ok");

        UnexpectedToolCallException unexpected = await Assert.ThrowsAsync<UnexpectedToolCallException>(() => _fake.Tools.WriteFile("/b", "x"));
        MissingToolCallException missing = Assert.Throws<MissingToolCallException>(() => _fake.Verify(static tools => tools.WriteFile("/a", Any.Text)));

        Assert.Contains("near: write_file {\"path\":\"/a\",\"content\":<any>}", unexpected.Message, StringComparison.Ordinal);
        Assert.StartsWith("write_file {\"path\":\"/a\",\"content\":<any>}", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_that_did_not_hold_is_said_to_be_why()
    {
        _fake.On(static tools => tools.Shell("")).When(static _ => false).Returns(Listing);

        UnexpectedToolCallException unexpected = await Assert.ThrowsAsync<UnexpectedToolCallException>(() => _fake.Tools.Shell("ls"));

        Assert.EndsWith("; its condition did not hold", unexpected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_that_throws_is_said_to_be_why()
    {
        _fake.On(static tools => tools.Shell("")).When(static arguments => arguments.GetProperty("cmd").GetString() == "ls").Returns(Listing);

        InvalidOperationException wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => _fake.Tools.Shell("ls"));

        Assert.StartsWith("The condition of the set-up of shell ", wrong.Message, StringComparison.Ordinal);
        Assert.IsType<KeyNotFoundException>(wrong.InnerException);
    }

    [Fact]
    public async Task A_condition_does_not_keep_other_calls_waiting()
    {
        using Barrier both = new(2);
        _fake.On(static tools => tools.Shell(Any.Text)).When(_ => both.SignalAndWait(TimeSpan.FromSeconds(20))).Returns(Listing);

        ToolResult<LinuxLatest.ShellResult>[] runs = await Task.WhenAll(
            Task.Run(() => _fake.Tools.Shell("a")), Task.Run(() => _fake.Tools.Shell("b")));

        Assert.All(runs, static run => Assert.Same(Listing, run.Value));
    }

    [Fact]
    public void A_set_up_that_the_schema_does_not_allow_says_what_to_use_instead()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => _fake.On(static tools => tools.PageUseScreenshot(quality: -1)));

        Assert.Contains("quality", refused.Message, StringComparison.Ordinal);
        Assert.Contains("WithAnyArguments", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_ups_chain_in_any_order()
    {
        _fake.On(static tools => tools.Shell("x")).Fails("busy").Returns(Listing).WithAnyArguments().ReturnsText("{}");

        Assert.Equal("busy", (await _fake.Tools.Shell("ls")).ErrorMessage);
        Assert.Same(Listing, (await _fake.Tools.Shell("ls")).Value);
    }

    [Fact]
    public async Task A_set_up_without_an_answer_is_told_as_that()
    {
        _fake.On(static tools => tools.Shell("ls"));

        InvalidOperationException wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => _fake.Tools.Shell("ls"));
        MissingToolCallException missing = Assert.Throws<MissingToolCallException>(_fake.VerifyAll);

        Assert.Contains("has no answer", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("has no answer", missing.Message, StringComparison.Ordinal);
    }
}
