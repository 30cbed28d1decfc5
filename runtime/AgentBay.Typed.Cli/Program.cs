using System.CommandLine;
using AgentBay.Typed.Cli.Commands;

var root = new RootCommand("Tools for AgentBay.Typed.")
{
    ServeCommand.Create(),
};

// Long enough for a command to clean up after SIGINT or SIGTERM.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
