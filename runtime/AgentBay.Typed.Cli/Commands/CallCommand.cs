using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Schema;
using AgentBay.Typed.Schema.Captures;
using AgentBay.Typed.Schema.Comparison;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed call</c>: one tool, once. A session that this starts is deleted in any case.</summary>
internal static class CallCommand
{
    public static Command Create()
    {
        Argument<string> name = new("tool") { Description = "The tool's name." };
        Option<string[]> values = new("--arg") { Description = "An argument, 'name=value'. What is not a string in the schema is JSON.", HelpName = "argument" };
        Option<string?> given = new("--arguments") { Description = "All arguments as a JSON object; - reads it from standard input.", HelpName = "json" };
        Option<string?> session = new("--session") { Description = "An AgentBay session to call in; it is not deleted. With --image.", HelpName = "id" };
        Option<DirectoryInfo> save = new("--save") { Description = "The folder for images and other files.", DefaultValueFactory = static _ => new DirectoryInfo(".") };
        Option<bool> json = CommonOptions.Json();
        Command command = new("call", "Calls a tool and prints what it answers. Images are saved.") { name, values, given, session, save, json };
        SourceOptions source = new SourceOptions().AddTo(command);
        command.SetGuardedAction(async (arguments, cancellationToken) =>
        {
            SourceSpec spec = source.Require(arguments);
            ToolSource tools = arguments.GetValue(session) is not { } id ? ToolSource.From(spec, source.Secrets(arguments))
                : spec.ImageId is { } image ? new AgentBaySource(image, spec.Timeout, source.Secrets(arguments)) { SessionId = id }
                : throw new CliException("--session goes with --image");

            // Before a session is created for it: standard input may take its time.
            JsonObject all = await ReadObjectAsync(arguments.GetValue(given), cancellationToken);
            ToolResult result = await Progress.RunAsync($"Calling {arguments.GetValue(name)!.Printable()}", async _ =>
            {
                await using IOpenSource open = await tools.OpenAsync(cancellationToken);
                CapturedTool tool = await FindAsync(open, arguments.GetValue(name)!, cancellationToken);
                AddValues(all, tool, arguments.GetValue(values) ?? []);
                return await CallAsync(open.Invoker, tool, all, cancellationToken);
            });
            ToolResultPrinter printer = new(arguments.InvocationConfiguration, arguments.GetValue(save)!);
            await printer.PrintAsync(result, arguments.GetValue(json), cancellationToken);
            return result.IsError ? ExitCodes.ToolFailed : printer.HasMissedFolder ? ExitCodes.Failure : ExitCodes.Success;
        });
        return command;
    }

    private static async Task<CapturedTool> FindAsync(IOpenSource source, string name, CancellationToken cancellationToken)
    {
        Capture capture = (await source.ListAsync(cancellationToken)).Capture;
        return capture.Tools.FirstOrDefault(tool => tool.Name == name)
            ?? throw new CliException(ShowCommand.NoTool(name, capture.Tools.Select(static tool => tool.Name)));
    }

    private static async Task<ToolResult> CallAsync(IToolInvoker invoker, CapturedTool tool, JsonObject arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await invoker.InvokeAsync(
                new ToolDescriptor(tool.Name) { Server = tool.Server }, Encoding.UTF8.GetBytes(arguments.ToJsonString()), cancellationToken);
        }
        catch (AgentBayException e)
        {
            throw SourceException.Of(e);
        }
    }

    private static async Task<JsonObject> ReadObjectAsync(string? json, CancellationToken cancellationToken)
    {
        if (json != "-")
            return json is null ? [] : ParseObject(json);

        // A read of standard input cannot be given up; whoever waits for it can.
        using StreamReader input = new(Console.OpenStandardInput());
        return ParseObject(await Task.Run(input.ReadToEnd, CancellationToken.None).WaitAsync(cancellationToken));
    }

    private static void AddValues(JsonObject arguments, CapturedTool tool, string[] values)
    {
        HashSet<string> given = [];
        foreach (string value in values)
        {
            int end = value.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0)
                throw new CliException($"'{value.Printable()}' is not of the form name=value");
            string name = value[..end];
            if (!given.Add(name))
                throw new CliException($"'{name.Printable()}' is given twice; a list is one value, in JSON");
            arguments[name] = ParseValue(tool, name, value[(end + 1)..]);
        }
    }

    private static JsonObject ParseObject(string json) =>
        CliJson.Parse(json, "--arguments") as JsonObject ?? throw new CliException("--arguments is not a JSON object");

    private static JsonNode? ParseValue(CapturedTool tool, string name, string text)
    {
        if (tool.InputSchema is { } root && root["properties"]?[name] is { } property)
        {
            SchemaView view = new(root);
            if (view.Types(view.Expand(property)).Contains("string"))
                return text;
        }

        try
        {
            return CliJson.Parse(text, name);
        }
        catch (CliException)
        {
            return text;
        }
    }
}
