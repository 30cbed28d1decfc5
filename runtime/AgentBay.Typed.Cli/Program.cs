using System.CommandLine;
using System.Text;
using AgentBay.Typed.Cli;
using AgentBay.Typed.Cli.Commands;

if (Console.IsOutputRedirected)
    Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

// Long enough for a command to clean up after SIGINT or SIGTERM.
return await CliRoot.Create().RunAsync(args, new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
