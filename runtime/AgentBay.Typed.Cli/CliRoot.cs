using System.CommandLine;
using AgentBay.Typed.Cli.Commands;

namespace AgentBay.Typed.Cli;

/// <summary>All commands.</summary>
internal static class CliRoot
{
    public static RootCommand Create() => new("Tools for AgentBay.Typed.")
    {
        CaptureCommand.Create(),
        RefreshCommand.Create(),
        CheckCommand.Create(),
        DiffCommand.Create(),
        DocsCommand.Create(),
        McpCommand.Create(),
        ListCommand.Create(),
        ShowCommand.Create(),
        CallCommand.Create(),
        CompletionCommand.Create(),
        MsBuildCommand.Create(),
#if NET10_0_OR_GREATER
        ServeCommand.Create(),
#endif
    };
}
