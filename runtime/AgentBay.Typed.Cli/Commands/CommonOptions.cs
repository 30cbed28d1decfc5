using System.CommandLine;
using AgentBay.Typed.Cli.Reports;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Prints JSON for programs." };

    public static Option<ReportFormat> Format() => new("--format") { Description = "How to print: text, json or markdown." };

    public static Argument<string?> CaptureOrSource() => new("capture")
    {
        Description = "A capture on disk; or name a source with --image, --command or --url.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Argument<string?> Project() => new("project")
    {
        Description = "A project file or its folder. Default: the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static async Task WriteLinesAsync(this TextWriter output, IEnumerable<string> lines)
    {
        foreach (string line in lines)
            await output.WriteLineAsync(line);
    }
}
