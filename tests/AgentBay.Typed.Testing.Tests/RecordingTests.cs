using System.Text;

namespace AgentBay.Typed.Testing.Tests;

public sealed class RecordingTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
    private readonly FakeTools<LinuxLatest> _live = new();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task A_replay_answers_as_the_recorded_tools_did()
    {
        _live.On(static tools => tools.ReadFile("/f")).ReturnsText("first").ReturnsText("line one\nline two\n");
        _live.On(static tools => tools.ListDirectory("/")).Fails("no");
        _live.On(static tools => tools.SystemScreenshot()).ReturnsContent(
            new ToolImage(new byte[] { 1, 2 }, "image/png"),
            new ToolResource("a://x", null, null, new byte[] { 3 }),
            new ToolResource("a://y", "text/plain", "inside", default),
            new ToolResourceLink("a://z", "z", null));
        ToolRecorder recorder = new(_live);
        await UseAsync(LinuxLatest.Create(recorder));
        await recorder.SaveAsync(_path);

        ToolReplay replay = ToolReplay.Load(_path);
        await UseAsync(LinuxLatest.Create(replay));

        Assert.Empty(replay.Remaining);

        static async Task UseAsync(LinuxLatest tools)
        {
            Assert.Equal("first", (await tools.ReadFile("/f")).Text);
            Assert.Equal("line one\nline two\n", (await tools.ReadFile("/f")).Text);
            Assert.Equal("no", (await tools.ListDirectory("/")).ErrorMessage);
            ToolResult shown = await tools.SystemScreenshot();
            Assert.Equal([1, 2], Assert.Single(shown.Images).Data.ToArray());
            Assert.Equal([3], Assert.IsType<ToolResource>(shown.Content[1]).Data.ToArray());
            Assert.Equal("inside", Assert.IsType<ToolResource>(shown.Content[2]).Text);
            Assert.Equal("z", Assert.IsType<ToolResourceLink>(shown.Content[3]).Name);
        }
    }

    [Fact]
    public async Task The_file_reads_like_what_was_said()
    {
        _live.On(static tools => tools.WriteFile("/f", Any.Text)).ReturnsText("grüße <b> + 'c' & 👍\n\"there\"");
        _live.On(static tools => tools.Shell("ls")).ReturnsText("""{"stdout":"a\nb\n","stderr":"","exit_code":0}""");
        ToolRecorder recorder = new(_live);
        await LinuxLatest.Create(recorder).WriteFile("/f", "one\ntwo\n");
        await LinuxLatest.Create(recorder).Shell("ls");
        await recorder.SaveAsync(_path);

        Assert.Equal(
            """
            {
              "calls": [
                {
                  "tool": "write_file",
                  "arguments": {
                    "path": "/f",
                    "content": {
                      "$lines": [
                        "one",
                        "two",
                        ""
                      ]
                    }
                  },
                  "content": [
                    {
                      "text": [
                        "grüße <b> + 'c' & 👍",
                        "\"there\""
                      ]
                    }
                  ]
                },
                {
                  "tool": "shell",
                  "arguments": {
                    "command": "ls",
                    "timeout_ms": 50000
                  },
                  "content": [
                    {
                      "textJson": {
                        "stdout": {
                          "$lines": [
                            "a",
                            "b",
                            ""
                          ]
                        },
                        "stderr": "",
                        "exit_code": 0
                      }
                    }
                  ]
                }
              ]
            }

            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(_path, Encoding.UTF8));
        LinuxLatest replayed = LinuxLatest.Create(ToolReplay.Load(_path));
        Assert.Equal("grüße <b> + 'c' & 👍\n\"there\"", (await replayed.WriteFile("/f", "one\ntwo\n")).Text);
        Assert.Equal("""{"stdout":"a\nb\n","stderr":"","exit_code":0}""", (await replayed.Shell("ls")).Text);
    }

    [Theory]
    [InlineData("a\u202Eb", "\\u202E")]
    [InlineData("a\u200Bb", "\\u200B")]
    [InlineData("a\u0085b", "\\u0085")]
    [InlineData("a\u2028b", "\\u2028")]
    [InlineData("a\uFEFFb", "\\uFEFF")]
    [InlineData("a\U000E0041b", "\\uDB40\\uDC41")]
    [InlineData("a\u001b[31m", "\\u001B")]
    public async Task What_a_reviewer_would_not_see_is_escaped(string said, string written)
    {
        Assert.Equal(said, (await ReplayTextAsync(said)).Text);
        string file = await File.ReadAllTextAsync(_path, Encoding.UTF8);
        Assert.Contains(written, file, StringComparison.Ordinal);
        Assert.DoesNotContain(said, file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("a\uFFFDb", (await ReplayTextAsync("a\uD800b")).Text);

    [Theory]
    [InlineData("""{ "a": 1 }""")]
    [InlineData("""{"a":1.0,"a":2e3}""")]
    [InlineData("""{"a":"\u00e9\/"}""")]
    [InlineData("{\n  \"a\": [\n    1\n  ]\n}")]
    [InlineData("""{"$lines":["a\nb"],"$$lines":1,"lines":2,"b":{"$lines":3}}""")]
    [InlineData("""[]""")]
    [InlineData("\"text\"")]
    [InlineData("{not json}")]
    [InlineData("\n")]
    [InlineData("")]
    public async Task Json_is_replayed_to_the_letter(string said)
    {
        Assert.Equal(said, (await ReplayTextAsync(said)).Text);
    }

    [Fact]
    public async Task Secrets_are_left_out_and_the_replay_finds_their_calls_all_the_same()
    {
        RecordingOptions options = new() { Secrets = ["hunter2"] };
        _live.On(static tools => tools.Shell("")).WithAnyArguments().ReturnsJson(
            """{"stdout":"Authorization: Bearer abcdefghijkl; ghp_0123456789abcdef; hunter2","stderr":"","exit_code":0}""");
        ToolRecorder recorder = new(_live, options);
        await UseAsync(LinuxLatest.Create(recorder));
        await recorder.SaveAsync(_path);

        string file = await File.ReadAllTextAsync(_path);
        foreach (string secret in new[] { "abcdefghijkl", "ghp_", "hunter2", "s3cr3t", "tops" })
            Assert.DoesNotContain(secret, file, StringComparison.Ordinal);
        await UseAsync(LinuxLatest.Create(ToolReplay.Load(_path, options)));

        static Task UseAsync(LinuxLatest tools) => tools.Shell(
            "curl -H 'X: hunter2' --token tops", envs: new Dictionary<string, string> { ["DB_PASSWORD"] = "s3cr3t", ["LANG"] = "C" });
    }

    [Fact]
    public async Task A_call_that_was_not_recorded_says_what_is_near()
    {
        _live.On(static tools => tools.ReadFile("/f")).ReturnsText("x");
        ToolRecorder recorder = new(_live);
        await LinuxLatest.Create(recorder).ReadFile("/f");
        await recorder.SaveAsync(_path);
        LinuxLatest replayed = LinuxLatest.Create(ToolReplay.Load(_path));

        UnexpectedToolCallException other = await Assert.ThrowsAsync<UnexpectedToolCallException>(() => replayed.ReadFile("/g"));
        await replayed.ReadFile("/f");
        UnexpectedToolCallException again = await Assert.ThrowsAsync<UnexpectedToolCallException>(() => replayed.ReadFile("/f"));

        Assert.Contains("$.path is \"/g\", not \"/f\"", other.Message, StringComparison.Ordinal);
        Assert.StartsWith("The recording has the call less often: read_file", again.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n  there is no call that would be answered", again.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"calls":[{"tool":1}]}""")]
    public async Task A_file_that_is_no_recording_says_so(string text)
    {
        await File.WriteAllTextAsync(_path, text);

        InvalidDataException wrong = Assert.Throws<InvalidDataException>(() => ToolReplay.Load(_path));

        Assert.Contains(_path, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_was_set_up_as_a_value_cannot_be_recorded_and_says_why()
    {
        _live.On(static tools => tools.Shell("ls")).Returns(new LinuxLatest.ShellResult { Stdout = "", Stderr = "", ExitCode = 0 });
        ToolRecorder recorder = new(_live);
        await LinuxLatest.Create(recorder).Shell("ls");

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => recorder.SaveAsync(_path));

        Assert.Contains("ReturnsText", refused.Message, StringComparison.Ordinal);
    }

    private async Task<ToolResult> ReplayTextAsync(string said)
    {
        _live.On(static tools => tools.ReadFile("/f")).ReturnsText(said);
        ToolRecorder recorder = new(_live);
        await LinuxLatest.Create(recorder).ReadFile("/f");
        await recorder.SaveAsync(_path);
        return await LinuxLatest.Create(ToolReplay.Load(_path)).ReadFile("/f");
    }
}
