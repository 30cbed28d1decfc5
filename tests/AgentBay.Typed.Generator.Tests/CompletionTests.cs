using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>What a person sees at <c>session.Tools.</c>, asked of Roslyn's own completion.</summary>
public sealed class CompletionTests
{
    private const string Capture = """
        {"source":{"imageId":"linux_latest"},"tools":[
          {"name":"shell","server":"wuying_shell","description":"Runs a **command** with `bash -c`.\n\n- waits\n- answers",
           "inputSchema":{"type":"object","properties":{"command":{"type":"string"},"timeout_ms":{"type":"integer"}},"required":["command"]},
           "annotations":{"destructiveHint":true}},
          {"name":"read_file","server":"wuying_filesystem","description":"Reads a <file>.","inputSchema":{"type":"object"}}]}
        """;

    private const string Program = """
        using System.Threading;
        using System.Threading.Tasks;
        using AgentBay.Typed;
        using Test.Catalogs;

        internal static class Program
        {
            public static void Run(Session<Test.Catalogs.Test> session) => session.Tools.$$
        }
        """;

    [Fact]
    public async Task A_session_offers_its_tools_and_nothing_of_their_machinery()
    {
        IReadOnlyDictionary<string, string> shown = await Generation.Of(Capture).CompletionsAsync(Program);
        Assert.Equal(["Equals", "GetHashCode", "GetType", "ReadFile", "Shell", "ToString"], shown.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_tool_is_shown_with_its_signature_and_what_it_does()
    {
        IReadOnlyDictionary<string, string> shown = await Generation.Of(Capture).CompletionsAsync(Program);
        string shell = shown["Shell"].ReplaceLineEndings("\n");
        Assert.StartsWith("(awaitable) Task<ToolResult> ", shell, StringComparison.Ordinal);
        Assert.Contains("Test.Shell(string command, [long? timeoutMs = null], [CancellationToken cancellationToken = default])", shell, StringComparison.Ordinal);
        Assert.Contains("Runs a command with bash -c.", shell, StringComparison.Ordinal);
        Assert.Contains("• waits", shell, StringComparison.Ordinal);
        Assert.Contains("Reads a <file>.", shown["ReadFile"], StringComparison.Ordinal);
    }
}
