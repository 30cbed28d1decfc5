using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Cli.Tests.Support;

/// <summary>An MCP server on standard streams, in a process of its own: <c>dotnet ThisAssembly.dll SCRIPT</c>.</summary>
internal static class StdioServer
{
    /// <summary>What stands before the process's id where it writes its environment.</summary>
    public const string ProcessLine = "(process) ";

    /// <summary>The command line that starts it.</summary>
    public static string Command(string script) => $"dotnet \"{typeof(StdioServer).Assembly.Location}\" \"{script}\"";

    private static async Task<int> Main(string[] arguments)
    {
        Script script = Script.Read(arguments[0]);
        if (script.EnvironmentFile is not null)
        {
            IEnumerable<string> variables = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(static one => $"{one.Key}={one.Value}");
            await File.WriteAllLinesAsync(script.EnvironmentFile, variables.Append($"{ProcessLine}{Environment.ProcessId}"));
        }

        if (script.LastWords is not null)
        {
            await Console.Error.WriteLineAsync(script.LastWords);
            return 3;
        }

        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (script.Answer((JsonObject)JsonNode.Parse(line)!) is { } answer)
                await Console.Out.WriteLineAsync(answer.ToJsonString());
        }

        return 0;
    }
}

/// <summary>What a server of these tests does. Written to a file as JSON.</summary>
internal sealed record Script
{
    /// <summary>The pages of its list of tools, each a JSON array.</summary>
    public required string[] Pages { get; init; }

    /// <summary>Whether the last page names the first as the next.</summary>
    public bool IsCircle { get; init; }

    /// <summary>What the last page names as the next, as JSON.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether it never answers what it is asked after the greeting.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Where it writes its environment.</summary>
    public string? EnvironmentFile { get; init; }

    /// <summary>What it says before it ends without an answer.</summary>
    public string? LastWords { get; init; }

    public static Script Of(params string[] pages) => new() { Pages = pages };

    public static Script Read(string path) => JsonSerializer.Deserialize<Script>(File.ReadAllText(path))!;

    public string Write(string path)
    {
        File.WriteAllText(path, JsonSerializer.Serialize(this));
        return path;
    }

    /// <returns>Null where nothing is to be said.</returns>
    public JsonObject? Answer(JsonObject request)
    {
        string method = (string)request["method"]!;
        if (request["id"] is not { } id || (IsSilent && method.StartsWith("tools/", StringComparison.Ordinal)))
            return null;
        JsonObject? result = method switch
        {
            "initialize" => new JsonObject
            {
                ["protocolVersion"] = request["params"]!["protocolVersion"]!.DeepClone(),
                ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() },
                ["serverInfo"] = new JsonObject { ["name"] = "scripted", ["version"] = "1" },
            },
            "tools/list" => Page(int.Parse((string?)request["params"]?["cursor"] ?? "0", null)),
            "tools/call" => Call((string)request["params"]!["name"]!, request["params"]!["arguments"] ?? new JsonObject()),
            _ => null,
        };
        return new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id.DeepClone(),
            [result is null ? "error" : "result"] = result ?? new JsonObject { ["code"] = -32601, ["message"] = "no such method" },
        };
    }

    private JsonObject Page(int number)
    {
        JsonObject page = new() { ["tools"] = JsonNode.Parse(Pages[number]) };
        if (number + 1 == Pages.Length && Cursor is not null)
            page["nextCursor"] = JsonNode.Parse(Cursor);
        else if (number + 1 < Pages.Length || IsCircle)
            page["nextCursor"] = $"{(number + 1) % Pages.Length}";
        return page;
    }

    private static JsonObject Call(string tool, JsonNode arguments) => new()
    {
        ["isError"] = tool == "fail",
        ["content"] = new JsonArray(tool == "picture"
            ? new JsonObject { ["type"] = "image", ["mimeType"] = "image/png", ["data"] = "AQID" }
            : new JsonObject { ["type"] = "text", ["text"] = $"{tool} {arguments.ToJsonString()}" }),
    };
}
