using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Commands;

namespace AgentBay.Typed.Cli.Tests.Support;

/// <summary>Items as the targets hand them over, and the command that the targets run.</summary>
internal static class MsBuildItems
{
    public static string Of(params Dictionary<string, string>[] items) => string.Join(
        MsBuildCommand.EndOfItem,
        items.Select(static item => string.Join(MsBuildCommand.EndOfField, ItemFields.Names.Select(name => item.GetValueOrDefault(name, "")))));

    public static Task<CliRun> RunAsync(string items, params string[] arguments) => Terminal.RunProcessAsync(
        new Dictionary<string, string> { [MsBuildCommand.ItemsVariable] = items }, "", ["msbuild", .. arguments]);
}
