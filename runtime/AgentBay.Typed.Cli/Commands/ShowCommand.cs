using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBay.Typed.Cli.CSharp;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Json;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed show</c>: one tool, as its server has it and as C# has it.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        Argument<string> name = new("tool") { Description = "The tool's name." };
        Argument<string?> file = CommonOptions.CaptureOrSource();
        Option<bool> json = CommonOptions.Json();
        Command command = new("show", "Shows one tool: its description, its schema, and the C# method it becomes.") { name, file, json };
        SourceOptions source = new SourceOptions().AddTo(command);
        command.SetGuardedAction(async (arguments, cancellationToken) =>
        {
            ToolCatalog catalog = await Progress.RunAsync("Listing tools", _ => ToolCatalog.ReadAsync(
                arguments.GetValue(file), source.Read(arguments), source.Secrets(arguments), cancellationToken));
            CatalogTool tool = Find(catalog, arguments.GetValue(name)!);
            await arguments.InvocationConfiguration.Output.WriteLineAsync(arguments.GetValue(json) ? Json(tool) : Text(tool));
            return ExitCodes.Success;
        });
        return command;
    }

    private static CatalogTool Find(ToolCatalog catalog, string name) =>
        catalog.Tools.FirstOrDefault(tool => tool.Captured.Name == name || tool.Model.MethodName == name)
        ?? throw new CliException(NoTool(name, catalog.Tools.Select(static tool => tool.Captured.Name)));

    public static string NoTool(string name, IEnumerable<string> names) =>
        $"there is no tool '{name.Printable()}'{(NearNames.Nearest(name, names) is { } near ? $"; did you mean '{near.Printable()}'?" : "; 'agentbay-typed list' shows those that there are")}";

    private static string Text(CatalogTool tool)
    {
        IEnumerable<string> lines = (tool.Captured.Description ?? "").Split('\n').Select(static line => line.TrimEnd().Printable());
        string output = tool.Captured.OutputSchema is { } schema ? $"\n\nOutput schema\n{JsonWriter.WriteLines(schema).TrimEnd()}" : "";
        return $"""
            {tool.Captured.Name.Printable()}{(tool.Group.Length == 0 ? "" : $" ({tool.Group.Printable()})")}

            {string.Join('\n', lines)}

            C#
            {tool.Signature}

            Input schema
            {(tool.Captured.InputSchema is { } input ? JsonWriter.WriteLines(input).TrimEnd() : "(none)")}{output}
            """;
    }

    private static string Json(CatalogTool tool) => CliJson.Write(new JsonObject
    {
        ["signature"] = tool.Signature,
        ["group"] = tool.Group,
        ["tool"] = CliJson.Parse(JsonWriter.WriteCompact(tool.Captured.Node), $"the tool '{tool.Captured.Name.Printable()}'"),
    });
}
