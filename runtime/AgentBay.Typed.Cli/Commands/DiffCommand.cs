using System.CommandLine;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed diff</c>: two captures on disk, as the code sees them that the older one and its overlay become.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        Argument<string> before = new("before") { Description = "The older capture, in any form that the generator reads. The overlay beside it counts." };
        Argument<string> after = new("after") { Description = "The newer one." };
        Command command = new("diff", "Compares two captures.") { before, after };
        command.AddFormat();
        command.SetGuardedAction((arguments, _) =>
        {
            DiskCapture older = DiskCapture.Read(arguments.GetValue(before)!);
            DiskCapture newer = DiskCapture.Read(arguments.GetValue(after)!);
            CatalogReport report = new()
            {
                Name = arguments.GetValue(before)!,
                Path = Path.GetFullPath(older.Path),
                Catalog = CatalogNames.ClassOf(older.Path),
                ToolCount = newer.Capture.Tools.Count,
                Differences = PlacedDifference.Find(older, newer.Capture),
            };
            return ReportPrinter.PrintAsync([report], CommonOptions.FormatOf(arguments), arguments.InvocationConfiguration.Output);
        });
        return command;
    }
}
