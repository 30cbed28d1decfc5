using System.CommandLine;
using System.Text;
using AgentBay.Typed.Cli.Commands;

if (Console.IsOutputRedirected)
    Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

RootCommand root = new("Tools for AgentBay.Typed.")
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

// Long enough for a command to clean up after SIGINT or SIGTERM.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
