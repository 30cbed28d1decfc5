using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools;

/// <summary>
/// A tool that LocalBay really runs. Each session has instances of its own, so a tool may remember what it did there.
/// </summary>
internal interface ITool
{
    string Name { get; }

    /// <summary>Argument names that some official SDKs send, and what the schema calls them.</summary>
    IReadOnlyDictionary<string, string> OldSpellings => FrozenDictionary<string, string>.Empty;

    /// <summary>Runs the tool. The arguments fit its schema and hold its defaults.</summary>
    /// <exception cref="ToolException">The tool's own failure.</exception>
    Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, CancellationToken cancellationToken);
}

/// <summary>A tool that can tell of what happens while it runs.</summary>
internal interface IStreamingTool : ITool
{
    /// <summary>As <see cref="ITool.ExecuteAsync"/>.</summary>
    /// <param name="sandbox">Where it runs.</param>
    /// <param name="arguments">The checked arguments.</param>
    /// <param name="events">Takes what happens, in the form of the WebSocket's events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ToolOutput> ExecuteAsync(Sandbox sandbox, JsonElement arguments, IProgress<JsonObject>? events, CancellationToken cancellationToken);
}

/// <summary>What a tool says.</summary>
internal readonly record struct ToolOutput(string Text, bool IsError = false)
{
    /// <summary>The same for a client that shows people the text as it is; nothing where the text is fit for that.</summary>
    public string? PlainText { get; init; }

    /// <summary>The text, where it is JSON that LocalBay itself reads on.</summary>
    public JsonObject? Json { get; init; }

    /// <summary>As MCP has it.</summary>
    public JsonObject ToJson() => new()
    {
        ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = Text }),
        ["isError"] = IsError,
    };

    public static Task<ToolOutput> From(string text) => Task.FromResult(new ToolOutput(text));
}
