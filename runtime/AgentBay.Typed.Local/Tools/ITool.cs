using System.Collections.Frozen;
using System.Text.Json;
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

/// <summary>What a tool says.</summary>
internal readonly record struct ToolOutput(string Text, bool IsError = false)
{
    public static Task<ToolOutput> From(string text) => Task.FromResult(new ToolOutput(text));
}
