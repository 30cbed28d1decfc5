using System.CommandLine;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Schema.Comparison;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed diff</c>: two captures on disk.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        Argument<string> before = new("before") { Description = "The older capture, in any form that the generator reads." };
        Argument<string> after = new("after") { Description = "The newer one." };
        Option<ReportFormat> format = CommonOptions.Format();
        Option<bool> json = CommonOptions.Json();
        Command command = new("diff", "Compares two captures.") { before, after, format, json };
        command.SetGuardedAction((arguments, _) =>
        {
            CaptureFile older = CaptureFile.Read(arguments.GetValue(before)!);
            CaptureFile newer = CaptureFile.Read(arguments.GetValue(after)!);
            CatalogReport report = new()
            {
                Name = arguments.GetValue(before)!,
                Path = Path.GetFullPath(older.Path),
                Catalog = new CaptureItem(older.Path, new Sources.SourceSpec()) { Name = older.Path }.CatalogName,
                ToolCount = newer.Capture.Tools.Count,
                Differences = PlacedDifference.Place(CaptureComparer.Compare(older.Capture, newer.Capture), older.Places),
            };
            return ReportPrinter.PrintAsync([report], arguments.GetValue(json) ? ReportFormat.Json : arguments.GetValue(format), arguments.InvocationConfiguration.Output);
        });
        return command;
    }
}
