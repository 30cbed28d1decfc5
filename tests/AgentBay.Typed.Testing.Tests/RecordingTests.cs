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
    public async Task The_file_is_one_value_a_line_and_lines_of_text_are_lines()
    {
        _live.On(static tools => tools.ReadFile("/f")).ReturnsText("grüße\n\"there\"");
        ToolRecorder recorder = new(_live);
        await LinuxLatest.Create(recorder).ReadFile("/f");
        await recorder.SaveAsync(_path);

        Assert.Equal(
            """
            {
              "calls": [
                {
                  "tool": "read_file",
                  "arguments": {
                    "path": "/f"
                  },
                  "content": [
                    {
                      "text": [
                        "grüße",
                        "\u0022there\u0022"
                      ]
                    }
                  ]
                }
              ]
            }

            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(_path, Encoding.UTF8));
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
}
