using System.Net;
using System.Text.Json;

namespace AgentBay.Typed.Local.Tests.Support;

/// <summary>What a tool answered.</summary>
public sealed record ToolAnswer(string Text, bool IsError)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public string Stdout => Json.GetProperty("stdout").GetString()!;

    public string Stderr => Json.GetProperty("stderr").GetString()!;

    public int ExitCode => Json.GetProperty("exit_code").GetInt32();
}

/// <summary>One session, and its tools by name.</summary>
public sealed class WireSession(Wire wire, string id)
{
    public string Id { get; } = id;

    public Task<WireAnswer> CallAsync(string action, params (string Name, string Value)[] parameters) =>
        wire.CallAsync(action, [("SessionId", Id), .. parameters]);

    public async Task<ToolAnswer> ToolAsync(string name, object arguments)
    {
        var answer = await CallAsync("CallMcpTool", ("Name", name), ("Args", arguments as string ?? JsonSerializer.Serialize(arguments)), ("AutoGenSession", "false"));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body.ToString());
        var content = Assert.Single(answer.Data.GetProperty("content").EnumerateArray());
        Assert.Equal("text", content.GetProperty("type").GetString());
        return new ToolAnswer(content.GetProperty("text").GetString()!, answer.Data.GetProperty("isError").GetBoolean());
    }

    public Task<ToolAnswer> ShellAsync(string command, int timeoutMs = 20_000) => ToolAsync("shell", new { command, timeout_ms = timeoutMs });

    /// <summary>What a tool says when it works.</summary>
    public async Task<string> TextAsync(string name, object arguments)
    {
        var answer = await ToolAsync(name, arguments);
        Assert.False(answer.IsError, answer.Text);
        return answer.Text;
    }

    /// <summary>What a tool says when it does not.</summary>
    public async Task<string> ErrorAsync(string name, object arguments)
    {
        var answer = await ToolAsync(name, arguments);
        Assert.True(answer.IsError, answer.Text);
        return answer.Text;
    }

    /// <summary>What a command prints.</summary>
    public async Task<string> OutputAsync(string command)
    {
        var answer = await ShellAsync(command);
        Assert.False(answer.IsError, answer.Text);
        return answer.Stdout.TrimEnd('\n');
    }

    /// <summary>The processes of this session that are alive on this machine, however deep or detached.</summary>
    public IReadOnlyList<int> LivingProcesses() => Processes.Carrying($"AGENTBAY_SESSION={Id}");
}
