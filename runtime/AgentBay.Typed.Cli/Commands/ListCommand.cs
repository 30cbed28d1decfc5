using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBay.Typed.Cli.CSharp;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Schema;
using Spectre.Console;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed list</c>: the tools of a capture or a source.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        Argument<string?> file = CommonOptions.CaptureOrSource();
        Option<string?> search = new("--search") { Description = "Only tools whose name, group or description has this text.", HelpName = "text" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("list", "Lists the tools of a capture or of a source: groups, names, parameters.") { file, search, json };
        SourceOptions source = new SourceOptions().AddTo(command);
        command.SetGuardedAction(async (arguments, cancellationToken) =>
        {
            ToolCatalog catalog = await Progress.RunAsync("Listing tools", _ => ToolCatalog.ReadAsync(
                arguments.GetValue(file), source.Read(arguments), source.Secrets(arguments), cancellationToken));
            CatalogTool[] tools = [.. catalog.Tools.Where(tool => IsFound(tool, arguments.GetValue(search)))];
            Print(tools, arguments.GetValue(json), arguments.InvocationConfiguration.Output);
            return ExitCodes.Success;
        });
        return command;
    }

    private static bool IsFound(CatalogTool tool, string? text) => text is null
        || new[] { tool.Captured.Name, tool.Group, tool.Captured.Description ?? "" }.Any(one => one.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static void Print(CatalogTool[] tools, bool isJson, TextWriter output)
    {
        if (isJson)
        {
            output.WriteLine(CliJson.Write(new JsonArray([.. tools.Select(static tool => new JsonObject
            {
                ["name"] = tool.Captured.Name,
                ["group"] = tool.Group,
                ["server"] = tool.Captured.Server,
                ["method"] = tool.Model.MethodName,
                ["description"] = tool.Captured.Description,
                ["parameters"] = new JsonArray([.. tool.Model.Parameters.Select(static parameter => new JsonObject
                {
                    ["name"] = parameter.WireName,
                    ["required"] = parameter.IsRequired && parameter.Default is null,
                })]),
            })])));
            return;
        }

        if (Console.IsOutputRedirected || output != Console.Out)
        {
            foreach (CatalogTool tool in tools)
                output.WriteLine($"{tool.Captured.Name.Printable()}\t{tool.Group.Printable()}\t{tool.Parameters.Printable()}");
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("Group", "Tool", "Parameters");
        foreach (CatalogTool tool in tools.OrderBy(static tool => tool.Group, StringComparer.Ordinal))
            table.AddRow(Cell(tool.Group), Cell(tool.Captured.Name), Cell(tool.Parameters));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine($"[grey]{tools.Length} tool{(tools.Length == 1 ? "" : "s")}; what is in brackets is optional[/]");
    }

    private static Markup Cell(string text) => new(Markup.Escape(text.Printable()));
}
