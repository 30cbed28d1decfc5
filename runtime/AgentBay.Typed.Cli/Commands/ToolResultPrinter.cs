using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>Prints what a tool answered: text as it is, and files where they were saved.</summary>
/// <param name="console">Where to print.</param>
/// <param name="folder">Where to save.</param>
internal sealed class ToolResultPrinter(InvocationConfiguration console, DirectoryInfo folder)
{
    private const string Answer = "what the tool answered";

    /// <summary>Whether something could not be saved in the folder. It is elsewhere then, because a tool may not answer the same twice.</summary>
    public bool HasMissedFolder { get; private set; }

    public async Task PrintAsync(ToolResult result, bool isJson, CancellationToken cancellationToken)
    {
        JsonArray items = [];
        TextWriter output = result.IsError ? console.Error : console.Output;
        foreach (ToolContent content in result.Content)
        {
            JsonObject item = content switch
            {
                ToolText text => new JsonObject { ["type"] = "text", ["text"] = text.Text },
                ToolImage image => Saved("image", image.MimeType, await SaveAsync(result.Tool.Name, image.MimeType, image.Data, cancellationToken)),
                ToolAudio audio => Saved("audio", audio.MimeType, await SaveAsync(result.Tool.Name, audio.MimeType, audio.Data, cancellationToken)),
                ToolResource { Text: { } text } resource => new JsonObject { ["type"] = "resource", ["uri"] = resource.Uri, ["text"] = text },
                ToolResource resource => Saved(
                    "resource", resource.MimeType ?? "", await SaveAsync(result.Tool.Name, resource.MimeType ?? "", resource.Data, cancellationToken)),
                ToolResourceLink link => new JsonObject { ["type"] = "resourceLink", ["uri"] = link.Uri },
                ToolUnknownContent unknown => new JsonObject { ["type"] = "unknown", ["json"] = CliJson.Parse(unknown.Json.GetRawText(), Answer) },
                _ => [],
            };
            items.Add(item);
            if (!isJson)
                await output.WriteLineAsync((string?)item["text"] ?? (string?)item["file"] ?? (string?)item["uri"] ?? item.ToJsonString());
        }

        if (isJson)
        {
            await console.Output.WriteLineAsync(CliJson.Write(new JsonObject
            {
                ["isError"] = result.IsError,
                ["requestId"] = result.RequestId.Length == 0 ? null : result.RequestId,
                ["content"] = items,
                ["structuredContent"] = result.StructuredContent is { } structured ? CliJson.Parse(structured.GetRawText(), Answer) : null,
            }));
        }
        else if (result.Content.Count == 0 && result.StructuredContent is { } alone)
        {
            await output.WriteLineAsync(alone.GetRawText());
        }
    }

    private static JsonObject Saved(string type, string mimeType, string file) => new() { ["type"] = type, ["mimeType"] = mimeType, ["file"] = file };

    private async Task<string> SaveAsync(string tool, string mimeType, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            return await SaveAsync(folder, tool, mimeType, data, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            HasMissedFolder = true;
            string path = await SaveAsync(new DirectoryInfo(Path.GetTempPath()), tool, mimeType, data, cancellationToken);
            await console.Error.WriteLineAsync($"agentbay-typed call: {folder}: {e.Message}; saved as {path}");
            return path;
        }
    }

    /// <summary>Saves under a name that is free.</summary>
    private static async Task<string> SaveAsync(
        DirectoryInfo folder, string tool, string mimeType, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        string extension = new([.. mimeType.Split(';')[0].Split('/')[^1].Split('+')[0].Where(char.IsAsciiLetterOrDigit)]);
        string name = new([.. tool.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_')]);
        folder.Create();
        for (int number = 1; ; number++)
        {
            string path = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{name}-{number}.{(extension.Length == 0 ? "bin" : extension)}"));
            FileStream file;
            try
            {
                file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(path) && number < 10_000)
            {
                continue;
            }

            await WriteAsync(file, data, cancellationToken);
            return path;
        }
    }

    /// <summary>Writes all of a new file, or leaves none.</summary>
    private static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            await using (file)
                await file.WriteAsync(data, cancellationToken);
        }
        catch
        {
            File.Delete(file.Name);
            throw;
        }
    }
}
